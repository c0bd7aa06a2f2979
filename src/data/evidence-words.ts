import type { Evidence } from './records.ts';

/** What a fact rests on, in the source's own words and without any formatting. */
export function wordsOf(evidence: Evidence): string {
  if (evidence.type === 'quote') return evidence.quote;
  if (evidence.type === 'event') return evidence.lines.join('\n');
  const filled = evidence.cells.filter(({ value }) => value.trim() !== '');
  return filled.map(({ column, value }) => `${column}: ${value}`).join('; ');
}

/** Where in its source it stands: “lines 2, 6”, “row 12 of table.csv”, “line 34 of calendar.ics”. */
export function placeOf(evidence: Evidence): string {
  if (evidence.type === 'row') return `row ${evidence.row} of ${evidence.file}`;
  if (evidence.type === 'event') return `line ${evidence.line} of ${evidence.file}`;
  return `${evidence.lines.length === 1 ? 'line' : 'lines'} ${evidence.lines.join(', ')}`;
}
