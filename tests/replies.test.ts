import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../src/data/evidence-words.ts';
import type { Facts } from '../src/data/facts.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { customId, parseCustomId, splitArgs } from '../src/replies/custom-id.ts';
import { renderEvidence } from '../src/replies/evidence.ts';
import { emphasize, literal } from '../src/replies/markdown.ts';
import { renderMenu } from '../src/replies/menu.ts';
import { findLongId, shortId } from '../src/replies/short-id.ts';
import { assistance, engagement, factsOf } from './fixtures/facts.ts';

const view = (facts: Facts) => ({ facts, language: ENGLISH });

test.each([
  ['**bold** and _italic_', '\\*\\*bold\\*\\* and \\_italic\\_'],
  ['# heading', '\\# heading'],
  ['[words](https://evil.example)', '\\[words\\](https://evil.example)'],
  [
    '<@123> <@&1> <#2> <t:1:F> </total:1> <:smile:1> <a:wave:2>',
    '\\<@123> \\<@&1> \\<#2> \\<t:1:F> \\</total:1> \\<:smile:1> \\<a:wave:2>',
  ],
  ['||spoiler|| ~~struck~~ `code`', '\\|\\|spoiler\\|\\| \\~\\~struck\\~\\~ \\`code\\`'],
])('%j is shown as it is', (text, expected) => {
  expect(literal(text)).toBe(expected);
});

test('a quote mark at the start of a line does not become a block quote', () => {
  expect(literal('> not ours')).toBe('\\> not ours');
});

test('what matched is bold, and the rest is literal', () => {
  expect(emphasize('night_vision goggles', [[13, 20]])).toBe('night\\_vision **goggles**');
});

test('what matched inside brackets does not open a link', () => {
  expect(emphasize('[click](https://evil.example)', [[1, 6]])).toBe('\\[**click**\\](https://evil.example)');
});

test('a custom id gives back its parts, with colons in the free text at its end', () => {
  const id = customId('meetings', 'page', '2', 'all', '', 'talks: Kyiv');
  expect(parseCustomId(id)).toEqual({ command: 'meetings', action: 'page', rest: '2:all::talks: Kyiv' });
  expect(splitArgs('2:all::talks: Kyiv', 4)).toEqual(['2', 'all', '', 'talks: Kyiv']);
  expect(splitArgs('2', 4)).toEqual(['2', '', '', '']);
});

test('an id of any length has a short form of at most 72 characters that leads back to it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 20 }),
      (ids) => {
        for (const id of ids) {
          const short = shortId(id);
          expect(short.length).toBeLessThanOrEqual(72);
          if (short !== id) expect(findLongId(ids, short)).toBe(id);
        }
      },
    ),
  );
});

test('a menu of no options is no row, and two options of one value are one', () => {
  expect(renderMenu('x', 'Choose', [])).toEqual([]);
  const option = { label: 'trucks', value: 'a' };
  expect(renderMenu('x', 'Choose', [option, option])[0]?.components[0]).toMatchObject({ options: [option] });
});

test('a quote names the line of each of its passages', () => {
  const of = (lines: [number, ...number[]]) =>
    assistance({ id: 'sheet/aid', evidence: { type: 'quote', quote: 'This includes: … shelters', lines } });
  const facts = factsOf({ assistance: [of([2])] });
  expect(renderEvidence(view(facts), [of([2])])).toMatch(/ \(line 2\)$/);
  expect(renderEvidence(view(facts), [of([2, 6])])).toMatch(/ \(lines 2, 6\)$/);
});

test('a row is shown with its cells that hold something, and with its number and file', () => {
  const cells = [
    { column: 'Country', value: 'Ukraine' },
    { column: 'Note', value: ' ' },
    { column: 'Amount', value: '*1,000*\n[x](y)' },
  ];
  const row = assistance({
    id: 'aid/2',
    evidence: { type: 'row', file: 'table.csv', row: 2, cells, url: undefined },
  });
  const facts = factsOf({ assistance: [row] });
  expect(renderEvidence(view(facts), [row, row])).toBe(
    '> **Country:** Ukraine · **Amount:** \\*1,000\\* \\[x\\](y)\n— *aid*, The White House, 4 June 2014 (row 2 of table.csv)',
  );
  expect(wordsOf(row.evidence)).toBe('Country: Ukraine; Amount: *1,000*\n[x](y)');
});

test('an event is shown by its own lines, with its place in the file and its UID in small print', () => {
  const lines = ['SUMMARY:Talks', 'DTSTART:20140604T100000Z'];
  const talks = engagement({
    id: 'cal/talks',
    evidence: { type: 'event', file: 'calendar.ics', uid: 'a@b', line: 7, lines },
  });
  expect(renderEvidence(view(factsOf({ engagements: [talks] })), [talks])).toBe(
    '> SUMMARY:Talks\n> DTSTART:20140604T100000Z\n-# UID a@b\n— *cal*, The White House, 4 June 2014 (line 7 of calendar.ics)',
  );
});

test('what does not fit behind an answer is counted by what it is', () => {
  const row = (number: number) =>
    assistance({
      id: `aid/${number}`,
      evidence: {
        type: 'row',
        file: 'table.csv',
        row: number,
        cells: [{ column: 'A', value: 'x'.repeat(150) }],
        url: undefined,
      },
    });
  const rows = [2, 3, 4].map(row);
  expect(renderEvidence(view(factsOf({ assistance: rows })), rows, 200)).toMatch(
    /\*2 more rows behind this:/,
  );
});
