-- What people at the desk wrote about an application goes with who it is about: blanked then, and never changed before.

-- A text is blanked once, when the declaration is gone and no hold is in force; everything beside it stays as it was.
-- Arguments: the columns with texts.
create function only_blank_texts() returns trigger language plpgsql as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  applicant text;
  wrote text;
begin
  foreach wrote in array tg_argv loop
    if becomes ->> wrote <> '' then
      raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
    end if;
    was := was - wrote;
    becomes := becomes - wrote;
  end loop;
  applicant := case tg_table_name
    when 'quality_reviews' then (select application_id from quality_tasks where alias = was ->> 'alias')
    else was ->> 'application_id'
  end;
  perform from applications
  where id = applicant and declaration_sealed is null
  and state in ('withdrawn', 'expired', 'refused', 'admitted', 'revoked');
  if not found or was is distinct from becomes then
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  perform refuse_while_held(applicant);
  return new;
end
$$;

drop trigger review_decisions_append_only on review_decisions;
create trigger review_decisions_append_only before delete on review_decisions
for each row execute function refuse_change();
create trigger review_decisions_only_blank_texts before update on review_decisions
for each row execute function only_blank_texts('message', 'note');

drop trigger escalations_append_only on escalations;
create trigger escalations_append_only before delete on escalations
for each row execute function refuse_change();
create trigger escalations_only_blank_texts before update on escalations
for each row execute function only_blank_texts('note');

drop trigger revocations_append_only on revocations;
create trigger revocations_append_only before delete on revocations
for each row execute function refuse_change();
create trigger revocations_only_blank_texts before update on revocations
for each row execute function only_blank_texts('message', 'note');

drop trigger admission_audits_append_only on admission_audits;
create trigger admission_audits_append_only before delete on admission_audits
for each row execute function refuse_change();
create trigger admission_audits_only_blank_texts before update on admission_audits
for each row execute function only_blank_texts('note');

drop trigger quality_reviews_append_only on quality_reviews;
create trigger quality_reviews_append_only before delete on quality_reviews
for each row execute function refuse_change();
create trigger quality_reviews_only_blank_texts before update on quality_reviews
for each row execute function only_blank_texts('message', 'note');

-- Who gives a case away, or takes an admission back, says why; that it is blank is for the end alone.
create function demand_a_note() returns trigger language plpgsql as $$
begin
  if new.note = '' then
    raise exception 'a row of % needs a note', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end
$$;

alter table escalations drop constraint escalations_note_check;
create trigger escalations_demand_a_note before insert on escalations
for each row execute function demand_a_note();

alter table revocations drop constraint revocations_note_check;
create trigger revocations_demand_a_note before insert on revocations
for each row execute function demand_a_note();

-- Of whom a text is kept. What is blank stays as rows, and there is more of it every day.
create index review_decisions_with_texts on review_decisions (application_id) where message <> '' or note <> '';
create index escalations_with_texts on escalations (application_id) where note <> '';
create index revocations_with_texts on revocations (application_id) where message <> '' or note <> '';
create index admission_audits_with_texts on admission_audits (application_id) where note <> '';
create index quality_reviews_with_texts on quality_reviews (alias) where message <> '' or note <> '';

create view application_texts (application_id) as
select application_id from review_decisions where message <> '' or note <> ''
union all
select application_id from escalations where note <> ''
union all
select application_id from revocations where message <> '' or note <> ''
union all
select application_id from admission_audits where note <> ''
union all
select quality_tasks.application_id
from quality_reviews
join quality_tasks on quality_tasks.alias = quality_reviews.alias
where quality_reviews.message <> '' or quality_reviews.note <> '';
