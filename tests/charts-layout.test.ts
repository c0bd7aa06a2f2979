import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { endOfAxis, renderTick, stepOf } from '../src/replies/charts/axis.ts';
import { toBar } from '../src/replies/charts/bar.ts';
import { fitText } from '../src/replies/charts/fit-text.ts';
import { keysOf } from '../src/replies/charts/key.ts';
import { INNER, type Layout, layOut } from '../src/replies/charts/layout.ts';
import { ARROW, drawSpan, type Shape } from '../src/replies/charts/marks.ts';
import { BAR_HEIGHT, COLORS, PADDING, TEXTS, WIDTH } from '../src/replies/charts/theme.ts';
import { loadMeasure } from '../src/replies/charts/typeface.ts';
import { chartWords } from '../src/replies/charts/words.ts';
import { chart, row } from './fixtures/charts.ts';

// What is drawn and where, before anything is drawn.

const measure = loadMeasure();

/** The shapes of an amount on an axis where a million is a pixel, as "what from–to". */
function marksOf(words: string): string[] {
  const { low, high, isLowAbout, isHighAbout } = toBar(ENGLISH, parseAmount(words));
  const at = (value: number) => value / 1e6;
  const span = { zero: 0, low: at(low), high: high === undefined ? undefined : at(high) };
  return drawSpan({ ...span, isLowAbout, isHighAbout }, 0).map(describeShape);
}

function describeShape(shape: Shape): string {
  if (shape.type === 'polyline') return `line to ${shape.shape.points.at(-1)?.[0]}`;
  const { fill } = shape.style;
  const color = typeof fill === 'string' ? fill : `fading ${fill.colorStops[0]?.color}`;
  const name = color.replace(COLORS.sure, 'sure').replace(COLORS.possible, 'possible');
  return `${name} ${shape.shape.x}–${shape.shape.x + shape.shape.width}`;
}

test('“$150 million” is a solid bar and nothing else', () => {
  expect(marksOf('$150 million')).toEqual(['sure 0–150']);
});

test('“more than $23 million” is solid to 23, and an arrow says that no end is stated', () => {
  expect(marksOf('more than $23 million')).toEqual([
    `fading possible 23–${23 + ARROW}`,
    `line to ${23 + ARROW - 2}`,
    `line to ${23 + ARROW - 6}`,
    'sure 0–23',
  ]);
});

test('“up to $150 million” has nothing solid: zero is possible', () => {
  expect(marksOf('up to $150 million')).toEqual(['possible 0–149.5']);
});

test('“between $50 million and $150 million” is solid to 50 and lighter to 150', () => {
  expect(marksOf('between $50 million and $150 million')).toEqual(['possible 50–149.5', 'sure 0–50']);
});

test('“approximately $100 million” fades around 100, half gone where the figure is', () => {
  const [mark, ...others] = marksOf('approximately $100 million');
  expect(others).toEqual([]);
  expect(mark).toBe('fading sure 0–111');
});

test('a figure of zero is a mark and not an absence', () => {
  expect(marksOf('$0')).toEqual(['sure 0–2']);
});

test('the words of a bar are those of the reply, with the kind where the row does not say it', () => {
  const amount = parseAmount('more than $23 million');
  expect(toBar(ENGLISH, amount).words).toBe('more than $23 million');
  expect(toBar(ENGLISH, amount, 'approved').words).toBe('more than $23 million approved');
});

test('a bar is in whole units of its currency: yen have no cents', () => {
  expect(toBar(ENGLISH, parseAmount('¥500')).low).toBe(500);
  expect(toBar(ENGLISH, parseAmount('$500.50')).low).toBe(500.5);
});

test.each([
  [['$5 million'], []],
  [['more than $5 million'], ['sure', 'endless']],
  [['up to $5 million'], ['possible']],
  [
    ['$1', 'approximately $5 million'],
    ['sure', 'about'],
  ],
])('the marks of %j are explained: %j; plain bars need no explanation', (amounts, marks) => {
  expect(keysOf(chart([row('Ukraine', amounts)])).map(({ mark }) => mark)).toEqual(marks);
});

test.each([
  ['$23 million', 23e6],
  ['up to $150 million', 150e6],
  ['more than $23 million', 23e6],
])('the axis of %s goes on behind it', (words, figure) => {
  const end = endOfAxis({ heading: undefined, prefix: '$', rows: [row('Ukraine', [words])] }, INNER);
  const arrow = words.startsWith('more') ? ARROW : 0;
  expect((figure / end) * INNER + arrow).toBeLessThan(INNER);
  expect(figure / end).toBeGreaterThan(0.85);
});

