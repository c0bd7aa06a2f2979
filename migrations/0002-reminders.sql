-- Who wants to be reminded, what is owed to whom, and what became of it.

CREATE TABLE reminder_servers (
  server_id text PRIMARY KEY,
  -- IANA, for wording and for days without an hour
  zone text NOT NULL
);

CREATE TABLE reminder_subscriptions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  server_id text NOT NULL,
  channel_id text NOT NULL,
  -- ISO 8601 durations, the longest first
  leads text[] NOT NULL CHECK (cardinality(leads) > 0),
  -- words that a meeting must fit; empty for all
  search text NOT NULL DEFAULT '',
  role_id text,
  mirror boolean NOT NULL DEFAULT false,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  -- reminders due before are not owed
  active_since timestamptz NOT NULL,
  paused_by text CHECK (paused_by IN ('admin', 'discord')),
  paused_reason text,
  paused_at timestamptz,
  UNIQUE (channel_id, search)
);
CREATE INDEX reminder_subscriptions_server ON reminder_subscriptions (server_id);

-- When a meeting was first known to be at a time: a reminder that was due before that is not late, the news is.
CREATE TABLE reminder_meetings (
  engagement_id text NOT NULL,
  start text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  PRIMARY KEY (engagement_id, start)
);

-- The truth about each reminder. A job only wakes up whoever looks here.
CREATE TABLE reminder_ledger (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES reminder_subscriptions ON DELETE CASCADE,
  engagement_id text NOT NULL,
  lead text NOT NULL,
  start text NOT NULL,
  due_at timestamptz NOT NULL,
  -- later than this it is pointless
  expires_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('owed', 'sent', 'skipped')),
  reason text,
  -- the first attempt whose end nobody knows: the message may be there
  attempted_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  -- until then one worker has it
  leased_until timestamptz,
  failing_since timestamptz,
  last_error text,
  message_id text,
  settled_at timestamptz,
  UNIQUE (subscription_id, engagement_id, lead, start)
);
CREATE INDEX reminder_ledger_owed ON reminder_ledger (due_at) WHERE state = 'owed';
CREATE INDEX reminder_ledger_told ON reminder_ledger (engagement_id, subscription_id, settled_at DESC) WHERE state = 'sent';
CREATE INDEX reminder_ledger_settled ON reminder_ledger (subscription_id, settled_at DESC);

-- Meetings that were shown as a server's scheduled events at some time: each is made once.
CREATE TABLE reminder_events (
  server_id text NOT NULL,
  engagement_id text NOT NULL,
  PRIMARY KEY (server_id, engagement_id)
);
