import type { Unit } from './amount.ts';
import { type Figure, FigureFault, scanFigure } from './amount-figure.ts';
import { fold } from './fold.ts';

/** A figure found in a text. `loose`: its scale may be a word that we do not read ("23 млн") or stands elsewhere ("in millions"). */
interface Found {
  readonly figure: Figure;
  readonly loose: boolean;
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, index): [string, number] => [word, index]),
  ...TENS.map((word, index): [string, number] => [word, 20 + index * 10]),
]);
const SMALL = `(?:${[...VALUES.keys()].join('|')})`;
/** "twenty-one", "two hundred and fifty": what is below a thousand. Above, the scale word is read with the figure. */
const NUMBER_IN_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])${SMALL}(?:[- ]${SMALL})?(?: hundred(?: (?:and )?${SMALL}(?:[- ]${SMALL})?)?)?(?![\\p{L}\\p{N}])`,
  'giu',
);

const SCALE_WORD = 'dozen|hundred|thousand|million|billion|trillion';
const FIGURE_START = new RegExp(
  `(?<![\\p{L}\\p{N}]|\\d[.,])(?:(?:(?:[A-Z]{1,3}|U\\.S\\.)?\\p{Sc} ?|[A-Z]{3} ?)?\\d|[Aa]n? (?:${SCALE_WORD})(?!\\p{L}))`,
  'gu',
);
const RANGE_WORD = /^(?:- ?|(?:to|and|or) )/;
const FOREIGN_SCALE = /^(?:(?!\p{Script=Latin})\p{L}|mi[lo]|mrd|mld|tys|tis)/iu;
const IN_SCALE = /\bin (?:\p{Sc} ?|[A-Z]{3} )?(?:thousands|millions|billions)\b/iu;

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' });

/**
 * The first figure of an amount that its quote does not state, as the amount writes it; undefined where all stand there.
 *
 * "$5 million" is stated by "5,000,000 dollars", by "five million" and by "between 5 and 6 million", not by "$6 million",
 * "$5 billion" or "€5 million". A number of things is not stated by a sum of money.
 */
export function findUnstatedFigure(amount: string, unit: Unit, quote: string): string | undefined {
  const stated = readingsOf(quote).flatMap((reading) => figuresIn(reading, IN_SCALE.test(reading)).flat());
  const wanted = figuresIn(digitsForWords(fold(amount).text, true), false);
  const missing = wanted.find((readings) => !readings.some(({ figure }) => isStated(figure, unit, stated)));
  return missing?.at(0)?.figure.written;
}

/** A text may mean its numbers in more than one way: "twenty five-ton trucks", "1.500 Zelte", "2,5 млрд". */
function readingsOf(text: string): string[] {
  const plain = fold(text).text;
  const european = plain
    .replace(/(?<=\d)[. '](?=\d{3}(?!\d))/g, ',')
    .replace(/(?<=\d),(?=\d{1,2}(?!\d))/g, '.');
  return [digitsForWords(plain, true), digitsForWords(plain, false), european];
}

/** @param joined whether "twenty five" is 25 */
function digitsForWords(text: string, joined: boolean): string {
  return text.replace(NUMBER_IN_WORDS, (words) => {
    const parts = words.toLowerCase().split(/[- ]/);
    if (!joined && words.includes(' ')) return parts.map((word) => VALUES.get(word) ?? word).join(' ');
    return String(
      parts.reduce((sum, word) => (word === 'hundred' ? sum * 100 : sum + (VALUES.get(word) ?? 0)), 0),
    );
  });
}

/** Each figure of the text with the ways to read it: in "20 to 25 million" the first is 20 or 20 million. */
function figuresIn(text: string, loose: boolean): Found[][] {
  return Array.from(text.matchAll(FIGURE_START), ({ index }) => {
    const scanned = scan(text.slice(index));
    if (!scanned) return [];
    const { value: figure, rest } = scanned;
    const found: Found[] = [{ figure, loose: figure.scale === 1n && (loose || FOREIGN_SCALE.test(rest)) }];
    const range = RANGE_WORD.exec(rest);
    const end = range && figure.scale === 1n ? scan(rest.slice(range[0].length)) : undefined;
    if (end) found.push({ figure: { ...figure, scale: end.value.scale }, loose: false });
    return found;
  }).filter((readings) => readings.length > 0);
}

function scan(text: string): ReturnType<typeof scanFigure> {
  try {
    return scanFigure(text);
  } catch (error) {
    // Not a figure in English; another reading of the text may be.
    if (error instanceof FigureFault) return undefined;
    throw error;
  }
}

function isStated(figure: Figure, unit: Unit, stated: readonly Found[]): boolean {
  return stated.some(
    (found) =>
      isSameUnit(found.figure, unit) &&
      (isEqual(figure, found.figure) || (found.loose && isEqual({ ...figure, scale: 1n }, found.figure))),
  );
}

/** A bare $ may be any country's dollar or peso: a Canadian source writes its own so. */
function isSameUnit({ currency, written }: Figure, unit: Unit): boolean {
  if (currency === undefined) return true;
  if (unit.type === 'things') return false;
  return currency === unit.currency || (written.startsWith('$') && isDollar(unit.currency));
}

function isDollar(currency: string): boolean {
  return /dollar|peso/i.test(currencyNames.of(currency) ?? '');
}

function isEqual(a: Figure, b: Figure): boolean {
  return (
    a.coefficient * a.scale * 10n ** BigInt(b.decimals) ===
    b.coefficient * b.scale * 10n ** BigInt(a.decimals)
  );
}
