-- Reviewers who can be barred, sessions that know when they were used, and single use of a sign-in at the provider.

alter table reviewers
  add column barred_at timestamptz; -- may not sign in, and has no session

alter table sign_in_links
  add column is_break_glass boolean not null default false; -- made although an identity provider is configured

alter table reviewer_sessions
  add column way text not null default 'link' check (way in ('link', 'break-glass', 'provider')),
  add column browser text check (length(browser) between 1 and 60), -- a short label, never the whole user agent
  add column last_seen_at timestamptz, -- any request, also what the page asks by itself; written once a minute at most
  add column last_active_at timestamptz; -- a request that a person caused; what idleness is counted from

update reviewer_sessions set last_seen_at = opened_at, last_active_at = opened_at;

alter table reviewer_sessions
  alter column way drop default,
  alter column last_seen_at set not null,
  alter column last_active_at set not null;

create index reviewer_sessions_by_reviewer on reviewer_sessions (reviewer_id, last_seen_at) where ended_at is null;

-- Sign-ins at the provider that came back already. Kept until nobody could bring them again.
create table used_sign_ins (
  state_sha256 text primary key check (state_sha256 ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null
);

create index used_sign_ins_by_expiry on used_sign_ins (expires_at);
