/** @throws Error if `channel` would need quoting: it stands in SQL as it is */
export function channelName(channel: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel))
    throw new Error(`“${channel}” cannot be the name of a channel.`);
  return channel;
}
