-- Going live: the history that the mode follows from, what people decided beside what was recommended, and who was
-- admitted without a person.

-- What a recommendation was made with, and the text that its seal is the hash of ---------------------------------

alter table recommendations
add column judged_by jsonb, -- { engine, record, registry }; null: sealed before this was kept
add column sealed text, -- canonical JSON; without personal data
add constraint recommendations_sealed_as_hashed check (
  sealed is null or (
    encode(sha256(convert_to(sealed, 'UTF8')), 'hex') = seal_sha256 and jsonb_typeof(sealed::jsonb) = 'object'
  )
);

create index recommendations_by_time on recommendations (at);
create index check_results_of_the_record on check_results (at) where check_name = 'government-record';

-- The history of the mode ----------------------------------------------------------------------------------------

create table gate_changes (
  seq integer primary key, -- without a gap; given by the database
  kind text not null check (kind in ('proposed', 'confirmed', 'refused', 'held', 'fell-back', 'expired')),
  reviewer_id text references reviewers (id), -- null: the gate itself
  proposal integer references gate_changes (seq), -- that is confirmed or refused
  share double precision check (share > 0 and share <= 0.9), -- of the applicants
  expires_at timestamptz, -- live ends here by itself
  evidence_sha256 text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  evidence text, -- of a proposal: canonical JSON, as it was shown
  reasons jsonb not null default '[]', -- of a fall-back: [{ code, of, measured, limit, trials }]
  note text not null default '',
  at timestamptz not null,
  check ((reviewer_id is null) = (kind in ('fell-back', 'expired'))),
  check ((proposal is not null) = (kind in ('confirmed', 'refused'))),
  check ((share is not null) = (kind in ('proposed', 'confirmed'))),
  check ((expires_at is not null) = (kind in ('proposed', 'confirmed'))),
  check ((evidence_sha256 is not null) = (kind in ('proposed', 'confirmed'))),
  check ((evidence is not null) = (kind = 'proposed')),
  check (evidence is null or encode(sha256(convert_to(evidence, 'UTF8')), 'hex') = evidence_sha256),
  check (kind <> 'proposed' or (expires_at > at and expires_at <= at + interval '720 hours')),
  check ((kind = 'fell-back') = (reasons <> '[]'))
);

create trigger gate_changes_append_only before update or delete on gate_changes
for each row execute function refuse_change();

create trigger gate_changes_no_truncate before truncate on gate_changes
for each statement execute function refuse_change();

-- Going live takes two people: an operator who proposes, and somebody else, lead or operator, who confirms the newest
-- proposal as it stands. Going back to hold takes nobody.
create function follow_the_rules_of_the_gate() returns trigger language plpgsql as $$
declare
  newest gate_changes;
  role_of_person text;
