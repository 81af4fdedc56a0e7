-- Who becomes linked to a case while they act on it is refused here and nowhere else: by a name that the server knows,
-- so that the answer is the same as to whoever was linked before.

create or replace function keep_to_the_unbiased() returns trigger language plpgsql as $$
declare
  of_round integer;
begin
  if new.application_id in (select linked_applications(new.reviewer_id)) then
    raise exception '% is linked to %', new.reviewer_id, new.application_id
      using errcode = 'integrity_constraint_violation', constraint = 'own_case';
  end if;
  select round into of_round from applications where id = new.application_id;
  if is_for_leads(new.application_id, of_round, new.reviewer_id) then
    raise exception '% was given to the leads', new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
