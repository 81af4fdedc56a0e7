-- The main job: applications, their evidence and captures, checks, reviews, the trail. The hold rule stands here too.

create table gate_mode (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('hold', 'live')),
  share double precision check (share > 0 and share <= 1), -- part of the applicants, live only
  expires_at timestamptz, -- live ends here by itself
  changed_at timestamptz not null default now(),
  check (mode = 'hold' or (share is not null and expires_at is not null))
);

insert into gate_mode (mode) values ('hold');

create table applications (
  id text primary key check (id ~ '^a_[0-9A-Za-z]{22}$'),
  state text not null check (
    state in (
      'draft', 'checking', 'in_review', 'awaiting_resubmission',
      'admitted', 'refused', 'withdrawn', 'expired', 'revoked'
    )
  ),
  path text not null check (path in ('face', 'face-free')),
  language text not null check (language in ('zh-CN', 'en')),
  subject_kind text check (subject_kind in ('individual', 'sole-proprietor', 'company')),
  round integer not null default 0 check (round >= 0), -- submissions so far
  declaration_sealed bytea, -- JSON, encrypted: holds name and number
  wrapped_key bytea not null, -- the data key of this application's media, wrapped by the master key
  resubmissions_left integer not null check (resubmissions_left >= 0),
  liveness_attempts_left integer not null check (liveness_attempts_left >= 0),
  fix jsonb not null default '[]', -- what a reviewer asked to do again: [{ item, reasons }]
  opened_at timestamptz not null,
  submitted_at timestamptz, -- of the newest submission
  decided_at timestamptz,
  expires_at timestamptz not null,
  check (
    state in ('draft', 'withdrawn', 'expired')
    or (round > 0 and submitted_at is not null and subject_kind is not null)
  )
);

create index applications_by_state on applications (state, submitted_at);

create table consents (
  id bigint generated always as identity primary key,
  application_id text not null references applications (id),
  item text not null check (item in ('id-document', 'face', 'government-query', 'retention')),
  answer text not null check (answer in ('granted', 'refused')),
  text_version text not null,
  text_sha256 text not null check (text_sha256 ~ '^[0-9a-f]{64}$'),
  language text not null check (language in ('zh-CN', 'en')),
  at timestamptz not null
);

create index consents_by_application on consents (application_id, id);

create table evidence (
  id text primary key check (id ~ '^e_[0-9A-Za-z]{22}$'),
  application_id text not null references applications (id),
  kind text not null check (
    kind in ('id-front', 'id-back', 'business-licence', 'liveness-frame', 'best-frame', 'record-portrait')
  ),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), -- of the bytes before encryption
  bytes integer not null check (bytes > 0),
  media_type text not null check (media_type in ('image/jpeg')),
  findings jsonb not null default '[]',
  measurements jsonb not null default '[]',
  capture jsonb, -- { sessionId, stepIndex, capturedAtMs } of a captured frame
  is_current boolean not null default true,
  erased_at timestamptz, -- the media is gone; this row is the proof that it was here
  added_at timestamptz not null
);

create index evidence_by_application on evidence (application_id, added_at);

-- one document photo of a kind in force at a time
create unique index evidence_one_current_photo on evidence (application_id, kind)
where is_current and kind in ('id-front', 'id-back', 'business-licence', 'best-frame', 'record-portrait');

create table liveness_sessions (
  id text primary key check (id ~ '^l_[0-9A-Za-z]{22}$'),
  application_id text not null references applications (id),
  state text not null check (state in ('open', 'complete', 'ended', 'declined', 'replaced', 'expired')),
  script jsonb not null, -- step kinds in order, all drawn before the first is shown
  step_index integer not null,
  step_try integer not null,
  token_id text not null, -- the one token that is good now
  step_revealed_at timestamptz not null,
  next_batch integer not null,
  next_seq integer not null,
  last_captured_at_ms double precision not null,
  reference_sealed bytea, -- template of the neutral frames, encrypted
  statement_sealed bytea not null, -- as it was shown, encrypted: the name is in it
  last_batch jsonb, -- { digest, answerSealed } of the batch answered last
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  is_discarded boolean not null default false -- finished, but to be done again
);

create index liveness_sessions_by_application on liveness_sessions (application_id, opened_at);

-- one capture at a time
create unique index liveness_one_open on liveness_sessions (application_id) where state = 'open';

