-- Signed checkpoints of the trail: what it said up to an entry, by a signature that can be kept elsewhere.
create table audit_checkpoints (
  number bigint primary key,
  first_seq bigint not null,
  last_seq bigint not null unique references audit_events (seq),
  head_hash text not null, -- of the entry last_seq
  root text not null check (root ~ '^[0-9a-f]{64}$'), -- of the Merkle tree over the entries from the first on
  peaks jsonb not null, -- of that tree, largest first: what the next checkpoint goes on from
  previous_sha256 text check (previous_sha256 ~ '^[0-9a-f]{64}$'), -- of the text of the one before
  key_id text not null references signing_keys (key_id),
  text text not null, -- the compact JWS
  at timestamptz not null
);

-- up to where they were handed over to be kept elsewhere
create table audit_checkpoints_kept (
  number bigint primary key references audit_checkpoints (number),
  at timestamptz not null
);

create function follow_the_checkpoint() returns trigger language plpgsql as $$
declare
  before audit_checkpoints;
begin
  select * into before from audit_checkpoints order by number desc limit 1;
  if new.number <> coalesce(before.number, 0) + 1
    or new.first_seq <> coalesce(before.last_seq, 0) + 1
    or new.last_seq < new.first_seq
    or new.previous_sha256 is distinct from encode(sha256(convert_to(before.text, 'UTF8')), 'hex')
    or not exists (select from audit_events where seq = new.last_seq and hash = new.head_hash)
  then
    raise exception 'checkpoint % does not follow checkpoint %', new.number, coalesce(before.number, 0)
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger audit_checkpoints_follow before insert on audit_checkpoints
for each row execute function follow_the_checkpoint();

create trigger audit_checkpoints_append_only before update or delete on audit_checkpoints
for each row execute function refuse_change();

create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints
for each statement execute function refuse_change();

create trigger audit_checkpoints_kept_append_only before update or delete on audit_checkpoints_kept
for each row execute function refuse_change();

create trigger audit_checkpoints_kept_no_truncate before truncate on audit_checkpoints_kept
for each statement execute function refuse_change();
