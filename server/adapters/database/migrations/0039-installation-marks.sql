-- What an installation knows its own things by: a word that its master key locked, and that its evidence folder was marked.

create table installation_marks (
  kind text primary key check (kind in ('master-key', 'evidence-folder')),
  locked bytea, -- by the master key, and opens with no other
  made_at timestamptz not null default now(),
  check ((kind = 'master-key') = (locked is not null))
);
