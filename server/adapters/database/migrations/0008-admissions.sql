-- What a marketplace's backend asks with and is told: keys, its own names for sellers, statements of admission, webhooks.

create table api_keys (
  id text primary key check (id ~ '^k_[0-9a-z]{22}$'),
  name text not null, -- of what uses it, for operators
  secret_sha256 text not null check (secret_sha256 ~ '^[0-9a-f]{64}$'), -- of 256 random bits: there is nothing to guess
  scopes jsonb not null check (jsonb_typeof(scopes) = 'array' and scopes <> '[]' and scopes <@ '["read", "open"]'),
  created_at timestamptz not null,
  last_used_at timestamptz, -- to the minute or so
  revoked_at timestamptz
);

-- the marketplace's own name for the seller an application was opened for; opaque here
create table seller_references (
  application_id text primary key references applications (id),
  reference text not null check (reference ~ '^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$'),
  key_id text not null references api_keys (id), -- that opened it
  at timestamptz not null
);

create index seller_references_by_reference on seller_references (reference, at);

create trigger seller_references_append_only before update or delete on seller_references
for each row execute function refuse_change();

create trigger seller_references_no_truncate before truncate on seller_references
for each statement execute function refuse_change();

-- Statements of admission ----------------------------------------------------------------------------------------

-- one row for each that was signed; the text itself is made again from the evidence
create table admission_statements (
  id text primary key check (id ~ '^j_[0-9a-z]{22}$'), -- its jti
  application_id text not null references applications (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), -- of the text as it was handed out
  key_id text not null references signing_keys (key_id),
  issued_at timestamptz not null check (issued_at = date_trunc('seconds', issued_at)), -- as signed
  expires_at timestamptz not null check (expires_at > issued_at)
);

create index admission_statements_by_application on admission_statements (application_id, issued_at);
create index admission_statements_by_expiry on admission_statements (expires_at);

create trigger admission_statements_append_only before update or delete on admission_statements
for each row execute function refuse_change();

create trigger admission_statements_no_truncate before truncate on admission_statements
for each statement execute function refuse_change();

create index applications_revoked on applications (id) where state = 'revoked';

-- Webhooks -------------------------------------------------------------------------------------------------------

create table webhook_endpoints (
  id text primary key check (id ~ '^w_[0-9a-z]{22}$'),
  url text not null,
  secret_sealed bytea not null,
  previous_secret_sealed bytea, -- signs too, until
  previous_until timestamptz,
  added_at timestamptz not null,
  disabled_at timestamptz, -- it answered that it is gone
  removed_at timestamptz,
  check ((previous_secret_sealed is null) = (previous_until is null))
);

-- One row for each change of an application's state, written by the database with the change, whoever makes it.
create table webhook_events (
  id text primary key,
  application_id text not null references applications (id),
  sequence integer not null check (sequence > 0), -- of this application, without gaps
  state text not null, -- that it led to
  at timestamptz not null,
  unique (application_id, sequence)
);

create index webhook_events_by_time on webhook_events (at);

create trigger webhook_events_append_only before update or delete on webhook_events
for each row execute function refuse_change();

create trigger webhook_events_no_truncate before truncate on webhook_events
for each statement execute function refuse_change();

-- what is to be sent to whom, and how that went
create table webhook_deliveries (
  event_id text not null references webhook_events (id),
  endpoint_id text not null references webhook_endpoints (id),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  tries integer not null default 0 check (tries >= 0), -- begun
  due_at timestamptz not null, -- of the next try
  held_until timestamptz, -- a process is sending it; over, that process is taken for dead
  tried_at timestamptz, -- last
  answer text, -- to the last try: an HTTP status or a word of ours; never anything that the receiver wrote
  primary key (event_id, endpoint_id)
);

create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, due_at) where state = 'waiting';
create index webhook_deliveries_given_up on webhook_deliveries (endpoint_id, tried_at) where state = 'given-up';

create function tell_the_marketplace() returns trigger language plpgsql as $$
declare
  event text := 'm_' || replace(gen_random_uuid()::text, '-', '');
begin
  -- whoever changes the row keeps every other writer away from it: nobody else takes this number
  insert into webhook_events (id, application_id, sequence, state, at)
  select event, new.id, coalesce(max(sequence), 0) + 1, new.state, date_trunc('milliseconds', clock_timestamp())
  from webhook_events where application_id = new.id;
  insert into webhook_deliveries (event_id, endpoint_id, due_at)
  select event, id, clock_timestamp() from webhook_endpoints where removed_at is null and disabled_at is null;
  return null;
end
$$;

create trigger applications_tell_the_marketplace after update on applications
for each row when (old.state is distinct from new.state) execute function tell_the_marketplace();
