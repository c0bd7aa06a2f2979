import { ApplicationCommandOptionType } from 'discord.js';
import type { Engagement, Facts } from '../data/facts.ts';
import { compareWhen, datesOf, isOver } from '../data/when.ts';
import { customId, splitArgs } from '../replies/custom-id.ts';
import type { Reply } from '../replies/reply.ts';
import type { Command, Context } from './command.ts';
import { getById, isGuess, lookUp } from './lookup.ts';
import { type MeetingList, renderMeeting, renderMeetings } from './meetings.render.ts';
import { EVERYWHERE, PRIVATE_OPTION, parseDayOption, readChoice, readDay, textOption } from './options.ts';
import { suggest } from './suggest.ts';

const WHENS = ['upcoming', 'past', 'all'] as const;
type Which = (typeof WHENS)[number];

interface Question {
  readonly which: Which;
  readonly search: string;
  /** As the user wrote it; empty for now. */
  readonly asOf: string;
  readonly page: number;
}

function answer(question: Question, context: Context, serverId: string | undefined): Reply {
  const asOf = question.asOf === '' ? undefined : parseDayOption('as_of', question.asOf, context);
  const day = asOf?.to ?? asOf?.from;
  const now =
    day === undefined
      ? context.now
      : day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).toInstant();
  const found = question.search === '' ? undefined : lookUp(context, question.search, ['engagement']);
  const { facts } = context;
  const searched = found === undefined ? facts.engagements : engagementsOf(facts, found);
  const list: MeetingList = {
    ...question,
    asOf: asOf && { day, assumedYear: asOf.assumedYear },
    isGuess: found !== undefined && isGuess(found),
    meetings: select(facts, searched, question.which, now),
    searched,
    last: select(facts, facts.engagements, 'past', now).find(({ status }) => status !== 'cancelled'),
    now,
  };
  const buttons = [question.which, day?.toString() ?? '', question.search];
  const canRemind = serverId !== undefined && context.reminders !== undefined && question.asOf === '';
  return renderMeetings(context, list, {
    page: buttons,
    menu: customId('meetings', 'open'),
    remind: canRemind ? customId('remind', 'here', question.search) : undefined,
  });
}

function engagementsOf(facts: Facts, { sure, others }: ReturnType<typeof lookUp>): Engagement[] {
  const ids = [...sure.map(({ id }) => id), ...others.map(({ record }) => record.id)];
  const named = ids.map((id) => facts.findEngagement(id)).filter((engagement) => engagement !== undefined);
  return [...new Set(named.flatMap((engagement) => facts.alike(engagement)))];
}

const soonestFirst = (a: Engagement, b: Engagement) => compareWhen(a.when, b.when);
const latestFirst = (a: Engagement, b: Engagement) => compareWhen(b.when, a.when);

/** Over, or told of as held by a source that was out by then. */
function isPast(facts: Facts, { when, status, sourceId }: Engagement, now: Temporal.Instant): boolean {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const isReported = Temporal.PlainDate.compare(facts.getSource(sourceId).published, today) <= 0;
  return isOver(when, now, 'UTC') || (status === 'held' && isReported);
}

function select(
  facts: Facts,
  engagements: readonly Engagement[],
  which: Which,
  now: Temporal.Instant,
): Engagement[] {
  if (which === 'all') return engagements.toSorted(soonestFirst);
  const isPastOne = (engagement: Engagement) => isPast(facts, engagement, now);
  if (which === 'past') return engagements.filter(isPastOne).toSorted(latestFirst);
  return engagements.filter((engagement) => !isPastOne(engagement)).toSorted(soonestFirst);
}

export const meetings = {
  data: {
    name: 'meetings',
    description: 'Meetings, calls, visits and consultations: upcoming, past, or all',
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'when',
        description: 'Which ones; upcoming where you do not say',
        choices: WHENS.map((name) => ({ name, value: name })),
      },
      textOption('search', 'Words of the title, the place, the people or the topic', {
        autocomplete: true,
        maxLength: 60,
      }),
      textOption('as_of', 'A day to look from instead of today, such as 20 May 2014'),
      PRIVATE_OPTION,
    ],
  },
  examples({ facts, language }) {
    const from = facts.engagements.map(({ when }) => datesOf(when).from).findLast((day) => day !== undefined);
    const [place] = facts.engagements.map(({ where }) => where).filter((where) => where !== undefined);
    return [
      '/meetings',
      '/meetings when: all',
      from && `/meetings as_of: ${language.day(from.subtract({ weeks: 2 }))}`,
      place && `/meetings when: all search: ${place}`,
    ];
  },

  execute(interaction, context) {
    const which = readChoice(interaction, 'when', WHENS, context.language) ?? 'upcoming';
    const search = interaction.options.getString('search')?.trim() ?? '';
    return answer(
      { which, search, asOf: readDay(interaction, 'as_of', context)?.text ?? '', page: 0 },
      context,
      interaction.guildId ?? undefined,
    );
  },

  autocomplete({ value }, context) {
    return suggest(context, value, ['engagement']);
  },

  press({ action, rest, values: [id = ''], place }, context) {
    if (action === 'open') {
      const { id: engagementId } = getById(context, id, ['engagement']);
      return renderMeeting(context, context.facts.getEngagement(engagementId), context.now);
    }
    const [page = '0', which = '', asOf = '', search = ''] = splitArgs(rest, 4);
    const known = WHENS.find((name) => name === which) ?? 'upcoming';
    const question = { which: known, search, asOf, page: Number.parseInt(page, 10) || 0 };
    return answer(question, context, place.serverId);
  },
} satisfies Command;
