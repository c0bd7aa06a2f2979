import { ApplicationCommandOptionType } from 'discord.js';
import { type Assistance, type Facts, type Item, KINDS, type Kind } from '../data/facts.ts';
import { totalAssistance } from '../data/total.ts';
import type { Period } from '../data/when.ts';
import { UserError } from '../errors.ts';
import { renderDay } from '../replies/dates.ts';
import { literal } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import type { Command, Context } from './command.ts';
import { getById, type Ref } from './lookup.ts';
import {
  type DayOption,
  EVERYWHERE,
  PRIVATE_OPTION,
  parseDayOption,
  readChoice,
  textOption,
} from './options.ts';
import { Recent } from './recent.ts';
import { suggest } from './suggest.ts';
import { type Filters, renderItemShares, renderNothing, renderTotal } from './total.render.ts';
import { isRecipient, resolve, resolveOf } from './total-names.ts';
import { placeItems, recipientOf, rowsOf, selectByTime } from './total-selection.ts';

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

const answered = new Recent<Facts, Reply>(200);

export function answerTotal(question: TotalQuestion, context: Context): Reply {
  // What a date means that was typed without a year, or as "today", depends on the day.
  const today = context.now.toZonedDateTimeISO('UTC').toPlainDate();
  return answered.get(context.facts, JSON.stringify({ ...question, today }), () =>
    workOut(question, context),
  );
}

function workOut(question: TotalQuestion, context: Context): Reply {
  const notes: string[] = [];
  const asOf = readAsOf(question.asOf, context, notes);
  const facts = asOf === undefined ? context.facts : context.facts.publishedBy(asOf);
  const program = resolve('program', question.program, context, facts, notes);
  const recipient = resolve('party', question.recipient, context, facts, notes);
  const period = readPeriod(question, context, notes);
  const meant = resolveOf(question.of, context, facts, notes);
  const of = meant?.refs;
  const filters: Filters = {
    of: of?.map(({ name }) => name) ?? [],
    program: program?.name,
    recipient: recipient?.name,
    kind: question.kind,
    since: period?.from,
    until: period?.to,
    asOf,
    notes,
    candidates: meant?.candidates ?? [],
  };
  const programmed = program && new Set(facts.assistanceUnder(program.id));
  const recipients = recipient && facts.partiesWithin(recipient.id);
  const fits = (assistance: Assistance) =>
    (programmed === undefined || programmed.has(assistance)) &&
    (recipients === undefined || recipients.has(recipientOf(facts, assistance) ?? '')) &&
    (question.kind === undefined || assistance.kind === question.kind);
  const named = of && { items: itemsOf(facts, of), assistance: assistanceOf(facts, of) };
  const rows = named && rowsOf(facts, named.items);
  if (named !== undefined && named.items.length > 0 && rows === undefined) {
    const placed = placeItems(
      facts,
      named.items.filter((item) => fits(facts.assistanceOf(item))),
      period,
    );
    return placed.length > 0
      ? renderItemShares(facts, placed, filters)
      : renderNothing(context.facts, filters, named);
  }
  const selection = selectByTime(facts, (rows ?? named?.assistance ?? facts.assistance).filter(fits), period);
  if (selection.within.length + selection.partly.length + selection.undated.length === 0) {
    return renderNothing(context.facts, filters, named);
  }
  return renderTotal(facts, totalAssistance(facts, selection.within), selection, filters);
}

function itemsOf(facts: Facts, refs: readonly Ref[]): Item[] {
  const items = refs.filter(({ type }) => type === 'item').map(({ id }) => facts.findItem(id));
  return items.filter((item) => item !== undefined);
}

function assistanceOf(facts: Facts, refs: readonly Ref[]): Assistance[] {
  return refs.filter(({ type }) => type === 'assistance').map(({ id }) => facts.getAssistance(id));
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
  examples(facts) {
    const [item] = facts.items;
    const [program] = facts.programs;
    const dated = facts.assistance.find(
      ({ when }) => when?.type === 'dates' && when.from !== undefined,
    )?.when;
    const from = dated?.type === 'dates' ? dated.from : undefined;
    return [
      '/total',
      item && `/total of: ${item.name}`,
      program && `/total program: ${program.aliases[0] ?? program.name}`,
      from && `/total since: ${renderDay(from)}`,
    ];
  },

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
    if (name === 'recipient') return suggest(context, value, ['party'], isRecipient(context.facts));
    return suggest(context, value, ['item', 'assistance']);
  },

  press({ values: [id = ''] }, context) {
    return answerTotal({ of: getById(context.facts, id, ['item', 'assistance']).id }, context);
  },
} satisfies Command;
