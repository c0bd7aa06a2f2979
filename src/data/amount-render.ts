import { type Amount, type Bound, sameBound, type Unit, ZERO } from './amount.ts';
import { exponentOf, symbolOf } from './amount-unit.ts';

export interface AmountOptions {
  /** `words` (the default) writes “$2.85 billion” where that is exact; `digits` writes “$2,850,000,000”. */
  readonly figures?: 'words' | 'digits';
}

/** Largest first, by their zeros. Three decimals of each are shown at most, and only where nothing is lost. */
const SCALES = [12, 9, 6] as const;
export type Scale = (typeof SCALES)[number];
const SCALE_DECIMALS = 3;

/** How a language words an amount. Those that stand before a figure end before its space. */
export interface AmountWords {
  /** A figure of the unit without its noun, never below zero: “$23 million”. `scale`: its zeros that a word stands for. */
  readonly figure: (digits: string, unit: Unit, scale?: Scale) => string;
  readonly unknown: (unit: Unit) => string;
  readonly moreThan: string;
  readonly atLeast: string;
  readonly lessThan: string;
  readonly upTo: string;
  readonly atMost: string;
  readonly about: string;
  readonly approximately: string;
  readonly nearly: string;
  readonly slightlyLessThan: string;
  readonly slightlyMoreThan: string;
  readonly orSlightlyMore: (figure: string) => string;
  readonly both: (lower: string, upper: string) => string;
  readonly between: (low: string, high: string) => string;
}

const SCALE_WORDS: Readonly<Record<Scale, string>> = { 12: 'trillion', 9: 'billion', 6: 'million' };

const ENGLISH: AmountWords = {
  figure: (digits, unit, scale) => {
    const number = scale === undefined ? digits : `${digits} ${SCALE_WORDS[scale]}`;
    if (unit.type === 'things') return number;
    const symbol = symbolOf(unit.currency);
    return symbol ? `${symbol}${number}` : `${unit.currency} ${number}`;
  },
  unknown: (unit) => {
    if (unit.type === 'money') return `an unknown amount in ${unit.currency}`;
    return unit.noun ? `an unknown number of ${unit.noun}` : 'an unknown number';
  },
  moreThan: 'more than',
  atLeast: 'at least',
  lessThan: 'less than',
  upTo: 'up to',
  atMost: 'at most',
  about: 'about',
  approximately: 'approximately',
  nearly: 'nearly',
  slightlyLessThan: 'slightly less than',
  slightlyMoreThan: 'slightly more than',
  orSlightlyMore: (figure) => `${figure} or slightly more`,
  both: (lower, upper) => `${lower} and ${upper}`,
  between: (low, high) => `between ${low} and ${high}`,
};

/** What is worded, how its figures are written, and in which language. */
interface Wording {
  readonly unit: Unit;
  readonly options: AmountOptions;
  readonly words: AmountWords;
}

/**
 * Words an amount, without loss: in English, the default, `parseAmount` reads it back as the same amount.
 *
 * Begins in lower case: “more than $23 million”.
 */
export function renderAmount(
  amount: Amount,
  options: AmountOptions = {},
  words: AmountWords = ENGLISH,
): string {
  const { unit, low, high } = amount;
  const wording = { unit, options, words };
  if (!high && sameBound(low, ZERO)) return words.unknown(unit);
  return withNoun(renderEnds(low, high, wording), unit);
}

function renderEnds(low: Bound, high: Bound | undefined, wording: Wording): string {
  const { words } = wording;
  if (!high) return `${lowerWords(low, words)} ${figure(low, wording)}`;
  if (low.minor === high.minor) {
    const shaped = renderShape(low, high, figure(low, wording), words);
    if (shaped) return shaped;
  } else if (sameBound(low, ZERO)) return `${upperWords(high, words.upTo, words)} ${figure(high, wording)}`;
  return renderBoth(low, high, wording);
}

function figure({ minor }: Bound, { unit, options, words }: Wording): string {
  return renderFigure(minor, unit, options, words);
}

