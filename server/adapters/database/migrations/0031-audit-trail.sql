-- What one statement adds to the trail follows the head together: the head is looked at and moved once, not once an entry.

drop trigger audit_events_follow on audit_events;
drop function follow_the_head();

create function follow_the_head() returns trigger language plpgsql as $$
declare
  head audit_head;
  fault bigint;
begin
  select * into strict head from audit_head for update;
  select seq into fault
  from (
    select
      seq,
      previous_hash,
      lag(seq, 1, head.seq) over (order by seq) as seq_before,
      lag(hash, 1, head.hash) over (order by seq) as hash_before
    from added
  ) entry
  where seq <> seq_before + 1 or previous_hash <> hash_before
  order by seq
  limit 1;
  if found then
    raise exception 'audit entry % does not follow entry %', fault, head.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  update audit_head set seq = last.seq, hash = last.hash
  from (select added.seq, added.hash from added order by added.seq desc limit 1) last;
  return null;
end
$$;

create trigger audit_events_follow after insert on audit_events
referencing new table as added
for each statement execute function follow_the_head();

-- The trail has what somebody said in a capture, and what they need for one, as salted hashes alone. The salt is erased
-- with the statement: then nobody can try names against the hash any more, whatever else they know.
alter table liveness_sessions add column trail_salt text check (trail_salt ~ '^[A-Za-z0-9_-]{43}$');
