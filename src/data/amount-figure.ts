import type { Unit } from './amount.ts';
import { exponentOf, findCurrencyName, findCurrencySign } from './amount-unit.ts';

/** A number as written, before its unit is known: `coefficient` × 10^-`decimals` × `scale`. */
export interface Figure {
  readonly coefficient: bigint;
  readonly decimals: number;
  /** 1 where no scale word stands behind the number. */
  readonly scale: bigint;
  /** Set where the scale is one letter, which behind a plain number may as well mean metres or bytes. */
  readonly letter: string | undefined;
  readonly currency: string | undefined;
  readonly written: string;
}

/** What was read at the start of a text, and what is left of it, without the white space between. */
export interface Scanned<T> {
  readonly value: T;
  readonly rest: string;
}

/** Why a text that begins like a figure is not one. The caller adds the text and the remedy. */
export class FigureFault extends Error {
  override name = 'FigureFault';
}

const MILLION = 1_000_000n;

const SCALES: ReadonlyMap<string, bigint> = new Map([
  ['dozen', 12n],
  ['hundred', 100n],
  ['thousand', 1000n],
  ['k', 1000n],
  ['million', MILLION],
  ['m', MILLION],
  ['mn', MILLION],
  ['mln', MILLION],
  ['billion', MILLION * 1000n],
  ['b', MILLION * 1000n],
  ['bn', MILLION * 1000n],
  ['trillion', MILLION * MILLION],
  ['tn', MILLION * MILLION],
  ['trn', MILLION * MILLION],
]);

const WORDS =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty`.split(/\s+/);

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/;
/** A letter that stands alone before a dash begins a name: "1,000 M-16 rifles". */
const SCALE =
  /^(?! [kmb]-) ?(dozen|hundred|thousand|million|billion|trillion|mln|trn|mn|bn|tn|k|m|b)(?![\p{L}\p{N}])/iu;
/** Beyond this nobody states an amount, and the text is more likely an identifier. */
const MAX_DIGITS = 30;

/**
 * Reads a number with its currency sign, scale and currency name, as in "$5 million" or "5 million euros".
 *
 * @throws FigureFault where a figure begins and goes wrong
 */
export function scanFigure(text: string): Scanned<Figure> | undefined {
  if (/^-|^[^\p{L}\d ]{1,3} ?-\d/u.test(text)) throw new FigureFault('an amount is not negative');
  const sign = findCurrencySign(text);
  const afterSign = sign ? text.slice(sign.length).trimStart() : text;
  const number = scanNumber(afterSign);
  if (!number) return undefined;
  const scale = SCALE.exec(number.rest);
  if (number.value.needsScale && !scale) return undefined;
  const afterScale = scale ? number.rest.slice(scale[0].length) : number.rest;
  const name = findTrailingCurrency(afterScale);
  if (sign && name && sign.code !== name.code)
    throw new FigureFault(`it names both ${sign.code} and ${name.code}`);
  if (!name && /^\p{L}/u.test(afterScale)) {
    throw new FigureFault(
      `“${afterScale}” stands right behind the number; write a space before what is counted`,
    );
  }
  const rest = name ? afterScale.trimStart().slice(name.length) : afterScale;
  const { coefficient, decimals } = number.value;
  const value: Figure = {
    coefficient,
    decimals,
    scale: scaleOf(scale),
    letter: letterOf(scale),
    currency: sign?.code ?? name?.code,
    written: text.slice(0, text.length - rest.length).trim(),
  };
  return { value, rest: rest.trimStart() };
}

/**
 * The figure in the unit's smallest part.
 *
 * @throws FigureFault where the unit has no part so small
 */
export function toMinor(figure: Figure, unit: Unit): bigint {
  const divisor = 10n ** BigInt(figure.decimals);
  const minor = figure.coefficient * figure.scale * 10n ** BigInt(exponentOf(unit));
  if (minor % divisor === 0n) return minor / divisor;
  const most = exponentOf(unit);
  throw new FigureFault(
    `“${figure.written}” has too many decimals: ${describe(unit)} has ${most ? `at most ${most}` : 'none'}`,
  );
}

function describe(unit: Unit): string {
  return unit.type === 'money' ? unit.currency : 'a number of things';
}

interface PlainNumber {
  readonly coefficient: bigint;
  readonly decimals: number;
  /** "a", which counts only before a scale: "a million", "a dozen". */
  readonly needsScale: boolean;
}

function scanNumber(text: string): Scanned<PlainNumber> | undefined {
  const digits = NUMBER.exec(text)?.[0];
  if (digits) return scanDigits(digits, text.slice(digits.length));
  const word = /^\p{L}+/u.exec(text)?.[0];
  if (!word) return undefined;
  const rest = text.slice(word.length);
  if (/^an?$/i.test(word)) return { value: { coefficient: 1n, decimals: 0, needsScale: true }, rest };
  const number = WORDS.indexOf(word.toLowerCase());
  if (number < 0) return undefined;
  if (/^-?\p{L}|^-/u.test(rest))
    throw new FigureFault('numbers in words are read up to twenty; write digits');
  return { value: { coefficient: BigInt(number), decimals: 0, needsScale: false }, rest };
}

function scanDigits(digits: string, rest: string): Scanned<PlainNumber> {
  const [whole = '', fraction = ''] = digits.replaceAll(',', '').split('.');
  if (/^[.,]\d/.test(rest)) {
    throw new FigureFault(
      'its commas and points are unclear; write a comma before each three digits and a point before decimals',
    );
  }
  if (/^0\d/.test(whole)) throw new FigureFault('its number begins with 0');
  if (whole.length + fraction.length > MAX_DIGITS) throw new FigureFault('its number is too long');
  // "300.000" is three hundred in English and three hundred thousand in most of Europe.
  if (/^\d\d0$/.test(fraction)) {
    throw new FigureFault(
      `“${digits}” may mean thousands or decimals; write a comma before thousands, no zero after decimals`,
    );
  }
  const value = { coefficient: BigInt(whole + fraction), decimals: fraction.length, needsScale: false };
  return { value, rest };
}

function scaleOf(scale: RegExpExecArray | null): bigint {
  return SCALES.get(scale?.[1]?.toLowerCase() ?? '') ?? 1n;
}

function letterOf(scale: RegExpExecArray | null): string | undefined {
  return scale?.[1]?.length === 1 ? scale[0] : undefined;
}

function findTrailingCurrency(text: string): { code: string; length: number } | undefined {
  const trimmed = text.trimStart();
  const found = findCurrencyName(trimmed) ?? findCurrencySign(trimmed);
  // "20 million-$25 million" has none; in "5 € 20" or "5 $20" the sign belongs to what follows.
  return found && !/^ ?\d/.test(trimmed.slice(found.length)) ? found : undefined;
}
