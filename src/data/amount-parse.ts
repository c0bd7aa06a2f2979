import { ParseError } from '../errors.ts';
import { type Amount, type Bound, isEmpty, type Unit, ZERO } from './amount.ts';
import { type Figure, FigureFault, type Scanned, scanFigure, toMinor } from './amount-figure.ts';
import { findCurrencyName, findCurrencySign, isNoun, isUnclearMoney } from './amount-unit.ts';

/** A figure with the words before it: "more than about $5 million". */
interface Qualified {
  readonly figure: Figure;
  readonly open: boolean;
  readonly about: boolean;
}

/** An amount whose unit is not known yet. `rest` is the noun, if any. */
interface Reading {
  readonly low: Qualified | undefined;
  readonly high: Qualified | undefined;
  readonly rest: string;
}

const ACCEPTED =
  'Write it like “$23 million”, “more than $23 million”, “up to $150 million”, “nearly $40 million”, ' +
  '“between $20 million and $25 million”, “EUR 5 million” or “approximately 300,000 meals”.';

const MAX_LENGTH = 200;

const ABOUT = starts(
  `approximately|approx\\.?|about|around|roughly|some|circa|close to|an estimated|estimated|~|≈`,
);
const NEARLY = starts('nearly|almost');
const EXACTLY = starts('exactly|a total of');
const SLIGHTLY_MORE = starts('slightly more than|just over|just above');
const SLIGHTLY_LESS = starts('slightly less than|just under|just below');
const MORE = starts('more than|over|above|greater than|in excess of|upwards of|exceeding|>(?!=)');
const AT_LEAST = starts('at least|no less than|not less than|no fewer than|not fewer than|a minimum of|≥|>=');
const LESS = starts('less than|fewer than|under|below|<(?!=)');
const AT_MOST = starts(
  'up to|at most|no more than|not more than|as much as|as many as|a maximum of|no greater than|≤|<=',
);
const UNKNOWN = /^an unknown (?:amount in ([A-Z]{3})|number(?: of (.+))?)$/;

/**
 * Reads an amount as English states it. Nothing is guessed: what is not understood is refused.
 *
 * @param text the whole amount and nothing else: "more than $23 million", "Five helicopters"
 * @throws ParseError that names what was not understood and shows what is
 */
export function parseAmount(text: string): Amount {
  const clean = normalize(text);
  if (clean === '') throw new ParseError(`The amount is empty. ${ACCEPTED}`);
  if (clean.length > MAX_LENGTH) throw refusal(`${clean.slice(0, 40)}…`, 'it is too long');
  try {
    return parseUnknown(clean) ?? resolve(readAmount(clean));
  } catch (error) {
    if (error instanceof FigureFault) throw refusal(clean, error.message, error);
    throw error;
  }
}

/** Typography only. Compatibility forms stay, so that "5½" and "5²" are refused and never become other numbers. */
function normalize(text: string): string {
  return text
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^["“”](.*)["“”]$/, '$1')
    .trim();
}

function refusal(text: string, reason: string, cause?: Error): ParseError {
  return new ParseError(`“${text}” is not understood as an amount: ${reason}. ${ACCEPTED}`, { cause });
}

function parseUnknown(text: string): Amount | undefined {
  const match = UNKNOWN.exec(text);
  if (!match) return undefined;
  const [, currency, noun = ''] = match;
  if (!currency) return { unit: thingsOf(noun), low: ZERO, high: undefined };
  if (findCurrencySign(currency)) return { unit: { type: 'money', currency }, low: ZERO, high: undefined };
  throw new FigureFault(`no currency has the code ${currency}`);
}

function readAmount(text: string): Reading {
  const rest = skip(BETWEEN, text);
  if (rest !== undefined) return readBetween(rest, 'and');
  const range = skip(FROM, text);
  if (range !== undefined) return readBetween(range, 'to');
  return readLower(text) ?? readUpper(text) ?? readShaped(text) ?? readPlain(text);
}

const BETWEEN = starts('between');
const FROM = starts('from');

function readBetween(text: string, word: 'and' | 'to'): Reading {
  const low = readFigure(text);
  const afterWord = skip(starts(word), low.rest);
  if (afterWord === undefined) throw new FigureFault(`“${word}” and a second figure are expected`);
  const high = readFigure(afterWord);
  refuseUnclearScale(low.value.figure, high.value.figure);
  return { low: low.value, high: high.value, rest: high.rest };
}

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