test('two to five ticks stand on an axis, at round figures', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1e13, noNaN: true }),
      fc.integer({ min: 150, max: INNER }),
      (end, width) => {
        const step = stepOf(end, width);
        expect(Math.floor(end / step)).toBeLessThanOrEqual(5);
        expect(end / step).toBeGreaterThanOrEqual(1);
        expect(['1', '2', '2.5', '5']).toContain(
          String(Number((step / 10 ** Math.floor(Math.log10(step * 1.0001))).toPrecision(3))),
        );
      },
    ),
  );
});

test.each([
  [0, 1e7, '0'],
  [1e7, 1e7, '$10 million'],
  [2.5e9, 5e8, '$2.5 billion'],
  [5e8, 5e8, '$500 million'],
  [20_000, 10_000, '$20,000'],
])('the tick at %d, in steps of %d, reads %s', (value, step, text) => {
  expect(renderTick(value, step, '$', chartWords(ENGLISH))).toBe(text);
});

test('a text that does not fit is broken between words, and its last line ends in an ellipsis', () => {
  const fitting = { measure, style: TEXTS.name, width: 120, lines: 2 };
  const lines = fitText('Державна прикордонна служба України, східне регіональне управління', fitting);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('Державна');
  expect(lines[1]).toMatch(/^прикордонна…$|^прикордонн.*…$/);
  for (const line of lines) expect(measure(line, TEXTS.name)).toBeLessThanOrEqual(120);
  expect(fitText('Ukraine', fitting)).toEqual(['Ukraine']);
});

test('rows of one bar each take one line each from six on, and two where they are fewer', () => {
  const rows = Array.from({ length: 6 }, (_, index) => row(`Recipient ${index}`, ['$5 million']));
  const heightOf = (count: number) => layOut(chart(rows.slice(0, count)), measure).height;
  expect(heightOf(6)).toBeLessThan(heightOf(5));
});

test('a row inside another stands further in; its bar still starts at zero', () => {
  const { texts, panels } = layOut(
    chart([row('Ukraine', ['$5 million']), row('Border guard', ['$1 million'], { depth: 1 })]),
    measure,
  );
  const left = (text: string) => texts.find((placed) => placed.text === text)?.x ?? 0;
  expect(left('Border guard')).toBeGreaterThan(left('Ukraine'));
  expect(panels[0]?.left).toBe(PADDING);
});

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxesOf({ texts, panels }: Layout): Box[] {
  return [
    ...texts.map(({ text, x, y, align, width, style }) => {
      const left = align === 'left' ? x : x - width;
      return { what: text, left, right: left + width, top: y, bottom: y + style.size };
    }),
    ...panels.flatMap(({ left, width, bars }) =>
      bars.map(({ bar, y }) => {
        return { what: `the bar of ${bar.words}`, left, right: left + width, top: y, bottom: y + BAR_HEIGHT };
      }),
    ),
  ];
}

const AMOUNTS = [
  '$5 million',
  'more than $23 million',
  'up to $150 million',
  'approximately $1.2 billion',
  'between about $1,234,567.89 and about $98,765,432.10',
];
const names = fc.oneof(
  fc.constantFrom(
    'Ukraine',
    'Державна прикордонна служба України',
    'Embassy Kyiv',
    'Fund for the Reconstruction of the Energy Infrastructure of the Region of Kharkiv',
  ),
  fc
    .string({ unit: fc.constantFrom(...'abcdefgЖЩЇґW .—'), minLength: 1, maxLength: 150 })
    .filter((text) => text.trim() !== ''),
);
const rowsOfAnyShape = fc.array(
  fc.tuple(
    names,
    fc.array(fc.constantFrom(...AMOUNTS), { maxLength: 3 }),
    fc.nat(2),
    fc.option(names, { nil: undefined }),
  ),
  { minLength: 1, maxLength: 14 },
);

test('whatever a chart says, no text stands on another or on a bar, and none leaves the card', () => {
  fc.assert(
    fc.property(rowsOfAnyShape, names, fc.array(names, { maxLength: 3 }), (rows, title, notes) => {
      const drawn = rows.map(([name, amounts, depth, remark]) => row(name, amounts, { depth, remark }));
      const layout = layOut(chart(drawn, { title, subtitle: title, notes }), measure);
      const boxes = boxesOf(layout);
      for (const { left, right, top, bottom } of boxes) {
        expect(left).toBeGreaterThanOrEqual(PADDING);
        expect(right).toBeLessThanOrEqual(WIDTH - PADDING + 0.01);
        expect(top).toBeGreaterThanOrEqual(PADDING);
        expect(bottom).toBeLessThanOrEqual(layout.height - PADDING + 1);
      }
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
          const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(isApart, `“${a.what}” and “${b.what}”`).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});
