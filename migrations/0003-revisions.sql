-- What the bot serves: revisions of the facts, each a set of files. What is the same in several is kept once.

CREATE TABLE fact_blobs (
  -- SHA-256 of the content, in hex
  hash text PRIMARY KEY,
  size bigint NOT NULL,
  -- all parts are there
  whole boolean NOT NULL DEFAULT false,
  -- by the database's clock: what nobody names is thrown away an hour later
  used_at timestamptz NOT NULL DEFAULT now()
);

-- Each part is compressed by itself, so that two processes may write the same content at once.
CREATE TABLE fact_blob_parts (
  hash text NOT NULL REFERENCES fact_blobs ON DELETE CASCADE,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (hash, part)
);

CREATE TABLE fact_contents (
  -- of the paths and the hashes of all files
  hash text PRIMARY KEY,
  used_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE fact_content_files (
  content text NOT NULL REFERENCES fact_contents ON DELETE CASCADE,
  path text NOT NULL,
  blob text NOT NULL REFERENCES fact_blobs,
  PRIMARY KEY (content, path)
);
CREATE INDEX fact_content_files_blob ON fact_content_files (blob);

-- The one with the highest number is served.
CREATE TABLE fact_revisions (
  number integer PRIMARY KEY,
  content text NOT NULL REFERENCES fact_contents,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  how text NOT NULL CHECK (how IN ('start', 'reload', 'upload', 'rollback')),
  why text,
  pinned boolean NOT NULL DEFAULT false,
  -- how many of each type of record
  counts jsonb NOT NULL
);
CREATE INDEX fact_revisions_content ON fact_revisions (content);

-- What somebody was shown and may apply.
CREATE TABLE fact_proposals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content text NOT NULL REFERENCES fact_contents,
  -- the revision that it was compared with
  base integer NOT NULL,
  how text NOT NULL CHECK (how IN ('reload', 'upload', 'rollback')),
  why text,
  -- of an upload, the sources that it brings; the others are those of the revision
  sources text[],
  counts jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  applied_as integer
);
CREATE INDEX fact_proposals_content ON fact_proposals (content);

-- Who did what to the facts, refusals too.
CREATE TABLE fact_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  revision integer,
  detail text
);

-- What each process serves.
CREATE TABLE fact_processes (
  id text PRIMARY KEY,
  host text NOT NULL,
  pid integer NOT NULL,
  started_at timestamptz NOT NULL,
  -- by the database's clock
  seen_at timestamptz NOT NULL DEFAULT now(),
  revision integer NOT NULL,
  -- of a newer revision that it could not load
  failed_revision integer,
  failure text
);

-- What was said to the admins' channel, so that of many processes that watch one says it, once.
CREATE TABLE fact_announcements (
  key text PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT now()
);
