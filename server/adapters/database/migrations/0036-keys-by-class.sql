-- A data key for each class of what an application holds, and where each piece of media lies.

alter table applications
rename column wrapped_key to document_key;

alter table applications
add column face_key bytea,
add column template_key bytea;

-- until now one key locked everything: it stays readable under it
update applications set face_key = document_key, template_key = document_key;

alter table applications
alter column face_key set not null,
alter column template_key set not null;

-- SHA-256 of the ciphertext; of older pieces their id
alter table evidence
add column address text;

update evidence set address = id;

alter table evidence
alter column address set not null;

create unique index evidence_by_address on evidence (application_id, address);
