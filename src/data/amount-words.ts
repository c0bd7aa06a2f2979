import { type Figure, FigureFault, type Scanned, scanFigure } from './amount-figure.ts';

/** A figure with the words before it: "more than about $5 million". */
export interface Qualified {
  readonly figure: Figure;
  readonly open: boolean;
  readonly about: boolean;
}

/**
 * An amount whose unit is not known yet. `rest` is the noun, if any. An absent end is one that is not stated.
 */
export interface Reading {
  readonly low: Qualified | undefined;
  readonly high: Qualified | undefined;
  readonly rest: string;
}

const BETWEEN = starts('between');
const FROM = starts('from');
/** Says nothing of how sure or how much a figure is: "up to an aggregate value of $350 million", "nearly another $5 million". */
const PLAIN = starts(
  '(?:an? )?(?:additional|further)|another|in the amount of|' +
    '(?:an?|the) (?:total|combined total|aggregate|sum|amount|equivalent|value)(?: value| amount)? of',
);
const ABOUT = starts(
  'approximately|approx\\.?|about|around|roughly|some|circa|ca?\\.|close to|an estimated|estimated(?: at)?|' +
    '[io]n the order of|~|≈',
);
const MORE = starts(
  '(?:well )?(?:more than|over|above|in excess of)|greater than|upwards? of|exceeding|>(?!=)',
);
const AT_LEAST = starts(
  'at least|(?:no|not) (?:less|fewer) than|not below|a minimum (?:value )?of|a floor of|≥|>=',
);
const LESS = starts('(?:well )?(?:less than|fewer than|under|below)|<(?!=)');
const AT_MOST = starts(
  'up to(?:,? (?:and including|but not exceeding),?| a (?:maximum|ceiling|limit|cap) of)?|at most|' +
    '(?:no|not) (?:more|greater|higher) than|as (?:much|many|high) as|not (?:to exceed|exceeding|in excess of)|' +
    '(?:(?:the|a) )?(?:maximum|ceiling|cap|limit) (?:value )?of|capped at|limited to|≤|<=',
);

/** Where another figure follows, the words before it are most likely that one's. */
const NO_FIGURE = '(?!,? ?[\\p{Sc}\\d])';
const OR_SLIGHTLY_MORE = ends('or slightly more');
const OR_MORE = ends(
  `or (?:more|greater|above)|if not more|-plus|(?:at least|at (?:a|the) minimum|\\+)${NO_FIGURE}`,
);
const OR_LESS = ends(`or (?:less|fewer|below)|(?:at most|at (?:the most|a maximum))${NO_FIGURE}`);
const OR_SO = ends('or so|or thereabouts|more or less|give or take');

/** Words before one figure that give it a side, and what they say of its low and its high end. */
const SHAPES: readonly (readonly [RegExp, Partial<Qualified>, Partial<Qualified>])[] = [
  [starts('nearly|almost|approaching|nearing'), { about: true }, {}],
  [starts('(?:slightly|just|a little|little) (?:more than|over|above)'), { open: true }, { about: true }],
  [
    starts('(?:slightly|just|a little) (?:less than|under|below)|just s(?:hy|hort) of'),
    { about: true },
    { open: true },
  ],
  [starts('exactly|precisely'), {}, {}],
];

/**
 * Reads the wording of an amount: which figures, on which side, and how sure.
 *
 * @throws FigureFault
 */
export function readAmount(text: string): Reading {
  const afterPlain = skip(PLAIN, text);
  if (afterPlain !== undefined) return readAmount(afterPlain);
  const between = skip(BETWEEN, text);
  if (between !== undefined) return readBetween(between, 'and');
  const from = skip(FROM, text);
  if (from !== undefined) return readBetween(from, 'to');
  return readLower(text) ?? readUpper(text) ?? readShaped(text) ?? readRange(text) ?? readSingle(text);
}

function readBetween(text: string, word: 'and' | 'to'): Reading {
  const low = readFigure(text);
  const afterWord = skip(starts(word), low.rest);
  if (afterWord === undefined) throw new FigureFault(`“${word}” and a second figure are expected`);
  const high = readFigure(afterWord);
  refuseUnclearScale(low.value.figure, high.value.figure);
  return { low: low.value, high: high.value, rest: high.rest };
}

/** A lower bound, and an upper one if it follows: "at least $5 million and less than $6 million". */
function readLower(text: string): Reading | undefined {
  const low = readBound(text, MORE, AT_LEAST);
  if (!low) return undefined;
  const joined = skip(starts('and|but'), low.rest);
  const high = joined === undefined ? undefined : readBound(joined, LESS, AT_MOST);
  if (!high) return { low: low.value, high: undefined, rest: low.rest };
  refuseUnclearScale(low.value.figure, high.value.figure);
  return { low: low.value, high: high.value, rest: high.rest };
}

