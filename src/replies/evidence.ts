import type { Evidence, Facts, Revision, Source } from '../data/facts.ts';
import { renderDay } from './dates.ts';
import { counted, literal } from './markdown.ts';

/** Whatever rests on a sentence: a fact or an item of one. */
export interface Evidenced {
  readonly sourceId: string;
  readonly evidence: Evidence;
}

/** "— [title](link), publisher, date (lines 2, 6)" */
export function renderAttribution(source: Source, lines?: Evidence['lines']): string {
  const title =
    source.url === undefined
      ? `*${literal(source.title)}*`
      : `[${literal(source.title)}](<${new URL(source.url).href}>)`;
  const place = lines === undefined ? '' : ` (${renderLineNumbers(lines)})`;
  return `— ${title}, ${literal(source.publisher)}, ${renderDay(source.published)}${place}`;
}

/** "line 2", "lines 2, 6": where the passages of a quote begin in the source's text. */
export function renderLineNumbers(lines: Evidence['lines']): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}

// A sentence looks the same in every answer, and its escaping is what an answer costs most.
const rendered = new WeakMap<Evidence, string>();

function renderQuote(facts: Facts, { sourceId, evidence }: Evidenced): string {
  const known = rendered.get(evidence);
  if (known !== undefined) return known;
  const quote = literal(evidence.quote.trim()).replace(/\s*\n\s*/g, ' ');
  const block = `> ${quote}\n${renderAttribution(facts.getSource(sourceId), evidence.lines)}`;
  rendered.set(evidence, block);
  return block;
}

/**
 * The sentences behind an answer as block quotes, each once, each with its source, publisher, date and link.
 *
 * @param budget characters; what does not fit is counted, never cut
 */
export function renderEvidence(facts: Facts, records: readonly Evidenced[], budget = 3000): string {
  const quotes = new Map<string, string>();
  for (const record of records) {
    quotes.set(`${record.sourceId} ${record.evidence.quote}`, renderQuote(facts, record));
  }
  const shown: string[] = [];
  let length = 0;
  for (const quote of quotes.values()) {
    if (shown.length > 0 && length + quote.length > budget) break;
    length += quote.length;
    shown.push(quote);
  }
  const left = quotes.size - shown.length;
  if (left > 0) shown.push(`*${counted(left, 'more sentence')} behind this: open each fact to read it.*`);
  return shown.join('\n\n');
}

/** "Facts: revision 1 (3f2a9c1d)" */
export function renderRevision({ number, hash }: Revision): string {
  return `Facts: revision ${number} (${hash.slice(0, 8)})`;
}
