-- What a person needs to take part in a capture, how they agreed to the statement, and the receipt they got for it.

alter table liveness_sessions
add column needs jsonb not null default '{"isLongerTime":false,"without":[]}',
add column agreement text check (agreement in ('nodded', 'held')), -- null until it was agreed to
add column receipt text; -- compact JWS; hashes and times, no name; erased with the statement

-- Public halves of the keys that sign receipts. A key that signs no longer stays: old receipts are still to be verified.
create table signing_keys (
  key_id text primary key,
  public_jwk jsonb not null,
  first_used_at timestamptz not null
);

create trigger signing_keys_append_only before update or delete on signing_keys
for each row execute function refuse_change();
create trigger signing_keys_not_truncated before truncate on signing_keys
for each statement execute function refuse_change();
