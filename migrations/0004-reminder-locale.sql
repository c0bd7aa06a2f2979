-- The language of what a channel is sent: the server's own, as Discord named it when the subscription was made.

ALTER TABLE reminder_subscriptions ADD COLUMN locale text NOT NULL DEFAULT 'en-US';
