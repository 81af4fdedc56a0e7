-- What is known of the services that are asked about people and businesses: questions by the hour, guards, who waits for one.

create table service_questions (
  service text not null,
  hour timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  outcome text not null, -- what was answered, or why not; nothing about a person
  from_ms integer not null check (from_ms >= 0), -- it took so long or longer, and less than the next step
  questions bigint not null check (questions > 0),
  primary key (service, hour, outcome, from_ms)
);

-- each process guards by itself: one row per service and process, written again and again while the process lives
create table service_guards (
  service text not null,
  process text not null,
  state text not null check (state in ('closed', 'open', 'half-open')),
  since timestamptz not null,
  why text, -- what tripped it last
  retry_at timestamptz, -- while open: when the next question is let through
  seen_at timestamptz not null,
  primary key (service, process)
);

-- an application that stays in `checking` until a service that could not be asked is asked again
create table check_waits (
  application_id text not null references applications (id),
  round integer not null,
  check_name text not null,
  since timestamptz not null,
  questions integer not null check (questions >= 0), -- put so far, in vain
  ask_again_at timestamptz not null,
  primary key (application_id, round, check_name)
);

create index check_waits_by_moment on check_waits (ask_again_at);
