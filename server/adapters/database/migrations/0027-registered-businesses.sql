-- What the register said of a business, sealed as the declaration is, for the reviewer to read beside it.

create table registered_businesses (
  application_id text not null references applications (id),
  round integer not null,
  sealed bytea not null,
  primary key (application_id, round)
);

create function forget_registered_businesses() returns trigger language plpgsql as $$
begin
  delete from registered_businesses where application_id = new.id;
  return null;
end
$$;

create trigger applications_forget_registered_businesses after update of declaration_sealed on applications
for each row when (new.declaration_sealed is null) execute function forget_registered_businesses();
