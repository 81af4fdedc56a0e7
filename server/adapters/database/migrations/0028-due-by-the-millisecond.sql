-- The program's clock knows milliseconds: what is due within one of them was not due yet when asked for at once.

create or replace function tell_the_marketplace() returns trigger language plpgsql as $$
declare
  event text := 'm_' || replace(gen_random_uuid()::text, '-', '');
  moment timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  -- whoever changes the row keeps every other writer away from it: nobody else takes this number
  insert into webhook_events (id, application_id, sequence, state, at)
  select event, new.id, coalesce(max(sequence), 0) + 1, new.state, moment
  from webhook_events where application_id = new.id;
  insert into webhook_deliveries (event_id, endpoint_id, due_at)
  select event, id, moment from webhook_endpoints where removed_at is null and disabled_at is null;
  return null;
end
$$;
