import type { Standin } from '../../standin/index.ts';
import { expectedOf } from './year.ts';

export interface Count {
  readonly expected: number;
  readonly delivered: number;
  /** Of what was expected, in no channel. */
  readonly lost: number;
  /** The same message once more in the same channel. */
  readonly repeated: number;
  /** Of those: what, and the moments at which Discord got it. */
  readonly repeats: readonly string[];
  /** What nobody was owed. */
  readonly unexpected: number;
  /** Those that say that they are late: they were due while the bot was dead. */
  readonly late: number;
}

/**
 * What each channel got, by what the stand-in holds. A message is known by the name of its calendar file, which is the key of
 * the ledger: what a channel got twice has one name. What it should have got is counted for each meeting, by hand.
 */
export function countDelivered({ guilds, messages }: Standin, meetings: number): Count {
  const expected = expectedOf(meetings);
  const perChannel = [...expected.values()].reduce(
    (sum, { reminders, corrections }) => sum + reminders + corrections,
    0,
  );
  const copies = Map.groupBy(messages, ({ channelId, attachments }) => {
    return `${channelId} ${attachments[0]?.filename}`;
  });
  const distinct = new Map(
    [...copies].map(([key, [message]]) => {
      const [embed] = message?.embeds ?? [];
      const isReminder = embed?.author?.name === 'Reminder';
      return [
        key,
        `${message?.channelId} ${embed?.title} ${isReminder ? 'reminders' : 'corrections'}`,
      ] as const;
    }),
  );
  const got = Map.groupBy(distinct.values(), (what) => what);
  const channels = guilds.flatMap((guild) => guild.channels.map(({ id }) => id));
  const lacking = channels.flatMap((id) =>
    [...expected].flatMap(([title, counts]) =>
      (['reminders', 'corrections'] as const).map(
        (kind) => counts[kind] - (got.get(`${id} ${title} ${kind}`)?.length ?? 0),
      ),
    ),
  );
  const lost = lacking.reduce((sum, lack) => sum + Math.max(0, lack), 0);
  const total = perChannel * channels.length;
  return {
    expected: total,
    delivered: messages.length,
    lost,
    repeated: messages.length - distinct.size,
    repeats: [...copies]
      .filter(([, all]) => all.length > 1)
      .map(([key, all]) => {
        const moments = all.map(({ createdAt }) => new Date(createdAt).toISOString());
        return `${distinct.get(key)}: ${moments.join(', ')}`;
      }),
    unexpected: distinct.size - (total - lost),
    late: messages.filter(({ embeds }) => embeds[0]?.description?.includes('Late:')).length,
  };
}
