import { type Amount, type Bound, isExact, sameBound, type Unit, ZERO } from './amount.ts';
import { exponentOf, symbolOf } from './amount-unit.ts';

export interface AmountOptions {
  /** `words` (the default) writes “$2.85 billion” where that is exact; `digits` writes “$2,850,000,000”. */
  readonly figures?: 'words' | 'digits';
}

/** Largest first. Three decimals of each are shown at most, and only where nothing is lost. */
const SCALES: readonly (readonly [string, number])[] = [
  ['trillion', 12],
  ['billion', 9],
  ['million', 6],
];
const SCALE_DECIMALS = 3;

/**
 * Words an amount in English, without loss: `parseAmount` reads it back as the same amount.
 *
 * Begins in lower case: “more than $23 million”.
 */
export function renderAmount(amount: Amount, options: AmountOptions = {}): string {
  const { unit, low, high } = amount;
  const style = options.figures ?? 'words';
  const figure = (bound: Bound): string => renderFigure(bound.minor, unit, { figures: style });
  if (!high)
    return sameBound(low, ZERO) ? renderUnknown(unit) : withNoun(`${lowerWords(low)} ${figure(low)}`, unit);
  if (isExact(amount)) return withNoun(figure(low), unit);
  if (low.minor === high.minor) {
    const shaped = renderShape(low, high, figure(low));
    if (shaped) return withNoun(shaped, unit);
  } else if (sameBound(low, ZERO)) return withNoun(`${upperWords(high, 'up to')} ${figure(high)}`, unit);
  return withNoun(renderBoth(low, high, figure, unit), unit);
}

/** One exact figure without its noun: “$23 million”, “UAH 5 million”, “300,000”, “−$5” for money taken back. */
export function renderFigure(minor: bigint, unit: Unit, options: AmountOptions = {}): string {
  if (minor < 0n) return `−${renderFigure(-minor, unit, options)}`;
  const number = (options.figures !== 'digits' && renderScaled(minor, unit)) || renderDigits(minor, unit);
  if (unit.type === 'things') return number;
  const symbol = symbolOf(unit.currency);
  return symbol ? `${symbol}${number}` : `${unit.currency} ${number}`;
}

function renderBoth(low: Bound, high: Bound, figure: (bound: Bound) => string, unit: Unit): string {
  const lowText = figure(low);
  // “between $5 and $10 million” would leave open which five is meant.
  const isLowScaled = low.minor === 0n || renderScaled(low.minor, unit) !== undefined;
  const highText = isLowScaled ? figure(high) : renderFigure(high.minor, unit, { figures: 'digits' });
  if (low.open || high.open || low.minor === high.minor) {
    return `${lowerWords(low)} ${lowText} and ${upperWords(high, 'at most')} ${highText}`;
  }
  return `between ${aboutWord(low)}${lowText} and ${aboutWord(high)}${highText}`;
}

/** One figure with a side to it, where English has words for that. */
function renderShape(low: Bound, high: Bound, figure: string): string | undefined {
  const closed = !low.open && !high.open;
  if (low.about && high.about && closed) return `approximately ${figure}`;
  if (low.about && !high.about && !low.open)
    return high.open ? `slightly less than ${figure}` : `nearly ${figure}`;
  if (!low.about && high.about && !high.open)
    return low.open ? `slightly more than ${figure}` : `${figure} or slightly more`;
  return undefined;
}

function renderUnknown(unit: Unit): string {
  if (unit.type === 'money') return `an unknown amount in ${unit.currency}`;
  return unit.noun ? `an unknown number of ${unit.noun}` : 'an unknown number';
}

function lowerWords(low: Bound): string {
  return `${low.open ? 'more than' : 'at least'}${low.about ? ' about' : ''}`;
}

function upperWords(high: Bound, closed: 'up to' | 'at most'): string {
  return `${high.open ? 'less than' : closed}${high.about ? ' about' : ''}`;
}

function aboutWord({ about }: Bound): string {
  return about ? 'about ' : '';
}

function withNoun(text: string, unit: Unit): string {
  return unit.type === 'things' && unit.noun ? `${text} ${unit.noun}` : text;
}

function renderScaled(minor: bigint, unit: Unit): string | undefined {
  for (const [word, zeros] of SCALES) {
    const one = 10n ** BigInt(zeros + exponentOf(unit));
    if (minor < one) continue;
    const isExactEnough = (minor * 10n ** BigInt(SCALE_DECIMALS)) % one === 0n;
    return isExactEnough ? `${trimmed(minor, zeros + exponentOf(unit))} ${word}` : undefined;
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
