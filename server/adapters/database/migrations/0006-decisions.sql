-- Decisions on their way: undone in time, handed to a lead, half written; and who may not make them.

-- Undo ------------------------------------------------------------------------------------------------------------
-- A parked decision is no decision yet for anybody else, and safe from a crash.

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

-- Escalation --------------------------------------------------------------------------------------------------------

-- a submission that a reviewer gave to the leads; once, and for good
create table escalations (
  application_id text not null references applications (id),
  round integer not null,
  reviewer_id text not null references reviewers (id),
  reason text not null check (
    reason in (
      'cannot-tell', 'rule-unclear', 'part-of-a-pattern', 'person-at-risk', 'knows-the-applicant', 'technical-fault'
    )
  ),
  note text not null check (note <> ''), -- for the lead
  at timestamptz not null,
  primary key (application_id, round)
);

create trigger escalations_in_review before insert on escalations
for each row execute function decide_what_is_in_review();

create trigger escalations_append_only before update or delete on escalations
for each row execute function refuse_change();

create trigger escalations_no_truncate before truncate on escalations
for each statement execute function refuse_change();

-- Only leads take up what was escalated. Once a lead has decided, a second decision may come from anybody else but the
-- one who gave it away.
create function is_for_leads(applicant text, of_round integer, reviewer text) returns boolean
language sql stable as $$
  select exists (
    select from escalations
    where application_id = applicant and round = of_round
    and (
      reviewer_id = reviewer
      or not exists (
        select from review_decisions decided
        join reviewers lead on lead.id = decided.reviewer_id and lead.role = 'lead'
        where decided.application_id = applicant and decided.round = of_round
      )
    )
  )
  and not exists (select from reviewers where id = reviewer and role = 'lead')
$$;

-- Linked people -----------------------------------------------------------------------------------------------------
-- Keyed hashes, as in the index of numbers: they say that two are the same, and not what they are.

-- how the applicant is reached
create table contact_keys (
  application_id text not null references applications (id),
  kind text not null check (kind in ('phone', 'email')),
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  primary key (application_id, kind)
);

create index contact_keys_by_key on contact_keys (kind, key);

create trigger contact_keys_need_a_declaration before insert or update on contact_keys
for each row execute function demand_declaration();

-- who a reviewer is, as far as that has to be known to keep them from cases of their own
create table reviewer_keys (
  reviewer_id text not null references reviewers (id),
  kind text not null check (kind in ('citizen', 'business', 'phone', 'email')),
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  primary key (reviewer_id, kind, key)
);

create view application_keys (application_id, kind, key) as
select application_id, 'citizen', citizen_key from subject_keys
union all
select application_id, 'business', business_key from subject_keys where business_key is not null
union all
select application_id, kind, key from contact_keys;

-- Applications of the reviewer, and those that have a person, a business or a contact in common with one of these.
create function linked_applications(reviewer text) returns setof text language sql stable as $$
  with own as (
    select found.application_id
    from reviewer_keys mine
    join application_keys found on found.kind = mine.kind and found.key = mine.key
    where mine.reviewer_id = reviewer
  )
  select application_id from own
  union
  select found.application_id
  from own
  join application_keys shared on shared.application_id = own.application_id
  join application_keys found on found.kind = shared.kind and found.key = shared.key
$$;

-- Open cases that this reviewer may not take up for either reason. Few, so a query asks for all of them once.
create function cases_kept_from(reviewer text) returns setof text language sql stable as $$
  select linked_applications(reviewer)
  union
  select escalations.application_id
  from escalations
  join applications on applications.id = escalations.application_id and applications.round = escalations.round
  where applications.state = 'in_review' and is_for_leads(applications.id, applications.round, reviewer)
$$;

-- Nobody holds or decides a case of their own or a linked one, or one that is for leads, whatever code asks.
create function keep_to_the_unbiased() returns trigger language plpgsql as $$
declare
  of_round integer;
begin
  if new.application_id in (select linked_applications(new.reviewer_id)) then
    raise exception '% is linked to %', new.reviewer_id, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  select round into of_round from applications where id = new.application_id;
  if is_for_leads(new.application_id, of_round, new.reviewer_id) then
    raise exception '% was given to the leads', new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger review_claims_unbiased before insert or update on review_claims
for each row execute function keep_to_the_unbiased();

create trigger parked_decisions_unbiased before insert on parked_decisions
for each row execute function keep_to_the_unbiased();

create trigger review_decisions_unbiased before insert on review_decisions
for each row execute function keep_to_the_unbiased();

-- Drafts ------------------------------------------------------------------------------------------------------------

-- what a reviewer has written so far; one for each case, gone when it is decided
create table decision_drafts (
  application_id text not null, -- or another name under which a case is worked on
  reviewer_id text not null references reviewers (id),
  round integer not null,
  body jsonb not null,
  saved_at timestamptz not null,
  primary key (application_id, reviewer_id)
);

-- whoever erases the declaration erases what was kept beside it
create function forget_beside_the_declaration() returns trigger language plpgsql as $$
begin
  delete from contact_keys where application_id = new.id;
  delete from decision_drafts where application_id = new.id;
  return null;
end
$$;

create trigger applications_forget_beside_the_declaration after update of declaration_sealed on applications
for each row when (new.declaration_sealed is null) execute function forget_beside_the_declaration();

-- Revocation --------------------------------------------------------------------------------------------------------

-- why an admission was taken back, and by whom
create table revocations (
  application_id text primary key references applications (id),
  reviewer_id text not null references reviewers (id),
  reason text not null check (
    reason in ('fraud-found', 'identity-in-doubt', 'no-longer-entitled', 'admitted-in-error', 'asked-by-the-seller')
  ),
  message text not null, -- for the applicant
  note text not null check (note <> ''), -- for colleagues
  at timestamptz not null
);

create trigger revocations_append_only before update or delete on revocations
for each row execute function refuse_change();

create trigger revocations_no_truncate before truncate on revocations
for each statement execute function refuse_change();

-- Nothing is revoked but an admission, for a reason, by a lead or an operator; and what is revoked stays so.
create function guard_the_revocation() returns trigger language plpgsql as $$
begin
  if old.state = 'revoked' and new.state <> 'revoked' then
    raise exception '% was revoked and stays so', new.id using errcode = 'integrity_constraint_violation';
  end if;
  if new.state <> 'revoked' or old.state = 'revoked' then
    return new;
  end if;
  perform from revocations
  join reviewers on reviewers.id = revocations.reviewer_id and reviewers.role in ('lead', 'operator')
  where revocations.application_id = new.id;
  if old.state <> 'admitted' or not found then
    raise exception '% cannot be revoked without a reason, or without having been admitted', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger applications_guard_the_revocation before update of state on applications
for each row execute function guard_the_revocation();