function readUpper(text: string): Reading | undefined {
  const high = readBound(text, LESS, AT_MOST);
  return high && { low: undefined, high: high.value, rest: high.rest };
}

function readBound(text: string, opening: RegExp, closing: RegExp): Scanned<Qualified> | undefined {
  const opened = skip(opening, text);
  const after = opened ?? skip(closing, text);
  if (after === undefined) return undefined;
  const { value, rest } = readFigure(after);
  return { value: { ...value, open: opened !== undefined }, rest };
}

function readShaped(text: string): Reading | undefined {
  for (const [words, low, high] of SHAPES) {
    const after = skip(words, text);
    if (after === undefined) continue;
    const { value: figure, rest } = expectFigure(after);
    const plain = { figure, open: false, about: false };
    return { low: { ...plain, ...low }, high: { ...plain, ...high }, rest };
  }
  return undefined;
}

/** "$20-25 million", "$20 million to $25 million". Words before the first figure hold for both. */
function readRange(text: string): Reading | undefined {
  const first = readFigure(text);
  const joint = /^(?:- ?|to )/i.exec(first.rest)?.[0];
  const second = joint === undefined ? undefined : scanFigure(first.rest.slice(joint.length));
  if (joint === undefined || !second) return undefined;
  const isDash = joint.startsWith('-');
  const low = isDash ? shareScale(first.value.figure, second.value) : first.value.figure;
  if (!isDash) refuseUnclearScale(low, second.value);
  return {
    low: { ...first.value, figure: low },
    high: { ...first.value, figure: second.value },
    rest: second.rest,
  };
}

/** One figure, with "or more" and the like behind it. */
function readSingle(text: string): Reading {
  const { value, rest } = readFigure(text);
  const about = { ...value, about: true };
  const tails: readonly (readonly [RegExp, Qualified | undefined, Qualified | undefined])[] = [
    [OR_SLIGHTLY_MORE, value, about],
    [OR_MORE, value, undefined],
    [OR_LESS, undefined, value],
    [OR_SO, about, about],
  ];
  for (const [words, low, high] of tails) {
    const after = value.about ? undefined : skip(words, rest);
    if (after !== undefined) return { low, high, rest: after };
  }
  return { low: value, high: value, rest };
}

function readFigure(text: string): Scanned<Qualified> {
  const afterPlain = skip(PLAIN, text) ?? text;
  const afterAbout = skip(ABOUT, afterPlain);
  const { value: figure, rest } = expectFigure(afterAbout ?? afterPlain);
  return { value: { figure, open: false, about: afterAbout !== undefined }, rest };
}

function expectFigure(text: string): Scanned<Figure> {
  const scanned = scanFigure(skip(PLAIN, text) ?? text);
  if (scanned) return scanned;
  throw new FigureFault(text === '' ? 'a figure is missing' : `“${text}” does not begin with a figure`);
}

/** "$20-25 million" means 20 million; "$500,000-1 million" cannot; of "$900-1.2 million" nobody knows. */
function shareScale(low: Figure, high: Figure): Figure {
  if (mayShareScale(low, high)) return { ...low, scale: high.scale, letter: high.letter };
  const isSmall = low.coefficient < 1000n * 10n ** BigInt(low.decimals);
  if (low.scale === 1n && high.scale !== 1n && low.coefficient > 0n && isSmall) throw unclearScale(low, high);
  return low;
}

function refuseUnclearScale(low: Figure, high: Figure): void {
  if (mayShareScale(low, high)) throw unclearScale(low, high);
}

function unclearScale(low: Figure, high: Figure): FigureFault {
  return new FigureFault(
    `whether “${low.written}” is meant in the scale of “${high.written}” is unclear; write both in full`,
  );
}

function mayShareScale(low: Figure, high: Figure): boolean {
  if (low.scale !== 1n || high.scale === 1n || low.coefficient === 0n) return false;
  return low.coefficient * 10n ** BigInt(high.decimals) <= high.coefficient * 10n ** BigInt(low.decimals);
}

function starts(words: string): RegExp {
  return new RegExp(`^(?:${words})(?![\\p{L}]) ?`, 'iu');
}

/** Words behind a figure. */
function ends(words: string): RegExp {
  return new RegExp(`^,? ?(?:${words})(?![\\p{L}]) ?`, 'iu');
}

function skip(words: RegExp, text: string): string | undefined {
  const match = words.exec(text);
  return match ? text.slice(match[0].length) : undefined;
}
