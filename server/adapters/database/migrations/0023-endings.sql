-- How applications were ended by their applicants is read from the trail, newest first, without reading all of it.

create index audit_events_withdrawals on audit_events (seq) where type = 'application.withdrawn';
