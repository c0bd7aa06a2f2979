import type { Amount, Bound, Unit } from './amount.ts';
import { type Figure, FigureFault, toMinor } from './amount-figure.ts';
import { renderAmount } from './amount-render.ts';
import { type Qualified, type Reading, readAmount } from './amount-words.ts';
import { isEnglish } from './english.ts';
import { fold } from './fold.ts';
import { type Statement, statementsIn } from './statements.ts';

/** How an amount departs from its quote. */
export type Misstatement =
  /** A figure that does not stand in the quote, as the amount writes it. */
  | { readonly reason: 'figure'; readonly figure: string }
  /** The quote has the figures with other words: `says`. `write` is what they mean. */
  | { readonly reason: 'wording'; readonly says: readonly string[]; readonly write: readonly string[] };

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' });

/**
 * Whether a quote states an amount: the same figures, with the same hedge. Undefined where it does.
 *
 * "$5 million" is stated by "5,000,000 dollars", by "five million" and by "a total of $5 million", not by "$6 million", "$5 billion",
 * "€5 million" or "up to $5 million". A number of things is not stated by a sum of money. What is counted is not compared.
 *
 * @param written the amount as the YAML has it, which `parseAmount` read as `amount`
 */
export function findMisstatement(written: string, { unit }: Amount, quote: string): Misstatement | undefined {
  const wanted = read(written);
  if (!wanted) return undefined;
  const statements = statementsIn(quote);
  const ends = endsOf(wanted);
  const missing = ends.find((end) => !statements.some((statement) => hasFigure(statement, end, unit)));
  if (missing) return { reason: 'figure', figure: missing.figure.written };
  const about = statements.filter((statement) => ends.some((end) => hasFigure(statement, end, unit)));
  // The words of another language are not understood.
  if (!isEnglish(quote) || about.some((statement) => isSame(statement, wanted))) return undefined;
  return {
    reason: 'wording',
    says: [...new Set(about.map((statement) => statement.written))],
    write: [...new Set(about.flatMap((statement) => renderStatement(statement, unit) ?? []))],
  };
}

/** Undefined for an amount without figures: "an unknown amount in USD". */
function read(written: string): Reading | undefined {
  try {
    return readAmount(fold(written).text.replaceAll('"', '').trim());
  } catch (error) {
    if (error instanceof FigureFault) return undefined;
    throw error;
  }
}

function endsOf({ low, high }: Pick<Reading, 'low' | 'high'>): Qualified[] {
  return [low, high].flatMap((end) => end ?? []);
}

function hasFigure(statement: Statement, { figure }: Qualified, unit: Unit): boolean {
  return endsOf(statement).some(
    (end) => isSameUnit(end.figure, unit) && isEqual(figure, end.figure, statement.isLoose),
  );
}

function isSame(statement: Statement, { low, high }: Reading): boolean {
  return (
    isSameEnd(low, statement.low, statement.isLoose) && isSameEnd(high, statement.high, statement.isLoose)
  );
}

function isSameEnd(wanted: Qualified | undefined, stated: Qualified | undefined, isLoose: boolean): boolean {
  if (!wanted || !stated) return wanted === stated;
  return (
    wanted.open === stated.open &&
    wanted.about === stated.about &&
    isEqual(wanted.figure, stated.figure, isLoose)
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

/** @param isLoose whether the scale of `stated` is not known */
function isEqual(wanted: Figure, stated: Figure, isLoose: boolean): boolean {
  const value = ({ coefficient, decimals }: Figure, scale: bigint) =>
    coefficient * scale * 10n ** BigInt(30 - decimals);
  const written = value(stated, stated.scale);
  return value(wanted, wanted.scale) === written || (isLoose && value(wanted, 1n) === written);
}

/** In words that `parseAmount` reads; undefined where they would not be the author's unit. */
function renderStatement({ low, high, isLoose }: Statement, unit: Unit): string | undefined {
  if (isLoose) return undefined;
  const bound = ({ figure, open, about }: Qualified): Bound => ({
    minor: toMinor(figure, unit),
    open,
    about,
  });
  try {
    const zero: Bound = { minor: 0n, open: false, about: false };
    return renderAmount({ unit, low: low ? bound(low) : zero, high: high && bound(high) });
  } catch (error) {
    if (error instanceof FigureFault) return undefined;
    throw error;
  }
}
