import { expect, test } from 'vitest';
import { readYaml } from '../src/data/formats/yaml.ts';

function faultsOf(text: string) {
  const reading = readYaml(text);
  return reading.ok ? [] : reading.faults;
}

test('dates stay text, years are numbers, and yes and no are words', () => {
  const reading = readYaml(
    'published: 2014-06-04\nwhen: 2014\nanswer: yes\nmonth: 2014-03\nrange: 2014-03/..\n',
  );
  expect(reading).toMatchObject({
    value: { published: '2014-06-04', when: 2014, answer: 'yes', month: '2014-03', range: '2014-03/..' },
  });
});

test.each([
  [
    'a tab in the indentation',
    'source:\n  title: x\n\tpublisher: y\n',
    { line: 3, column: 1, remedy: 'indent with spaces' },
  ],
  ['a key given twice', 'a: 1\nb: 2\na: 3\n', { line: 3, column: 1, remedy: 'keep one of the two' }],
  [
    'a colon in text without quotation marks',
    'quote: This assistance includes: a new tranche\n',
    { line: 1, column: 8 },
  ],
  ['a list that is not closed', 'aliases: [FMF, CTR\n', { problem: expect.stringContaining('not YAML') }],
  ['a text that is not closed', 'title: "x\n', { problem: expect.stringContaining('not YAML') }],
  [
    'a tag',
    'a: 1\nb: !!timestamp 2014-06-04\n',
    { line: 2, column: 4, remedy: expect.stringContaining('remove the tag') },
  ],
  [
    'a second document',
    'a: 1\n---\nb: 2\n',
    { line: 2, problem: expect.stringContaining('several documents') },
  ],
  ['a list as a key', '? [a]\n: b\n', { problem: expect.stringContaining('keys must be strings') }],
  [
    'an alias to nothing',
    'a: 1\nb: *nothing\n',
    {
      line: 2,
      column: 4,
      problem: expect.stringContaining('*nothing cannot be followed: nothing has that name'),
    },
  ],
  ['a reserved character', 'a: @b\n', { line: 1, column: 4 }],
])('%s is a fault with its place and what to do', (_, text, fault) => {
  expect(faultsOf(text)).toEqual([expect.objectContaining(fault)]);
});

const RECORDS = `assistance:
  - id: a
    title: A
    items:
      - name: b
    quote: >-
      words
      and words
  - id: c
    title: C
parties:
  - name: D
`;

test.each([
  ['a key', '    title: A', '\ttitle: A', 3],
  ['the key of a list', '    items:', '  \titems:', 4],
  ['a list', '      - name', '\t- name', 5],
  ['a text below >-', '      words', '\twords', 7],
  ['a record', '  - id: c', '\t- id: c', 9],
])('one tab before %s is one fault, without what follows from it', (_, line, tabbed, at) => {
  expect(faultsOf(RECORDS.replace(line, tabbed))).toEqual([
    {
      line: at,
      column: tabbed.indexOf('\t') + 1,
      problem: 'is not YAML: tabs are not allowed as indentation',
      remedy: 'indent with spaces',
    },
  ]);
});

test('what is wrong before the first tab, or where the tabs are in order, is named', () => {
  expect(faultsOf(`x: @b\n${RECORDS.replace('    title', '\ttitle')}`).map(({ line }) => line)).toEqual([
    1, 4,
  ]);
  const inText = 'title: "words\n \tand words"\nnote: x\nurl: y\nquote: @b\n';
  expect(faultsOf(inText)).toEqual([expect.objectContaining({ line: 5 })]);
});

test('every line with a tab is named', () => {
  expect(faultsOf('a:\n\tb: 1\n\tc: 2\n').map(({ line }) => line)).toEqual([2, 3]);
});

test('a tab between a key and its value is no fault', () => {
  expect(readYaml('a:\t1\n')).toMatchObject({ ok: true, value: { a: 1 } });
});

test('anchors and aliases may repeat a value', () => {
  expect(readYaml('a: &guard State Border Guard Service\nb: *guard\n')).toMatchObject({
    value: { a: 'State Border Guard Service', b: 'State Border Guard Service' },
  });
});

test('aliases that multiply to 10 million values are refused before they are built', () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg']) {
    levels.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`);
  }
  expect(faultsOf(levels.join('\n'))).toEqual([
    expect.objectContaining({ line: 2, problem: expect.stringContaining('repeat more than 100 values') }),
  ]);
});

test('a file of twenty thousand aliases is refused at the first too many', () => {
  expect(faultsOf(`a: &a x\nb:\n${'  - *a\n'.repeat(20_000)}`)).toEqual([
    expect.objectContaining({ line: 1003, column: 5, problem: expect.stringContaining('more than 1000') }),
  ]);
});

test('an alias inside what it stands for is a fault', () => {
  expect(faultsOf('a: 1\nb: &b [{ c: *b }]\n')).toEqual([expect.objectContaining({ line: 2, column: 13 })]);
});

test.each(['[', '{a: ', '- ', '? '])(
  'nesting with “%s” ten thousand deep is a fault, not a crash',
  (open) => {
    expect(faultsOf(open.repeat(10_000)).length).toBeGreaterThan(0);
  },
);

test('an empty file is nothing, and a comment alone too', () => {
  expect(readYaml('')).toMatchObject({ ok: true, value: null });
  expect(readYaml('# facts\n')).toMatchObject({ ok: true, value: null });
});

test('values and keys are found by path: in lists, in braces, behind aliases, and where the value is empty', () => {
  const reading = readYaml('a:\n  - b: 1\n    c:\n  - &x { d: 2, e: [1, 2] }\nf: *x\n');
  if (!reading.ok) throw new Error('not read');
  const { places } = reading;
  expect(places.valueAt(['a', 0, 'b'])).toEqual({ line: 2, column: 8 });
  expect(places.keyAt(['a', 0, 'b'])).toEqual({ line: 2, column: 5 });
  expect(places.valueAt(['a', 0, 'c'])).toEqual({ line: 3, column: 5 });
  expect(places.valueAt(['a', 1, 'e', 1])).toEqual({ line: 4, column: 23 });
  expect(places.valueAt(['f', 'd'])).toEqual({ line: 4, column: 13 });
});

test('a path that leads nowhere gives the place of what is nearest above it', () => {
  const reading = readYaml('a:\n  - b: 1\n');
  if (!reading.ok) throw new Error('not read');
  expect(reading.places.valueAt(['a', 0, 'missing'])).toEqual({ line: 2, column: 5 });
  expect(reading.places.valueAt(['missing'])).toEqual({ line: 1, column: 1 });
});

test('a key given twice is a fault at the second, also among 20,000 keys, in brackets and in a mapping inside', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `key${at}: 1`).join('\n');
  const faultsIn = (text: string) => {
    const reading = readYaml(text);
    return reading.ok ? [] : reading.faults.map(({ line, column, problem }) => [line, column, problem]);
  };
  const problem = 'is not YAML: map keys must be unique';
  expect(faultsIn(many)).toEqual([]);
  expect(faultsIn(`${many}\nkey7: 2`)).toEqual([[20_001, 1, problem]]);
  expect(faultsIn('a: { b: 1, b: 2 }')).toEqual([[1, 12, problem]]);
  expect(faultsIn('a:\n  - c: 1\n    c: 2')).toEqual([[3, 5, problem]]);
});
