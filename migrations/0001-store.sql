-- What the store knows about itself, such as the backup it was restored from.
create table meta (
  key text primary key,
  value jsonb not null
);
