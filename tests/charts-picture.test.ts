import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chart, Picture } from '../src/replies/charts/chart.ts';
import { drawPicture, drawSvg } from '../src/replies/charts/draw.ts';
import { ChartDrawer } from '../src/replies/charts/drawer.ts';
import { FontMetrics } from '../src/replies/charts/font-metrics.ts';
import { COLORS, TEXTS, WIDTH } from '../src/replies/charts/theme.ts';
import { FONT_FILES, loadMeasure } from '../src/replies/charts/typeface.ts';
import { chart, row } from './fixtures/charts.ts';
import { type Pixels, readPng } from './fixtures/png.ts';

const UKRAINE = chart([
  row('Україна', ['more than $23 million']),
  row('Грузія', ['up to $20 million']),
  row('Молдова', [], { remark: 'No amount published (trucks)' }),
]);

let picture: Picture;
let pixels: Pixels;

beforeAll(() => {
  picture = drawPicture(UKRAINE);
  pixels = readPng(picture.png);
});

/** How many pixels have the color, among one in four. */
function count({ width, height, at }: Pixels, color: string): number {
  let found = 0;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) if (at(x, y) === `${color}ff`) found++;
  }
  return found;
}

test('the picture is a PNG, twice as wide as it is drawn, so that its texts are sharp', () => {
  expect([pixels.width, pixels.height]).toEqual([picture.width, picture.height]);
  expect(pixels.width).toBe(WIDTH * 2);
  expect(pixels.height).toBeGreaterThan(400);
});

test('a tall picture has fewer pixels: Discord shows it smaller, and each has its price', () => {
  const rows = Array.from({ length: 40 }, (_, index) => row(`Month ${index}`, ['$5 million']));
  expect(drawPicture(chart(rows)).width).toBe(WIDTH * 1.5);
});

test('it is a light card with round, transparent corners: it stands on Discord’s dark and light themes', () => {
  expect(pixels.at(0, 0)).toBe('#00000000');
  expect(pixels.at(pixels.width - 1, pixels.height - 1)).toBe('#00000000');
  expect(pixels.at(pixels.width / 2, 8)).toBe(`${COLORS.ground}ff`);
});

test('what is sure is drawn solid, what is possible lighter, and texts in ink', () => {
  const { sure, possible, ink } = COLORS;
  const [ofSure = 0, ofPossible = 0, ofInk = 0] = [sure, possible, ink].map((color) => count(pixels, color));
  // A bar of 23 out of some 25 million, 13 high, and one of 20; a text has few pixels that are wholly ink.
  expect(ofSure).toBeGreaterThan(4000);
  expect(ofPossible).toBeGreaterThan(3000);
  expect(ofInk).toBeGreaterThan(300);
});

/** As wide as resvg draws it. The strokes around it are there so that white space at its ends counts too. */
function drawnWidth(text: string, size: number, weight: number): number {
  const font = { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: 'Inter' };
  const [whole = 0, strokes = 0] = [`|${text}|`, '||'].map((shown) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"><text x="10" y="20" font-family="Inter" font-size="${size}" font-weight="${weight}">${shown}</text></svg>`;
    return new Resvg(svg, { font }).getBBox()?.width;
  });
  return whole - strokes;
}

test.each([
  'between $150 million and $2.3 billion',
  'Державна прикордонна служба України',
  'Ґанок, Єдність, Їжак',
])('“%s” is drawn as wide as it was measured: what was fitted fits', (text) => {
  const measure = loadMeasure();
  for (const [style, weight] of [
    [TEXTS.words, 400],
    [TEXTS.name, 600],
  ] as const) {
    const ratio = drawnWidth(text, style.size, weight) / measure(text, style);
    expect(ratio).toBeGreaterThan(0.97);
    expect(ratio).toBeLessThan(1.01);
  }
});

test('the shipped fonts have every letter of English and Ukrainian, and what amounts are written with', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz' + 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' + 'ёъыэўђјљњћџ';
  for (const path of FONT_FILES) {
    const font = FontMetrics.read(path);
    const needed = [...letters, ...letters.toUpperCase(), ...'0123456789.,;:()“”‘’«»–—…·№$€£¥₴&%/+'];
    expect(needed.filter((letter) => !font.has(letter))).toEqual([]);
  }
});

test('a name full of markup is drawn as it is', () => {
  const { svg } = drawSvg(chart([row('<b>R&D</b> "fund"', ['$5 million'])]));
  expect(svg).toContain('&lt;b&gt;R&amp;D&lt;/b&gt;');
  expect(svg).not.toContain('<b>');
});

test('one chart is the same picture every time', () => {
  expect(Buffer.compare(drawPicture(UKRAINE).png, picture.png)).toBe(0);
});

const drawer = new ChartDrawer({ idleMs: 50 });
afterAll(() => drawer.stop());

test('the thread that draws starts with the first chart, ends when idle, and starts again', async () => {
  expect(drawer.isAwake).toBe(false);
  for (const name of ['first', 'second']) {
    const drawn = await drawer.draw(chart([row(name, ['$5 million'])]));
    expect(readPng(drawn.png).width).toBe(WIDTH * 2);
    expect(drawer.isAwake).toBe(true);
    await expect.poll(() => drawer.isAwake).toBe(false);
  }
});

test('charts asked for at once are each drawn, the same one once', async () => {
  const other = chart([row('Грузія', ['$5 million'])]);
  const [first, again, second] = [drawer.draw(UKRAINE), drawer.draw(UKRAINE), drawer.draw(other)];
  expect(again).toBe(first);
  expect(Buffer.compare((await first).png, picture.png)).toBe(0);
  expect((await second).height).not.toBe(picture.height);
});

test('a chart that cannot be drawn fails alone', async () => {
  const broken: Chart = JSON.parse('{ "title": "no panels" }');
  const [failed, drawn] = await Promise.allSettled([
    drawer.draw(broken),
    drawer.draw(chart([row('Молдова', ['$1'])])),
  ]);
  expect(failed.status).toBe('rejected');
  expect(drawn.status).toBe('fulfilled');
});

test('a drawing under way is given up when the bot stops', async () => {
  const stopping = new ChartDrawer();
  const drawing = stopping.draw(UKRAINE);
  const given = expect(drawing).rejects.toThrow('The bot stops');
  await stopping.stop();
  await given;
});
