-- The consent ledger: every upload, capture and query names the entry that allows it; single consents are taken back.

alter table consents
add column channel text not null default 'journey' check (channel in ('journey', 'status-page')); -- where it was answered
alter table consents
drop constraint consents_answer_check,
add constraint consents_answer_check check (answer in ('granted', 'refused', 'withdrawn'));

-- what was taken back and not granted anew, kept by the database for the erasure to look at
alter table applications
add column withdrawn_items text[] not null default '{}';

create index applications_with_withdrawn_items on applications (id) where withdrawn_items <> '{}';

-- Only what is granted can be taken back.
create function withdraw_what_is_granted() returns trigger language plpgsql as $$
declare
  given text;
begin
  if new.answer <> 'withdrawn' then
    return new;
  end if;
  select answer into given from consents
  where application_id = new.application_id and item = new.item
  order by id desc limit 1;
  if given is distinct from 'granted' then
    raise exception '% was not granted by %', new.item, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger consents_withdraw_what_is_granted before insert on consents
for each row execute function withdraw_what_is_granted();

create function note_withdrawn_items() returns trigger language plpgsql as $$
begin
  update applications
  set withdrawn_items = case new.answer
    when 'withdrawn' then array_append(withdrawn_items, new.item)
    else array_remove(withdrawn_items, new.item)
  end
  where id = new.application_id and (new.answer = 'withdrawn') <> (new.item = any(withdrawn_items));
  return null;
end
$$;

create trigger consents_note_withdrawn_items after insert on consents
for each row execute function note_withdrawn_items();

-- The entry that allows it ---------------------------------------------------------------------------------------

-- Answers the newest entry about the item when it is a grant; else there is none that allows anything. Whoever takes a
-- consent back holds the application: what is written meanwhile waits for the end of that, and is refused then.
create function entry_that_allows(wanted text, applicant text) returns bigint language plpgsql as $$
declare
  newest record;
begin
  perform from applications where id = applicant for share;
  select id, answer into newest from consents
  where application_id = applicant and item = wanted
  order by id desc limit 1;
  if newest.answer is distinct from 'granted' then
    raise exception 'no consent to % for %', wanted, applicant
      using errcode = 'integrity_constraint_violation';
  end if;
  return newest.id;
end
$$;

-- Names the entry; who names another is refused.
create function name_the_entry(named bigint, wanted text, applicant text) returns bigint language plpgsql as $$
declare
  allowing bigint := entry_that_allows(wanted, applicant);
begin
  if named is distinct from allowing and named is not null then
    raise exception 'entry % does not allow this for %', named, applicant
      using errcode = 'integrity_constraint_violation';
  end if;
  return allowing;
end
$$;

alter table evidence add column consent_id bigint references consents (id);
alter table liveness_sessions add column consent_id bigint references consents (id);

-- what is here already was taken under the newest grant before it
update evidence set consent_id = (
  select consents.id from consents
  where consents.application_id = evidence.application_id
  and consents.answer = 'granted'
  and consents.item = case
    when evidence.kind in ('id-front', 'id-back', 'business-licence') then 'id-document'
    when evidence.kind = 'record-portrait' then 'government-query'
    else 'face'
  end
  order by consents.at <= evidence.added_at desc, consents.id desc limit 1
);
update liveness_sessions set consent_id = (
  select consents.id from consents
  where consents.application_id = liveness_sessions.application_id
  and consents.answer = 'granted' and consents.item = 'face'
  order by consents.at <= liveness_sessions.opened_at desc, consents.id desc limit 1
);

alter table evidence alter column consent_id set not null;
alter table liveness_sessions alter column consent_id set not null;

create or replace function evidence_require_consent() returns trigger language plpgsql as $$
begin
  new.consent_id := name_the_entry(
    new.consent_id,
    case
      when new.kind in ('id-front', 'id-back', 'business-licence') then 'id-document'
      when new.kind = 'record-portrait' then 'government-query'
      else 'face'
    end,
    new.application_id
  );
  return new;
end
$$;

drop trigger evidence_require_consent on evidence;
create trigger evidence_require_consent
before insert or update of application_id, kind, sha256, consent_id on evidence
for each row execute function evidence_require_consent();

-- erasing a template takes nobody's consent
create or replace function capture_require_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.consent_id := name_the_entry(new.consent_id, 'face', new.application_id);
  elsif new.consent_id is distinct from old.consent_id then
    raise exception 'a capture stays under the consent it was opened with'
      using errcode = 'integrity_constraint_violation';
  elsif new.reference_sealed is not null then
    perform insist_on_consent('face', new.application_id);
  end if;
  return new;
end
$$;

drop trigger liveness_sessions_require_consent on liveness_sessions;
create trigger liveness_sessions_require_consent
before insert or update of application_id, reference_sealed, consent_id on liveness_sessions
for each row execute function capture_require_consent();

-- Queries --------------------------------------------------------------------------------------------------------

-- one row before each time that a government record or a register is asked about somebody
create table queries (
  id bigint generated always as identity primary key,
  application_id text not null references applications (id),
  round integer not null,
  source text not null check (source in ('government-record', 'business-registry')),
  consent_id bigint not null references consents (id), -- to the query
  shows_face boolean not null, -- a picture of the live face goes with it
  face_consent_id bigint references consents (id),
  at timestamptz not null,
  check (shows_face = (face_consent_id is not null))
);

create index queries_by_application on queries (application_id, id);

create function query_requires_consent() returns trigger language plpgsql as $$
begin
  new.consent_id := name_the_entry(new.consent_id, 'government-query', new.application_id);
  new.face_consent_id := case
    when new.shows_face then name_the_entry(new.face_consent_id, 'face', new.application_id)
  end;
  return new;
end
$$;

create trigger queries_require_consent before insert on queries
for each row execute function query_requires_consent();

create trigger queries_append_only before update or delete on queries
for each row execute function refuse_change();

create trigger queries_no_truncate before truncate on queries
for each statement execute function refuse_change();
