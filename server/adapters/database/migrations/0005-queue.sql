-- Finding cases by number without keeping numbers, working them in order, and measuring how long people wait.

-- Blind index -----------------------------------------------------------------------------------------------------
-- Keyed hashes of what was declared: they find, and say nothing without the master key.

create table subject_keys (
  application_id text primary key references applications (id),
  citizen_key text not null check (citizen_key ~ '^[0-9a-f]{64}$'), -- of the whole national ID number
  last_four_key text not null check (last_four_key ~ '^[0-9a-f]{64}$'), -- of its last four characters
  business_key text check (business_key ~ '^[0-9a-f]{64}$') -- of the business code; null for individuals
);

create index subject_keys_by_citizen on subject_keys (citizen_key);
create index subject_keys_by_last_four on subject_keys (last_four_key);
create index subject_keys_by_business on subject_keys (business_key);

-- whoever erases the declaration erases its index with it
create function forget_subject_keys() returns trigger language plpgsql as $$
begin
  delete from subject_keys where application_id = new.id;
  return null;
end
$$;

create trigger applications_forget_subject_keys after update of declaration_sealed on applications
for each row when (new.declaration_sealed is null) execute function forget_subject_keys();

create function demand_declaration() returns trigger language plpgsql as $$
begin
  perform from applications where id = new.application_id and declaration_sealed is not null;
  if not found then
    raise exception '% has no declaration to be found by', new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger subject_keys_need_a_declaration before insert or update on subject_keys
for each row execute function demand_declaration();

-- Claims ------------------------------------------------------------------------------------------------------------

alter table review_claims
add column claimed_at timestamptz not null default now(), -- by whoever holds it now; renewals leave it
add column taken_from text references reviewers (id); -- whose claim had run out when it was taken over

create index review_claims_by_reviewer on review_claims (reviewer_id);
create index review_claims_by_loser on review_claims (taken_from);

-- A row: on shift, as long as they were active a short while ago.
create table reviewer_shifts (
  reviewer_id text primary key references reviewers (id),
  began_at timestamptz not null,
  active_at timestamptz not null
);

-- What comes back to the reviewer who asked for it, kept for them until a moment. Good for one round.
create table case_reservations (
  application_id text primary key references applications (id),
  round integer not null,
  reviewer_id text not null references reviewers (id),
  until timestamptz not null
);

create index case_reservations_by_reviewer on case_reservations (reviewer_id);

-- Clocks ------------------------------------------------------------------------------------------------------------

-- When the wait began that this decision ends or prolongs: a later submission overwrites it in `applications`.
alter table review_decisions add column submitted_at timestamptz;

alter table review_decisions disable trigger review_decisions_append_only;

update review_decisions decided
set submitted_at = coalesce(
  (
    select max(sent.at) from audit_events sent
    where sent.application_id = decided.application_id
    and sent.type in ('application.submitted', 'application.appealed')
    and (sent.data ->> 'round')::integer = decided.round
  ),
  (select submitted_at from applications where id = decided.application_id)
);

alter table review_decisions enable trigger review_decisions_append_only;

alter table review_decisions alter column submitted_at set not null;

create function note_the_wait() returns trigger language plpgsql as $$
begin
  select submitted_at into new.submitted_at from applications where id = new.application_id;
  return new;
end
$$;

create trigger review_decisions_note_the_wait before insert on review_decisions
for each row execute function note_the_wait();

create index review_decisions_by_time on review_decisions (at);

create table queue_alarm (
  only_row boolean primary key default true check (only_row),
  breached_since timestamptz -- null: no case is past its target
);

insert into queue_alarm default values;

-- Finding -----------------------------------------------------------------------------------------------------------

-- the queue in its order
create index applications_open_cases on applications (submitted_at, id) where state = 'in_review';

-- the short form that people say to each other begins the identifier, in capitals
create index applications_by_short_form on applications (upper(substr(id, 3)) text_pattern_ops) where round > 0;
