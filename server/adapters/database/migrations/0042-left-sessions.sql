-- Sessions of applicants that were ended on a device: what a copy of the cookie is held against while it could be good.

create table left_sessions (
  id text primary key,
  expires_at timestamptz not null
);

create index left_sessions_by_end on left_sessions (expires_at);
