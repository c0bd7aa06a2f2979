import type { Assistance, Facts, Kind } from '../data/facts.ts';
import { keepInSteps } from '../data/lists-in-steps.ts';
import type { Steps } from '../data/steps.ts';
import type { Period } from '../data/when.ts';
import { UserError } from '../errors.ts';
import { literal } from '../replies/markdown.ts';
import type { Context } from './command.ts';
import { type DayOption, type DayOptionName, parseDayOption } from './options.ts';
import type { Named } from './total.render.ts';
import type { Filters } from './total-filters.render.ts';
import { resolve, resolveOf } from './total-names.ts';
import {
  type PlacedItem,
  placeItems,
  recipientOf,
  rowsOf,
  type Selection,
  selectByTime,
} from './total-selection.ts';

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

/** A question as it was understood, and the records that it is about. */
export interface Understood {
  /** Those published by the day that was asked for. */
  readonly facts: Facts;
  readonly filters: Filters;
  readonly named: Named | undefined;
  /** Where it is about items: those, which have no sum. Then the selection is empty. */
  readonly items: readonly PlacedItem[] | undefined;
  readonly selection: Selection;
}

const NOTHING: Selection = { within: [], partly: [], undated: [] };

/**
 * Yields wherever it can be interrupted: a table may give a million facts.
 *
 * @throws UserError if it names what is not there, or a day that cannot be read
 */
export function* understand(question: TotalQuestion, context: Context): Steps<Understood> {
  const notes: string[] = [];
  const asOf = readAsOf(question.asOf, context, notes);
  const facts = asOf === undefined ? context.facts : yield* context.facts.publishedBySteps(asOf);
  const known = { context, facts, notes };
  const program = resolve('program', question.program, known);
  const recipient = resolve('party', question.recipient, known);
  const period = readPeriod(question, context, notes);
  const named = yield* resolveOf(question.of, known);
  const filters: Filters = {
    of: named?.names ?? [],
    program: program?.name,
    recipient: recipient?.name,
    kind: question.kind,
    since: period?.from,
    until: period?.to,
    asOf,
    notes,
    candidates: named?.candidates ?? [],
  };
  const recipients = recipient && facts.partiesWithin(recipient.id);
  const fits = (assistance: Assistance) =>
    (program === undefined || facts.programIdOf(assistance) === program.id) &&
    (recipients === undefined || recipients.has(recipientOf(facts, assistance) ?? '')) &&
    (question.kind === undefined || assistance.kind === question.kind);
  const rows = named && (yield* rowsOf(facts, named.items));
  if (named !== undefined && named.items.length > 0 && rows === undefined) {
    const fitting = yield* keepInSteps(named.items, (item) => fits(facts.assistanceOf(item)));
    return { facts, filters, named, items: yield* placeItems(facts, fitting, period), selection: NOTHING };
  }
  const asked = rows ?? named?.assistance ?? facts.assistance;
  const selection = yield* selectByTime(facts, yield* keepInSteps(asked, fits), period);
  return { facts, filters, named, items: undefined, selection };
}

/** "As of" a month or a year is as of its end. */
function readAsOf(
  text: string | undefined,
  context: Context,
  notes: string[],
): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  const day = parseDayOption('as_of', text, context);
  noteYear(context, 'as_of', day, notes);
  return day.to ?? day.from;
}

function readPeriod({ since, until }: TotalQuestion, context: Context, notes: string[]): Period | undefined {
  if (since === undefined && until === undefined) return undefined;
  const first = since === undefined ? undefined : parseDayOption('since', since, context);
  const last = until === undefined ? undefined : parseDayOption('until', until, context);
  if (first) noteYear(context, 'since', first, notes);
  if (last) noteYear(context, 'until', last, notes);
  const [from, to] = [first?.from, last?.to];
  if (from !== undefined && to !== undefined && Temporal.PlainDate.compare(from, to) > 0) {
    const { t, day } = context.language;
    throw new UserError(t('total.afterUntil', { since: day(from), until: day(to) }));
  }
  return { from, to };
}

function noteYear(
  { language: { t } }: Context,
  option: DayOptionName,
  { assumedYear, text }: DayOption,
  notes: string[],
): void {
  if (assumedYear === undefined) return;
  const name = t(`options.${option}`);
  notes.push(t('total.assumedYear', { name, text: literal(text), year: assumedYear }));
}