begin
  -- one change at a time; every admission waits, or is waited for
  perform from gate_mode for update;
  select * into newest from gate_changes order by seq desc limit 1;
  new.seq := coalesce(newest.seq, 0) + 1;
  select role into role_of_person from reviewers where id = new.reviewer_id;

  if new.kind = 'proposed' then
    if role_of_person is distinct from 'operator' then
      raise exception 'only an operator proposes to go live' using errcode = 'integrity_constraint_violation';
    end if;
    if coalesce((new.evidence::jsonb #>> '{falseAdmits,trials}')::integer, 0) < 59 then
      raise exception 'no evidence of fewer than 59 refusals' using errcode = 'integrity_constraint_violation';
    end if;
  end if;

  if new.kind in ('confirmed', 'refused') then
    if newest.kind is distinct from 'proposed' or newest.seq <> new.proposal then
      raise exception 'change % of the gate is no open proposal', new.proposal
        using errcode = 'integrity_constraint_violation';
    end if;
    if new.reviewer_id = newest.reviewer_id or role_of_person not in ('lead', 'operator') then
      raise exception 'a proposal is answered by a second person, lead or operator'
        using errcode = 'integrity_constraint_violation';
    end if;
  end if;

  if new.kind = 'confirmed' and (
    new.share <> newest.share or new.expires_at <> newest.expires_at
    or new.evidence_sha256 <> newest.evidence_sha256 or new.expires_at <= clock_timestamp()
  ) then
    raise exception 'what is confirmed is not what was proposed, or is over'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger gate_changes_follow_the_rules before insert on gate_changes
for each row execute function follow_the_rules_of_the_gate();

-- The mode follows from the history ------------------------------------------------------------------------------

alter table gate_mode
add column policy_version text, -- what the evidence is about; live only
add column judged_by jsonb,
add column change_seq integer not null default 0; -- the change it follows from

-- when the conditions of being live were last looked at
create table gate_watch (
  only_row boolean primary key default true check (only_row),
  watched_at timestamptz not null
);

create function change_the_mode() returns trigger language plpgsql as $$
declare
  evidence jsonb;
begin
  if new.kind = 'confirmed' then
    select gate_changes.evidence::jsonb into evidence from gate_changes where seq = new.proposal;
    update gate_mode set
      mode = 'live',
      share = new.share,
      expires_at = new.expires_at,
      policy_version = evidence ->> 'policyVersion',
      judged_by = evidence -> 'judgedBy',
      change_seq = new.seq,
      changed_at = new.at;
    if not found then
      raise exception 'the gate has no mode that could change' using errcode = 'integrity_constraint_violation';
    end if;
  elsif new.kind in ('held', 'fell-back', 'expired') then
    insert into gate_mode (mode, changed_at) values ('hold', new.at)
    on conflict (only_row) do update set mode = 'hold', changed_at = new.at;
  end if;
  return null;
end
$$;

create trigger gate_changes_change_the_mode after insert on gate_changes
for each row execute function change_the_mode();

-- Hold is always possible, by any statement. Live is what the newest change confirms, once, and nothing else: a mode
-- that was put back to hold does not come back without two people.
create function guard_the_mode() returns trigger language plpgsql as $$
declare
  confirmed gate_changes;
  about jsonb;
begin
  if new.mode = 'hold' then
    new.share := null;
    new.expires_at := null;
    new.policy_version := null;
    new.judged_by := null;
    select coalesce(max(seq), 0) into new.change_seq from gate_changes;
    return new;
  end if;
  if tg_op = 'UPDATE' then
    select * into confirmed from gate_changes order by seq desc limit 1;
    select evidence::jsonb into about from gate_changes where seq = confirmed.proposal;
    if confirmed.kind = 'confirmed' and new.change_seq = confirmed.seq and old.change_seq < confirmed.seq
      and new.share = confirmed.share and new.expires_at = confirmed.expires_at
      and new.policy_version = about ->> 'policyVersion' and new.judged_by = about -> 'judgedBy'
    then
      return new;
    end if;
  end if;
  raise exception 'the gate holds: nobody has confirmed that it goes live'
    using errcode = 'integrity_constraint_violation';
end
$$;

create trigger gate_mode_guarded before insert or update on gate_mode
for each row execute function guard_the_mode();

-- Who was admitted without a person ------------------------------------------------------------------------------

create table automatic_admissions (
  application_id text primary key references applications (id),
  round integer not null,
  confirmation integer not null references gate_changes (seq), -- that was in force; names the evidence
  is_sampled boolean not null, -- a person looks at it afterwards
  at timestamptz not null
);

create index automatic_admissions_by_time on automatic_admissions (at);
create index automatic_admissions_sampled on automatic_admissions (at) where is_sampled;

create table admission_audits (
  application_id text primary key references automatic_admissions (application_id),
  reviewer_id text not null references reviewers (id),
  verdict text not null check (verdict in ('agree', 'refuse')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0),
  note text not null, -- for colleagues
  at timestamptz not null
);

create index admission_audits_by_time on admission_audits (at);

create trigger automatic_admissions_append_only before update or delete on automatic_admissions
for each row execute function refuse_change();

create trigger automatic_admissions_no_truncate before truncate on automatic_admissions
for each statement execute function refuse_change();

create trigger admission_audits_append_only before update or delete on admission_audits
for each row execute function refuse_change();

create trigger admission_audits_no_truncate before truncate on admission_audits
for each statement execute function refuse_change();

-- Where an application stands in a roll-out, 0 <= draw < 1: FNV-1a over the id, equal to the program's own by a test.
create function draw_of(id text) returns double precision language plpgsql immutable strict as $$
declare
  hash bigint := 2166136261;
begin
  for place in 1..length(id) loop
    hash := ((hash # ascii(substr(id, place, 1))) * 16777619) & 4294967295;
  end loop;
  return hash / 4294967296.0::double precision;
end
$$;

-- As before, and in live: without a person only from checking, within the share, on a recommendation to admit that was
-- made with what the evidence is about, and never without being written down for those who look at it afterwards.
create or replace function guard_the_gate() returns trigger language plpgsql as $$
declare
  gate gate_mode;
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
  select * into gate from gate_mode for share;
  if gate.mode = 'live' and gate.expires_at > clock_timestamp()
    and tg_op = 'UPDATE' and old.state = 'checking' and old.id = new.id and old.round = new.round
    and recommended.outcome = 'admit' and approvals + refusals + requests = 0
    and recommended.policy_version = gate.policy_version and recommended.judged_by = gate.judged_by
    and new.path = 'face' and draw_of(new.id) < gate.share
    and exists (
      select from automatic_admissions
      where application_id = new.id and round = new.round and confirmation = gate.change_seq
    )
  then
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

-- What people decided beside what was recommended ----------------------------------------------------------------

-- One row for each verdict of people, written by the database as the verdict enters the trail, from the trail and
-- from the sealed text alone.
create table shadow_cases (
  verdict_seq bigint primary key references audit_events (seq), -- where the verdict stands in the trail
  application_id text not null references applications (id),
  round integer not null, -- that was decided
  checked_round integer not null, -- whose evidence it is about: an appeal looks again at what was there before
  verdict text not null check (verdict in ('admit', 'resubmit', 'refuse')),
  standing text not null check (
    standing in ('counts', 'not-sealed', 'sealed-late', 'seal-broken', 'no-decision', 'within-share', 'face-free')
  ),
  recommended text check (recommended in ('admit', 'resubmit', 'review', 'refuse')),
  subject_kind text,
  language text,
  document_type text,
  policy_version text,
  judged_by jsonb,
  document_face_distance double precision,
  record_face_distance double precision
);

create index shadow_cases_of_appeals on shadow_cases (application_id, checked_round, verdict_seq)
where round > checked_round;

create function keep_shadow_case() returns trigger language plpgsql as $$
declare
  decided integer := (new.data ->> 'round')::integer;
  checked integer;
  seals integer;
  sealed_seq bigint;
  seal text;
  first_decision bigint;
  appeals integer;
  is_borne_out boolean;
  kept recommendations;
  facts jsonb;
  standing text;
begin
  select max((data ->> 'round')::integer) into checked
  from audit_events
  where application_id = new.application_id and type = 'recommendation.sealed'
    and (data ->> 'round')::integer <= decided;
  select count(*), min(seq), min(data ->> 'sealSha256') into seals, sealed_seq, seal
  from audit_events
  where application_id = new.application_id and type = 'recommendation.sealed'
    and (data ->> 'round')::integer = checked;
  select min(seq) into first_decision
  from audit_events
  where application_id = new.application_id and type = 'review.decided'
    and (data ->> 'round')::integer between checked and decided;
  select count(distinct data ->> 'round') into appeals
  from audit_events
  where application_id = new.application_id and type = 'application.appealed'
    and (data ->> 'round')::integer > checked and (data ->> 'round')::integer <= decided;
  select count(*) > 0 into is_borne_out
  from review_decisions
  where application_id = new.application_id and round = decided
    and decision = case new.data ->> 'outcome' when 'admit' then 'approve' when 'refuse' then 'refuse' else 'ask-again' end;
  select * into kept from recommendations where application_id = new.application_id and round = checked;
  facts := kept.sealed::jsonb;

  standing := case
    when seals = 0 or kept.sealed is null or appeals <> decided - checked then 'not-sealed'
    when seals > 1 or seal is distinct from encode(sha256(convert_to(kept.sealed, 'UTF8')), 'hex')
      or facts ->> 'applicationId' is distinct from new.application_id
      or (facts ->> 'round')::integer is distinct from checked
      then 'seal-broken'
    when not is_borne_out then 'no-decision'
    when first_decision is null or first_decision < sealed_seq then 'sealed-late'
    when facts #>> '{facts,path}' is distinct from 'face' then 'face-free'
    when (facts ->> 'isWithinShare')::boolean is distinct from false then 'within-share'
    else 'counts'
  end;

  insert into shadow_cases values (
    new.seq,
    new.application_id,
    decided,
    coalesce(checked, decided),
    new.data ->> 'outcome',
    standing,
    facts #>> '{recommendation,outcome}',
    facts #>> '{facts,subjectKind}',
    facts ->> 'language',
    facts ->> 'documentType',
    facts #>> '{recommendation,policyVersion}',
    facts #> '{facts,judgedBy}',
    (facts #>> '{distances,document-face}')::double precision,
    (facts #>> '{distances,record-face}')::double precision
  );
  return null;
end
$$;

create trigger audit_events_keep_shadow_case after insert on audit_events
for each row
when (
  new.type = 'gate.decided' and new.application_id is not null
  and new.data ->> 'basis' = 'reviewers' and new.data ->> 'outcome' in ('admit', 'resubmit', 'refuse')
)
execute function keep_shadow_case();

create trigger shadow_cases_append_only before update or delete on shadow_cases
for each row execute function refuse_change();

create trigger shadow_cases_no_truncate before truncate on shadow_cases
for each statement execute function refuse_change();

-- depth 0: a statement of somebody's own; 1: a verdict that entered the trail
create trigger shadow_cases_only_by_verdicts before insert on shadow_cases
for each row when (pg_trigger_depth() = 0) execute function refuse_change();
