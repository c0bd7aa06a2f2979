import { ApplicationCommandOptionType } from 'discord.js';
import { type Assistance, type Facts, KINDS, type Kind } from '../data/facts.ts';
import { totalAssistance } from '../data/total.ts';
import type { Period } from '../data/when.ts';
import { UserError } from '../errors.ts';
import { renderDay } from '../replies/dates.ts';
import { listed, literal } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import type { RecordType } from '../search/search.ts';
import type { Command, Context } from './command.ts';
import { getById, type Lookup, lookUp, type Ref, suggest, TYPE_WORDS } from './lookup.ts';
import {
  type DayOption,
  EVERYWHERE,
  PRIVATE_OPTION,
  parseDayOption,
  readChoice,
  textOption,
} from './options.ts';
import { type Filters, renderItemShares, renderNothing, renderTotal } from './total.render.ts';
import { inPeriod, recipientOf, selectByTime } from './total-selection.ts';

/** What is asked, in the words of whoever asks. */
export interface TotalQuestion {
  readonly of?: string | undefined;
  readonly program?: string | undefined;
  readonly recipient?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly asOf?: string | undefined;
}

export function answerTotal(question: TotalQuestion, context: Context): Reply {
  const notes: string[] = [];
  const asOf = readAsOf(question.asOf, context, notes);
  const facts = asOf === undefined ? context.facts : context.facts.publishedBy(asOf);
  const program = resolve('program', question.program, context, facts, notes);
  const recipient = resolve('party', question.recipient, context, facts, notes);
  const period = readPeriod(question, context, notes);
  const of = resolveOf(question.of, context, facts, notes);
  const filters: Filters = {
    of: of?.map(({ name }) => name) ?? [],
    program: program?.name,
    recipient: recipient?.name,
    kind: question.kind,
    since: period?.from,
    until: period?.to,
    asOf,
    notes,
  };
  const programmed = program && new Set(facts.assistanceUnder(program.id));
  const recipients = recipient && facts.partiesWithin(recipient.id);
  const fits = (assistance: Assistance) =>
    (programmed === undefined || programmed.has(assistance)) &&
    (recipients === undefined || recipients.has(recipientOf(facts, assistance) ?? '')) &&
    (question.kind === undefined || assistance.kind === question.kind);
  const items = (of ?? []).filter(({ type }) => type === 'item').map(({ id }) => facts.findItem(id));
  const shown = items.filter((item) => item !== undefined).filter((item) => fits(facts.assistanceOf(item)));
  const named = of?.filter(({ type }) => type === 'assistance').map(({ id }) => facts.getAssistance(id));
  const selection = selectByTime(facts, (named ?? facts.assistance).filter(fits), period);
  if (of !== undefined && shown.length > 0)
    return renderItemShares(facts, inPeriod(facts, shown, period), filters);
  if (of !== undefined && items.length > 0) return renderNothing(facts, filters);
  if (selection.within.length + selection.partly.length + selection.undated.length === 0) {
    return renderNothing(facts, filters);
  }
  return renderTotal(facts, totalAssistance(facts, selection.within), selection, filters);
}

/** "As of" a month or a year is as of its end. */
function readAsOf(
  text: string | undefined,
  context: Context,
  notes: string[],
): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  const day = parseDayOption('as_of', text, context);
  noteYear('as_of', day, notes);
  return day.to ?? day.from;
}

function readPeriod({ since, until }: TotalQuestion, context: Context, notes: string[]): Period | undefined {
  if (since === undefined && until === undefined) return undefined;
  const first = since === undefined ? undefined : parseDayOption('since', since, context);
  const last = until === undefined ? undefined : parseDayOption('until', until, context);
  if (first) noteYear('since', first, notes);
  if (last) noteYear('until', last, notes);
  const [from, to] = [first?.from, last?.to];
  if (from !== undefined && to !== undefined && Temporal.PlainDate.compare(from, to) > 0) {
    throw new UserError(
      `\`since\` (${renderDay(from)}) is after \`until\` (${renderDay(to)}). Change one of them.`,
    );
  }
  return { from, to };
}

