-- What was submitted on which day is counted from the trail, which has every round, without reading all of it.

create index audit_events_of_arrivals on audit_events (at)
where type in ('application.submitted', 'application.appealed');
