-- Leave to look at one piece of evidence once: taken by being deleted. No reference to applications: a case that is given
-- a second time goes by another name.

create table evidence_passes (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'), -- of the secret in the address
  application_id text not null,
  evidence_id text not null,
  reviewer_id text not null references reviewers (id),
  expires_at timestamptz not null
);

create index evidence_passes_by_end on evidence_passes (expires_at);