create table liveness_frames (
  session_id text not null references liveness_sessions (id),
  seq integer not null,
  step_index integer not null,
  step_try integer not null,
  captured_at_ms double precision not null, -- the page's monotonic clock since the capture began
  received_at timestamptz not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  signals jsonb not null,
  evidence_id text references evidence (id),
  primary key (session_id, seq),
  unique (sha256) -- a camera never gives the same picture twice: not in this capture, not in anybody's
);

create table check_results (
  application_id text not null references applications (id),
  round integer not null,
  check_name text not null,
  outcome text not null check (outcome in ('passed', 'failed', 'inconclusive', 'unavailable')),
  reason text,
  measurements jsonb not null default '[]',
  at timestamptz not null,
  primary key (application_id, round, check_name),
  check ((outcome = 'passed') = (reason is null))
);

create table recommendations (
  application_id text not null references applications (id),
  round integer not null,
  outcome text not null check (outcome in ('admit', 'resubmit', 'review', 'refuse')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array'),
  policy_version text not null,
  facts jsonb not null,
  seal_sha256 text not null,
  at timestamptz not null,
  primary key (application_id, round),
  check ((outcome = 'admit') = (reasons = '[]')) -- something stands in the way of everything else
);

create table reviewers (
  id text primary key,
  name text not null,
  role text not null check (role in ('reviewer', 'lead', 'operator'))
);

create table sign_in_links (
  token_sha256 text primary key,
  reviewer_id text not null references reviewers (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table reviewer_sessions (
  id text primary key,
  reviewer_id text not null references reviewers (id),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create table review_claims (
  application_id text primary key references applications (id),
  reviewer_id text not null references reviewers (id),
  until timestamptz not null
);

create table review_decisions (
  id text primary key,
  application_id text not null references applications (id),
  round integer not null,
  reviewer_id text not null references reviewers (id),
  decision text not null check (decision in ('approve', 'refuse', 'ask-again')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  items jsonb not null default '[]',
  message text not null, -- for the applicant
  note text not null, -- for colleagues
  at timestamptz not null,
  unique (application_id, round, reviewer_id) -- nobody decides the same submission twice
);

create table audit_events (
  seq bigint primary key,
  application_id text references applications (id),
  type text not null,
  actor jsonb not null,
  at timestamptz not null check (at = date_trunc('milliseconds', at)), -- the hash covers no more than these
  data jsonb not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$')
);

create index audit_events_by_application on audit_events (application_id, seq);

-- the newest entry; locking this row gives the trail one order
create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);

insert into audit_head (seq, hash) values (0, repeat('0', 64));

-- made-up citizens of the sandbox record; empty everywhere else
create table sandbox_citizens (
  citizen_id text primary key,
  sealed bytea not null, -- name and portrait, encrypted
  issued_at timestamptz not null
);

-- Append-only tables ---------------------------------------------------------------------------------------------

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create trigger audit_events_append_only before update or delete on audit_events
for each row execute function refuse_change();

create trigger audit_events_no_truncate before truncate on audit_events
for each statement execute function refuse_change();

create trigger consents_append_only before update or delete on consents
for each row execute function refuse_change();

create trigger consents_no_truncate before truncate on consents
for each statement execute function refuse_change();

create trigger recommendations_append_only before update or delete on recommendations
for each row execute function refuse_change();

create trigger recommendations_no_truncate before truncate on recommendations
for each statement execute function refuse_change();

create trigger review_decisions_append_only before update or delete on review_decisions
for each row execute function refuse_change();

create trigger review_decisions_no_truncate before truncate on review_decisions
for each statement execute function refuse_change();

-- an entry must follow the newest one
create function follow_the_head() returns trigger language plpgsql as $$
declare
  head audit_head;
begin
  select * into strict head from audit_head for update;
  if new.seq <> head.seq + 1 or new.previous_hash <> head.hash then
    raise exception 'audit entry % does not follow entry %', new.seq, head.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  update audit_head set seq = new.seq, hash = new.hash;
  return new;
end
$$;

create trigger audit_events_follow before insert on audit_events
for each row execute function follow_the_head();

-- depth 0: a statement of somebody's own; 1: the new entry moving the head along
create trigger audit_head_only_follows before insert or update or delete on audit_head
for each row when (pg_trigger_depth() = 0) execute function refuse_change();

create trigger audit_head_no_truncate before truncate on audit_head
for each statement execute function refuse_change();

-- A decision is about the submission that is in review now: nothing can be decided in advance or afterwards.
-- Keeps the application from moving on while the decision is being written.
create function decide_what_is_in_review() returns trigger language plpgsql as $$
begin
  perform from applications
  where id = new.application_id and round = new.round and state = 'in_review'
  for update;
  if not found then
    raise exception 'submission % of % is not in review', new.round, new.application_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger review_decisions_in_review before insert on review_decisions
for each row execute function decide_what_is_in_review();

-- The hold rule --------------------------------------------------------------------------------------------------

-- Approvals that an admission takes beyond the ordinary one, by what the checks found. Kept equal to the gate's own
-- table by a test.
create table grave_reasons (
  reason text primary key,
  approvals integer not null check (approvals in (0, 2)) -- 2: two people; 0: no number of people is enough
);

insert into grave_reasons (reason, approvals) values
  ('under-age', 0),
  ('liveness-face-changed', 2),
  ('document-face-differs', 2),
  ('record-mismatch', 2),
  ('record-not-found', 2),
  ('record-face-differs', 2),
  ('registry-mismatch', 2),
  ('registry-not-found', 2),
  ('registry-not-active', 2);

-- Says the same as the gate's own function, and stands here so that no other code can go round it.
create function guard_the_gate() returns trigger language plpgsql as $$
declare
  is_live boolean;
  recommended recommendations;
  approvals integer;
  refusals integer;
  requests integer; -- to ask the applicant again
  needed integer; -- different people; null when no number is enough
begin
  if new.state not in ('admitted', 'refused') then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if old.id = new.id and old.state = new.state and old.round = new.round then
      return new;
    end if;
    if old.state not in ('checking', 'in_review') then
      raise exception '% cannot be % after it was %', new.id, new.state, old.state
        using errcode = 'integrity_constraint_violation';
    end if;
  end if;

  select
    count(distinct reviewer_id) filter (where decision = 'approve'),
    count(distinct reviewer_id) filter (where decision = 'refuse'),
    count(distinct reviewer_id) filter (where decision = 'ask-again')
  into approvals, refusals, requests
  from review_decisions
  where application_id = new.id and round = new.round;

  if new.state = 'refused' then
    -- suspicion of fraud takes two people
    select case when bool_or(reasons ? 'fraud-suspected') then 2 else 1 end into needed
    from review_decisions
    where application_id = new.id and round = new.round and decision = 'refuse';
    if requests > 0 or refusals <= approvals or refusals < needed then
      raise exception 'the gate holds: % has no decision that refuses it', new.id
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end if;

  select * into recommended from recommendations where application_id = new.id and round = new.round;
  if not found then
    raise exception 'the gate holds: % was never checked', new.id using errcode = 'integrity_constraint_violation';
  end if;

  -- share: the mode cannot change between this look and the commit; no row, no live
  select mode = 'live' and expires_at > clock_timestamp() into is_live from gate_mode for share;
  if is_live and recommended.outcome = 'admit' and approvals + refusals + requests = 0 then
    return new;
  end if;

  select
    case
      when bool_or(grave.approvals = 0) then null
      else coalesce(max(grave.approvals), 1)
    end
  into needed
  from grave_reasons grave
  where recommended.reasons ? grave.reason;

  if needed is null or requests > 0 or approvals <= refusals or approvals < needed then
    raise exception 'the gate holds: % has no decision that admits it', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger applications_guard_the_gate before insert or update on applications
for each row execute function guard_the_gate();

-- A capture, a photo or a template needs its own consent first --------------------------------------------------

create function insist_on_consent(wanted text, applicant text) returns void language plpgsql as $$
declare
  given text;
begin
  select answer into given from consents
  where application_id = applicant and item = wanted
  order by id desc limit 1;
  if given is distinct from 'granted' then
    raise exception 'no consent to % for %', wanted, applicant
      using errcode = 'integrity_constraint_violation';
  end if;
end
$$;

create function evidence_require_consent() returns trigger language plpgsql as $$
begin
  perform insist_on_consent(
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

create trigger evidence_require_consent before insert or update of application_id, kind, sha256 on evidence
for each row execute function evidence_require_consent();

-- erasing a template takes nobody's consent
create function capture_require_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.reference_sealed is not null then
    perform insist_on_consent('face', new.application_id);
  end if;
  return new;
end
$$;

create trigger liveness_sessions_require_consent
before insert or update of application_id, reference_sealed on liveness_sessions
for each row execute function capture_require_consent();

create function frame_requires_consent() returns trigger language plpgsql as $$
begin
  perform insist_on_consent('face', application_id) from liveness_sessions where id = new.session_id;
  return new;
end
$$;

create trigger liveness_frames_require_consent before insert on liveness_frames
for each row execute function frame_requires_consent();