function noteYear(name: string, { assumedYear, text }: DayOption, notes: string[]): void {
  if (assumedYear === undefined) return;
  notes.push(
    `You gave no year in \`${name}: ${literal(text)}\`; ${assumedYear} is taken, by the newest source.`,
  );
}

/** A program or party by its name; the closest where nothing has that name, and then the answer says so. */
function resolve(
  type: 'program' | 'party',
  text: string | undefined,
  context: Context,
  facts: Facts,
  notes: string[],
): Ref | undefined {
  if (text === undefined) return undefined;
  const found = lookUp(context, text, [type]);
  const word = type === 'party' ? 'recipient' : TYPE_WORDS[type];
  const ref = found.sure[0] ?? found.others[0]?.record;
  if (ref === undefined) {
    const names = (type === 'party' ? facts.parties : facts.programs).map(({ name }) => literal(name));
    throw new UserError(`No ${word} is called “${literal(text)}”. There are: ${listed(names.slice(0, 20))}.`);
  }
  if (found.sure.length === 0) notes.push(renderClosest(word, text, ref.name));
  return ref;
}

/** What `of` names: items, or assistance, of the facts published by then. */
function resolveOf(
  text: string | undefined,
  context: Context,
  facts: Facts,
  notes: string[],
): Ref[] | undefined {
  if (text === undefined) return undefined;
  const types: readonly RecordType[] = ['item', 'assistance'];
  const found: Lookup = lookUp(context, text, types);
  const refs = found.sure.length > 0 ? found.sure : found.others.slice(0, 1).map(({ record }) => record);
  if (refs.length === 0) {
    throw new UserError(
      `Nothing is called “${literal(text)}”, and nothing is close to it. \`/find\` looks through everything.`,
    );
  }
  if (found.sure.length === 0) notes.push(renderClosest('item or assistance', text, refs[0]?.name ?? ''));
  const published = refs.filter(({ type, id }) =>
    type === 'item' ? facts.findItem(id) : facts.findAssistance(id),
  );
  // Items are told one by one, assistance is added up: where a name means both, the items are what was asked for.
  const items = published.filter(({ type }) => type === 'item');
  return items.length > 0 ? items : published;
}

function renderClosest(word: string, text: string, name: string): string {
  return `No ${word} is called “${literal(text)}”. Closest: **${literal(name)}**.`;
}

export const total = {
  data: {
    name: 'total',
    description: 'How much: each dollar once, by kind, with what has no published amount',
    ...EVERYWHERE,
    options: [
      textOption('of', 'An item or a piece of assistance', { autocomplete: true }),
      textOption('program', 'Such as Foreign Military Financing or FMF', { autocomplete: true }),
      textOption('recipient', 'Who gets it; whoever belongs to them is counted too', { autocomplete: true }),
      {
        type: ApplicationCommandOptionType.String,
        name: 'kind',
        description: 'Only amounts of this kind; kinds are never added to each other',
        choices: KINDS.map((name) => ({ name, value: name })),
      },
      textOption('since', 'From this day on, such as March 2014 or 2014-03-01'),
      textOption('until', 'Up to this day, such as 4 June 2014'),
      textOption('as_of', 'Only what sources published by this day say'),
      PRIVATE_OPTION,
    ],
  },
  examples: [
    '/total',
    '/total since: March 2014',
    '/total of: body armor',
    '/total program: CTR',
    '/total kind: announced',
  ],

  execute(interaction, context) {
    const text = (name: string) => interaction.options.getString(name)?.trim() || undefined;
    return answerTotal(
      {
        of: text('of'),
        program: text('program'),
        recipient: text('recipient'),
        kind: readChoice(interaction, 'kind', KINDS),
        since: text('since'),
        until: text('until'),
        asOf: text('as_of'),
      },
      context,
    );
  },

  autocomplete({ name, value }, context) {
    if (name === 'program') return suggest(context, value, ['program']);
    if (name === 'recipient') return suggest(context, value, ['party']);
    return suggest(context, value, ['item', 'assistance']);
  },

  press({ values: [id = ''] }, context) {
    return answerTotal({ of: getById(context.facts, id, ['assistance']).id }, context);
  },
} satisfies Command;
