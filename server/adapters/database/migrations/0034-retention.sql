-- Retention by jurisdiction: whose law counts, when a seller left, what must not be erased, what is locked instead.

alter table applications
add column jurisdiction text not null default 'CN' check (jurisdiction in ('CN', 'EU', 'elsewhere')),
add column jurisdiction_basis text not null default 'default'
  check (jurisdiction_basis in ('default', 'told', 'document', 'business')), -- how it is known
add column left_at timestamptz, -- when the seller left the marketplace, as that told
add column face_locked_at timestamptz, -- kept, and seen by nobody from then on
add column identity_locked_at timestamptz; -- the same, of documents and everything declared

alter table applications alter column jurisdiction drop default, alter column jurisdiction_basis drop default;

-- the kept alone: what is erased stays as a row, and there is more of it every day
create index evidence_kept on evidence (application_id) where erased_at is null;
create index applications_left on applications (left_at) where left_at is not null;

-- a key that may say who left can have things erased in the end: it is a scope of its own
alter table api_keys
drop constraint api_keys_scopes_check,
add constraint api_keys_scopes_check
  check (jsonb_typeof(scopes) = 'array' and scopes <> '[]' and scopes <@ '["read", "open", "exit"]');

-- told once, and for good: what was erased by it cannot come back by another date
create table seller_exits (
  application_id text primary key references applications (id),
  left_at timestamptz not null,
  key_id text not null references api_keys (id),
  told_at timestamptz not null
);

create trigger seller_exits_append_only before update or delete on seller_exits
for each row execute function refuse_change();

create trigger seller_exits_no_truncate before truncate on seller_exits
for each statement execute function refuse_change();

-- Legal hold -----------------------------------------------------------------------------------------------------

-- what must not be erased while somebody needs it by law: a dispute, an inspection, a crime
create table legal_holds (
  id text primary key check (id ~ '^h_[0-9A-Za-z]{22}$'),
  application_id text not null references applications (id),
  reason text not null check (reason <> ''), -- no name or number in it
  set_by text references reviewers (id), -- null: on the command line
  set_at timestamptz not null,
  lift_reason text check (lift_reason <> ''),
  lifted_by text references reviewers (id),
  lifted_at timestamptz,
  check ((lifted_at is null) = (lift_reason is null))
);

create unique index legal_holds_one_in_force on legal_holds (application_id) where lifted_at is null;

-- set and lifted once each, and never edited
create function keep_the_hold() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
    or old.lifted_at is not null
    or (old.id, old.application_id, old.reason, old.set_by, old.set_at)
      is distinct from (new.id, new.application_id, new.reason, new.set_by, new.set_at) then
    raise exception 'a legal hold stays as it was set' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger legal_holds_kept before update or delete on legal_holds
for each row execute function keep_the_hold();

create trigger legal_holds_no_truncate before truncate on legal_holds
for each statement execute function refuse_change();

-- While a hold is in force nothing of the application is erased, whatever the program does.
create function refuse_while_held(applicant text) returns void language plpgsql as $$
begin
  perform from legal_holds where application_id = applicant and lifted_at is null;
  if found then
    raise exception '% is under legal hold', applicant using errcode = 'integrity_constraint_violation';
  end if;
end
$$;

create function refuse_erasing_what_is_held() returns trigger language plpgsql as $$
begin
  perform refuse_while_held(new.application_id);
  return new;
end
$$;

create function refuse_erasing_who_is_held() returns trigger language plpgsql as $$
begin
  perform refuse_while_held(new.id);
  return new;
end
$$;

create trigger evidence_kept_while_held before update of erased_at on evidence
for each row when (old.erased_at is null and new.erased_at is not null)
execute function refuse_erasing_what_is_held();

create trigger templates_kept_while_held before update of reference_sealed on liveness_sessions
for each row when (old.reference_sealed is not null and new.reference_sealed is null)
execute function refuse_erasing_what_is_held();

create trigger declarations_kept_while_held before update of declaration_sealed on applications
for each row when (old.declaration_sealed is not null and new.declaration_sealed is null)
execute function refuse_erasing_who_is_held();

-- Locked ---------------------------------------------------------------------------------------------------------

-- Never unlocked: what is locked is erased in the end, and nothing else happens to it. Nobody finds it meanwhile.
create function lock_for_good() returns trigger language plpgsql as $$
begin
  if (old.face_locked_at is not null and new.face_locked_at is distinct from old.face_locked_at)
    or (old.identity_locked_at is not null and new.identity_locked_at is distinct from old.identity_locked_at) then
    raise exception 'what is locked of % stays so', new.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger applications_lock_for_good before update of face_locked_at, identity_locked_at on applications
for each row execute function lock_for_good();

create function forget_how_to_find() returns trigger language plpgsql as $$
begin
  delete from subject_keys where application_id = new.id;
  delete from contact_keys where application_id = new.id;
  delete from decision_drafts where application_id = new.id;
  return null;
end
$$;

create trigger applications_forget_how_to_find after update of identity_locked_at on applications
for each row when (old.identity_locked_at is null and new.identity_locked_at is not null)
execute function forget_how_to_find();
