-- How many people's faces are stored, counted once an hour: from a number on an office has to be told.

create table stored_faces (
  only_row boolean primary key default true check (only_row),
  people integer not null default 0, -- different ones, as far as their numbers tell
  applications integer not null default 0,
  level text not null default 'below' check (level in ('below', 'near', 'reached')),
  since timestamptz, -- at this level; null before the first count
  counted_at timestamptz
);

insert into stored_faces default values;

create index evidence_kept_faces on evidence (application_id)
where erased_at is null and kind in ('liveness-frame', 'best-frame', 'record-portrait');

create index liveness_sessions_with_template on liveness_sessions (application_id) where reference_sealed is not null;