/** "nearly", "slightly more than" and the like: one figure with a side. */
function readShaped(text: string): Reading | undefined {
  const shapes: readonly (readonly [RegExp, Partial<Qualified>, Partial<Qualified>])[] = [
    [NEARLY, { about: true }, {}],
    [SLIGHTLY_MORE, { open: true }, { about: true }],
    [SLIGHTLY_LESS, { about: true }, { open: true }],
    [EXACTLY, {}, {}],
  ];
  for (const [words, low, high] of shapes) {
    const after = skip(words, text);
    if (after === undefined) continue;
    const { figure, rest } = expectFigure(after);
    const plain = { figure, open: false, about: false };
    return { low: { ...plain, ...low }, high: { ...plain, ...high }, rest };
  }
  return undefined;
}

function readPlain(text: string): Reading {
  const first = readFigure(text);
  const second = readRangeEnd(first.rest);
  if (second) {
    const low = second.isDash ? shareScale(first.value.figure, second.figure) : first.value.figure;
    if (!second.isDash) refuseUnclearScale(low, second.figure);
    const { open, about } = first.value;
    return {
      low: { figure: low, open, about },
      high: { figure: second.figure, open, about },
      rest: second.rest,
    };
  }
  const { value, rest } = first;
  const tails: readonly (readonly [RegExp, Qualified | undefined, Qualified | undefined])[] = [
    [starts('or slightly more'), value, { ...value, about: true }],
    [starts('or more'), value, undefined],
    [starts('or less|or fewer'), undefined, value],
  ];
  for (const [words, low, high] of tails) {
    const after = value.about ? undefined : skip(words, rest);
    if (after !== undefined) return { low, high, rest: after };
  }
  return { low: value, high: value, rest };
}

function readRangeEnd(text: string): { figure: Figure; rest: string; isDash: boolean } | undefined {
  const after = /^(?:- ?(?=[^\p{L}]|[A-Z]{1,3}[$ \d])|to (?=\P{L}|[A-Z]{1,3}[$ \d]|\p{L}+ ))/u.exec(text);
  if (!after) return undefined;
  const scanned = scanFigure(text.slice(after[0].length));
  return scanned && { figure: scanned.value, rest: scanned.rest, isDash: text.startsWith('-') };
}

function readFigure(text: string): Scanned<Qualified> {
  const afterAbout = skip(ABOUT, text);
  const { figure, rest } = expectFigure(afterAbout ?? text);
  return { value: { figure, open: false, about: afterAbout !== undefined }, rest };
}

function expectFigure(text: string): { figure: Figure; rest: string } {
  const scanned = scanFigure(text);
  if (!scanned)
    throw new FigureFault(text === '' ? 'a figure is missing' : `“${text}” does not begin with a figure`);
  return { figure: scanned.value, rest: scanned.rest };
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

function resolve({ low, high, rest }: Reading): Amount {
  const figures = [low, high].flatMap((end) => (end ? [end.figure] : []));
  const unit = unitOf(figures, rest);
  const lowBound = low ? boundOf(low, unit) : ZERO;
  const highBound = high && boundOf(high, unit);
  if (isEmpty(lowBound, highBound)) throw new FigureFault('its lower end is not below its upper end');
  return { unit, low: lowBound, high: highBound };
}

function unitOf(figures: readonly Figure[], rest: string): Unit {
  const currencies = [...new Set(figures.flatMap(({ currency }) => currency ?? []))];
  if (currencies.length > 1) throw new FigureFault(`it names both ${currencies.join(' and ')}`);
  const [currency] = currencies;
  if (currency && rest !== '') throw new FigureFault(`“${rest}” after the figure is not understood`);
  if (currency) return { type: 'money', currency };
  if (isUnclearMoney(rest))
    throw new FigureFault(
      `“${rest}” may be money of several countries; write its code, as in “GBP 5 million”`,
    );
  const isLetterUnclear = figures.some(({ letter }) => letter && (rest === '' || letter.startsWith(' ')));
  if (isLetterUnclear)
    throw new FigureFault('the letter after the number is unclear; write “thousand”, “million” or “billion”');
  return thingsOf(rest);
}

function thingsOf(noun: string): Unit {
  if (isNoun(noun)) return { type: 'things', noun };
  const money = findCurrencySign(noun) ?? findCurrencyName(noun);
  throw new FigureFault(
    `“${noun}” after the figure is not understood${money ? ` (is it ${money.code}?)` : ''}`,
  );
}

function boundOf({ figure, open, about }: Qualified, unit: Unit): Bound {
  return { minor: toMinor(figure, unit), open, about };
}

function starts(words: string): RegExp {
  return new RegExp(`^(?:${words})(?![\\p{L}]) ?`, 'iu');
}

function skip(words: RegExp, text: string): string | undefined {
  const match = words.exec(text);
  return match ? text.slice(match[0].length) : undefined;
}
