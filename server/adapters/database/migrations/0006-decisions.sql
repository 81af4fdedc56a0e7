-- Decisions that their reviewers can still undo: no decision yet for anybody else, and safe from a crash.

-- one for each application: while it waits, nobody else claims or decides the case
create table parked_decisions (
  application_id text primary key references applications (id),
  id text not null unique, -- of the decision that it becomes
  round integer not null,
  reviewer_id text not null references reviewers (id),
  decision text not null check (decision in ('approve', 'refuse', 'ask-again')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  items jsonb not null default '[]',
  message text not null, -- for the applicant
  note text not null, -- for colleagues
  decided_at timestamptz not null,
  settles_at timestamptz not null check (settles_at >= decided_at) -- until then it can be undone
);

create index parked_decisions_by_settling on parked_decisions (settles_at);

create trigger parked_decisions_in_review before insert on parked_decisions
for each row execute function decide_what_is_in_review();

-- taken away whole, by settling or by undoing; never edited
create trigger parked_decisions_stay_as_they_are before update on parked_decisions
for each row execute function refuse_change();

-- Nobody decides the same submission twice, not by parking either.
create function park_once() returns trigger language plpgsql as $$
begin
  perform from review_decisions
  where application_id = new.application_id and round = new.round and reviewer_id = new.reviewer_id;
  if found then
    raise exception '% decided submission % of % already', new.reviewer_id, new.round, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger parked_decisions_once before insert on parked_decisions
for each row execute function park_once();

-- While a decision is parked, its case belongs to it alone. Settling takes it away first, in the same transaction.
create function wait_for_the_parked() returns trigger language plpgsql as $$
begin
  perform from parked_decisions where application_id = new.application_id;
  if found then
    raise exception 'a decision on % can still be undone', new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger review_claims_wait_for_the_parked before insert or update on review_claims
for each row execute function wait_for_the_parked();

create trigger review_decisions_wait_for_the_parked before insert on review_decisions
for each row execute function wait_for_the_parked();
