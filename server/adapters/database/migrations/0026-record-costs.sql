-- How many questions each service of the government record was asked in a month of UTC, by what is known of their billing.

create table record_costs (
  provider text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  billing text not null check (billing in ('billed', 'free', 'unstated')),
  questions bigint not null check (questions > 0),
  primary key (provider, month, billing)
);