/** One exact figure without its noun: “$23 million”, “UAH 5 million”, “300,000”, “−$5” for money taken back. */
export function renderFigure(
  minor: bigint,
  unit: Unit,
  options: AmountOptions = {},
  words: AmountWords = ENGLISH,
): string {
  if (minor < 0n) return `−${renderFigure(-minor, unit, options, words)}`;
  const scaled = options.figures === 'digits' ? undefined : scaledDigits(minor, unit);
  if (scaled !== undefined) return words.figure(scaled.digits, unit, scaled.scale);
  return words.figure(renderDigits(minor, unit), unit);
}

function renderBoth(low: Bound, high: Bound, wording: Wording): string {
  const { unit, words } = wording;
  const lowText = figure(low, wording);
  // “between $5 and $10 million” would leave open which five is meant.
  const isLowScaled = low.minor === 0n || scaledDigits(low.minor, unit) !== undefined;
  const highText = figure(high, isLowScaled ? wording : { ...wording, options: { figures: 'digits' } });
  if (low.open || high.open || low.minor === high.minor) {
    return words.both(
      `${lowerWords(low, words)} ${lowText}`,
      `${upperWords(high, words.atMost, words)} ${highText}`,
    );
  }
  return words.between(withAbout(low, lowText, words), withAbout(high, highText, words));
}

/** One figure with a side to it, where there are words for that. */
function renderShape(low: Bound, high: Bound, figureText: string, words: AmountWords): string | undefined {
  const closed = !low.open && !high.open;
  if (!low.about && !high.about) return closed ? figureText : undefined;
  if (low.about && high.about) return closed ? `${words.approximately} ${figureText}` : undefined;
  if (low.about && !low.open) return `${high.open ? words.slightlyLessThan : words.nearly} ${figureText}`;
  if (!high.about || high.open) return undefined;
  return low.open ? `${words.slightlyMoreThan} ${figureText}` : words.orSlightlyMore(figureText);
}

function lowerWords(low: Bound, words: AmountWords): string {
  return withAboutWord(low, low.open ? words.moreThan : words.atLeast, words);
}

function upperWords(high: Bound, closed: string, words: AmountWords): string {
  return withAboutWord(high, high.open ? words.lessThan : closed, words);
}

function withAboutWord({ about }: Bound, text: string, words: AmountWords): string {
  return about ? `${text} ${words.about}` : text;
}

function withAbout({ about }: Bound, text: string, words: AmountWords): string {
  return about ? `${words.about} ${text}` : text;
}

function withNoun(text: string, unit: Unit): string {
  return unit.type === 'things' && unit.noun ? `${text} ${unit.noun}` : text;
}

function scaledDigits(minor: bigint, unit: Unit): { digits: string; scale: Scale } | undefined {
  for (const scale of SCALES) {
    const zeros = scale + exponentOf(unit);
    const one = 10n ** BigInt(zeros);
    if (minor < one) continue;
    const isExactEnough = (minor * 10n ** BigInt(SCALE_DECIMALS)) % one === 0n;
    return isExactEnough ? { digits: trimmed(minor, zeros), scale } : undefined;
  }
  return undefined;
}

function renderDigits(minor: bigint, unit: Unit): string {
  const exponent = exponentOf(unit);
  if (unit.type === 'things' || minor % 10n ** BigInt(exponent) === 0n) return trimmed(minor, exponent);
  const { whole, fraction } = split(minor, exponent);
  // A last zero among three decimals would read as thousands in most of Europe: KWD 1.250 is 1.25.
  return exponent === 2 ? `${grouped(whole)}.${fraction}` : trimmed(minor, exponent);
}

function trimmed(minor: bigint, exponent: number): string {
  const { whole, fraction } = split(minor, exponent);
  const digits = fraction.replace(/0+$/, '');
  return digits ? `${grouped(whole)}.${digits}` : grouped(whole);
}

function split(minor: bigint, exponent: number): { whole: string; fraction: string } {
  const text = minor.toString().padStart(exponent + 1, '0');
  return { whole: text.slice(0, text.length - exponent), fraction: exponent ? text.slice(-exponent) : '' };
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
