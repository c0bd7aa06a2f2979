import type { EventEvidence, Evidence, Revision, RowEvidence, Source } from '../data/facts.ts';
import { forEach, runAtOnce, type Steps } from '../data/steps.ts';
import type { Language } from '../i18n/language.ts';
import { literal, truncate } from './markdown.ts';
import { ToldEvidence } from './told-evidence.ts';
import type { View } from './view.ts';

/** Whatever rests on a sentence, a row or an event: a fact or an item of one. */
export interface Evidenced {
  readonly sourceId: string;
  readonly evidence: Evidence;
}

/** A table may have cells as long as its author liked; the rest of a long one is in the table. */
const LONGEST_CELL = 200;
const LONGEST_LINE = 300;

/** "— [title](link), publisher, date (lines 2, 6)" */
export function renderAttribution(language: Language, source: Source, evidence?: Evidence): string {
  const url = evidence?.type === 'row' ? (evidence.url ?? source.url) : source.url;
  const title =
    url === undefined ? `*${literal(source.title)}*` : `[${literal(source.title)}](<${new URL(url).href}>)`;
  const place = evidence === undefined ? '' : ` (${literal(renderPlace(language, evidence))})`;
  return `— ${title}, ${literal(source.publisher)}, ${language.day(source.published)}${place}`;
}

/** Where in its source it stands: "lines 2, 6", "row 12 of table.csv". */
export function renderPlace({ t }: Language, evidence: Evidence): string {
  if (evidence.type === 'row') return t('evidence.row', { row: evidence.row, file: evidence.file });
  if (evidence.type === 'event') return t('evidence.event', { line: evidence.line, file: evidence.file });
  return t('evidence.lines', { count: evidence.lines.length, lines: evidence.lines.join(', ') });
}

// A sentence looks the same in every answer in a language, and its escaping is what an answer costs most.
const rendered = { en: new WeakMap<Evidence, string>(), uk: new WeakMap<Evidence, string>() };

function renderOne({ facts, language }: View, { sourceId, evidence }: Evidenced): string {
  const known = rendered[language.code].get(evidence);
  if (known !== undefined) return known;
  const attribution = renderAttribution(language, facts.getSource(sourceId), evidence);
  const block = `${renderWords(evidence)}\n${attribution}`;
  rendered[language.code].set(evidence, block);
  return block;
}

function renderWords(evidence: Evidence): string {
  if (evidence.type === 'row') return renderRow(evidence);
  if (evidence.type === 'event') return renderEvent(evidence);
  return `> ${literal(evidence.quote.trim()).replace(/\s*\n\s*/g, ' ')}`;
}

/** "> **Country:** Ukraine · **Amount:** 1,000" */
function renderRow({ cells }: RowEvidence): string {
  const shown = cells.filter(({ value }) => value.trim() !== '');
  return `> ${shown.map(({ column, value }) => `**${inline(column)}:** ${inline(value)}`).join(' · ')}`;
}

function renderEvent({ lines, uid }: EventEvidence): string {
  const shown = lines.map((line) => `> ${literal(truncate(line.trim(), LONGEST_LINE))}`);
  return [...shown, `-# UID ${inline(uid)}`].join('\n');
}

function inline(text: string): string {
  return literal(truncate(text.trim().replace(/\s+/g, ' '), LONGEST_CELL));
}

/**
 * What is behind an answer as block quotes, each once, each with its source, publisher, date and link.
 *
 * @param budget characters; what does not fit is counted, never cut
 */
export function renderEvidence(view: View, records: readonly Evidenced[], budget = 3000): string {
  return runAtOnce(evidenceSteps(view, records, budget));
}

/**
 * As `renderEvidence`; yields wherever it can be interrupted.
 *
 * @param records undefined where whoever gives them has none at once
 */
export function* evidenceSteps(
  view: View,
  records: Iterable<Evidenced | undefined>,
  budget: number,
): Steps<string> {
  const told = new ToldEvidence();
  const shown: string[] = [];
  const left = { count: 0, types: new Set<Evidence['type']>() };
  let length = 0;
  yield* forEach(records, (record) => {
    if (record === undefined || !told.add(record)) return;
    const block = left.count === 0 ? renderOne(view, record) : undefined;
    if (block !== undefined && (shown.length === 0 || length + block.length <= budget)) {
      length += block.length;
      shown.push(block);
    } else {
      left.count += 1;
      left.types.add(record.evidence.type);
    }
  });
  if (left.count > 0) shown.push(renderLeft(view.language, left));
  return shown.join('\n\n');
}

const MORE = {
  quote: 'evidence.moreQuotes',
  row: 'evidence.moreRows',
  event: 'evidence.moreEvents',
} as const;

function renderLeft(
  { t }: Language,
  { count, types }: { readonly count: number; readonly types: ReadonlySet<Evidence['type']> },
): string {
  const [first, ...others] = types;
  const key = first === undefined || others.length > 0 ? 'evidence.more' : MORE[first];
  return t(key, { count });
}

/** "Facts: revision 1 (3f2a9c1d)" */
export function renderRevision({ t }: Language, { number, hash }: Revision): string {
  return t('parts.revision', { number, hash: hash.slice(0, 8) });
}
