-- Quality of reviewing: known cases, blind second reviews, how long decisions took. No application is ever changed by it.

-- Settled applications whose right answer is known, to be given to reviewers who have not seen them.
create table known_cases (
  id text primary key check (id ~ '^k_[0-9A-Za-z]{22}$'),
  application_id text not null references applications (id),
  round integer not null,
  decision text not null check (decision in ('approve', 'refuse', 'ask-again')), -- the right one
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  explanation text not null, -- told to whoever has answered; no name or number in it
  marked_by text not null references reviewers (id),
  marked_at timestamptz not null,
  ends_at timestamptz not null, -- not used after, whatever is still kept
  ended_at timestamptz,
  ended_because text check (ended_because in ('taken-back', 'changed', 'erased', 'over')),
  check ((ended_at is null) = (ended_because is null))
);

create unique index known_cases_one_in_use on known_cases (application_id) where ended_at is null;

-- What was drawn for each submission that people settled, with the shares that were in force.
create table quality_draws (
  application_id text not null references applications (id),
  round integer not null,
  second_share double precision not null check (second_share between 0 and 1),
  known_share double precision not null check (known_share between 0 and 1),
  is_second boolean not null, -- to be reviewed a second time, blind
  is_known boolean not null, -- somebody is given a known case
  at timestamptz not null,
  primary key (application_id, round)
);

create index quality_draws_by_time on quality_draws (at);

-- A settled case given once more, to one person, under an identifier of its own.
create table quality_tasks (
  alias text primary key check (alias ~ '^a_[0-9A-Za-z]{22}$'),
  kind text not null check (kind in ('known', 'second')),
  application_id text not null references applications (id),
  round integer not null,
  known_case_id text references known_cases (id),
  reviewer_id text not null references reviewers (id),
  submitted_at timestamptz not null, -- of the original's submission
  referred_at timestamptz not null, -- when the original came before people; all its times are moved by the same span
  visible_at timestamptz not null, -- when the alias comes into the queue
  expires_at timestamptz not null check (expires_at > visible_at), -- unanswered until then, it is taken back
  claimed_at timestamptz,
  claimed_until timestamptz,
  shown_state text not null default 'in_review', -- what the alias says of itself once it is answered
  withdrawn_at timestamptz,
  withdrawn_because text check (withdrawn_because in ('unanswered', 'changed', 'erased', 'taken-back')),
  check ((kind = 'known') = (known_case_id is not null)),
  check ((withdrawn_at is null) = (withdrawn_because is null)),
  check ((claimed_at is null) = (claimed_until is null)),
  unique (application_id, reviewer_id) -- nobody is given the same case twice
);

create unique index quality_tasks_one_second on quality_tasks (application_id, round)
where kind = 'second' and withdrawn_at is null;

create index quality_tasks_by_reviewer on quality_tasks (reviewer_id);
create index quality_tasks_in_the_queue on quality_tasks (reviewer_id, visible_at) where shown_state = 'in_review' and withdrawn_at is null;
create index quality_tasks_by_time on quality_tasks (visible_at);

-- A decision on an alias that can still be undone; as parked decisions are.
create table quality_parked (
  alias text primary key references quality_tasks (alias),
  id text not null unique,
  decision text not null check (decision in ('approve', 'refuse', 'ask-again')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  items jsonb not null default '[]',
  message text not null,
  note text not null,
  decided_at timestamptz not null,
  settles_at timestamptz not null check (settles_at >= decided_at)
);

create index quality_parked_by_settling on quality_parked (settles_at);

create trigger quality_parked_stay_as_they_are before update on quality_parked
for each row execute function refuse_change();

-- What people decided on an alias: kept beside the decisions that count, never among them.
create table quality_reviews (
  alias text primary key references quality_tasks (alias), -- one answer each
  id text not null unique,
  reviewer_id text not null references reviewers (id),
  decision text not null check (decision in ('approve', 'refuse', 'ask-again')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  items jsonb not null default '[]',
  message text not null, -- reaches nobody
  note text not null,
  active_ms integer not null check (active_ms >= 0), -- time at work on it
  at timestamptz not null
);

create index quality_reviews_by_time on quality_reviews (at);

-- How long each decision that counts took, without the pauses.
create table decision_times (
  decision_id text primary key references review_decisions (id),
  active_ms integer not null check (active_ms >= 0)
);

create trigger quality_draws_append_only before update or delete on quality_draws
for each row execute function refuse_change();
create trigger quality_draws_no_truncate before truncate on quality_draws
for each statement execute function refuse_change();

create trigger quality_reviews_append_only before update or delete on quality_reviews
for each row execute function refuse_change();
create trigger quality_reviews_no_truncate before truncate on quality_reviews
for each statement execute function refuse_change();

create trigger decision_times_append_only before update or delete on decision_times
for each row execute function refuse_change();
create trigger decision_times_no_truncate before truncate on decision_times
for each statement execute function refuse_change();

-- Only what is settled is given, to somebody who has decided nothing about it and does not know the answer.
create function give_to_the_unknowing() returns trigger language plpgsql as $$
begin
  perform from applications where id = new.alias;
  if found then
    raise exception '% is an application, not an alias', new.alias using errcode = 'integrity_constraint_violation';
  end if;
  perform from applications
  where id = new.application_id and round = new.round and state in ('admitted', 'refused')
  for share;
  if not found then
    raise exception 'submission % of % is not settled', new.round, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  perform from review_decisions where application_id = new.application_id and reviewer_id = new.reviewer_id;
  if found then
    raise exception '% has decided % before', new.reviewer_id, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  perform from known_cases where application_id = new.application_id and marked_by = new.reviewer_id;
  if found then
    raise exception '% knows the answer to %', new.reviewer_id, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger quality_tasks_given before insert on quality_tasks
for each row execute function give_to_the_unknowing();

-- Whom it was given to, and what it stands for, never changes; an answered one is not withdrawn.
create function keep_the_task() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
    or (old.alias, old.kind, old.application_id, old.round, old.known_case_id, old.reviewer_id)
      is distinct from (new.alias, new.kind, new.application_id, new.round, new.known_case_id, new.reviewer_id)
    or (old.submitted_at, old.referred_at, old.visible_at, old.expires_at)
      is distinct from (new.submitted_at, new.referred_at, new.visible_at, new.expires_at)
    or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at) then
    raise exception 'a quality task stays what it was given as' using errcode = 'integrity_constraint_violation';
  end if;
  if new.withdrawn_at is not null and old.withdrawn_at is null then
    perform from quality_reviews where alias = new.alias;
    if found then
      raise exception '% is answered', new.alias using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end
$$;

create trigger quality_tasks_kept before update or delete on quality_tasks
for each row execute function keep_the_task();

-- Only the person it was given to answers it, while it is still given.
create function answer_what_was_given() returns trigger language plpgsql as $$
begin
  perform from quality_tasks
  where alias = new.alias and reviewer_id = new.reviewer_id and withdrawn_at is null
  for update;
  if not found then
    raise exception '% was not given to %', new.alias, new.reviewer_id using errcode = 'integrity_constraint_violation';
  end if;
  perform from review_decisions decided
  join quality_tasks task on task.application_id = decided.application_id
  where task.alias = new.alias and decided.reviewer_id = new.reviewer_id and decided.at <= new.at;
  if found then
    raise exception '% has decided the same case before', new.reviewer_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger quality_reviews_answer before insert on quality_reviews
for each row execute function answer_what_was_given();

-- For looking back over a period ------------------------------------------------------------------------------------

create index if not exists review_decisions_by_time on review_decisions (at);
create index check_results_by_time on check_results (at);
create index audit_events_of_the_record on audit_events (at) where type = 'government-record.asked';
