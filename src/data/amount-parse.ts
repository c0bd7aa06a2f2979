import { ParseError } from '../errors.ts';
import { type Amount, type Bound, isEmpty, type Unit, ZERO } from './amount.ts';
import { type Figure, FigureFault, toMinor } from './amount-figure.ts';
import { guessCurrency, isCurrency, isNoun, isUnclearMoney } from './amount-unit.ts';
import { type Qualified, type Reading, readAmount } from './amount-words.ts';

const ACCEPTED =
  'Write it like “$23 million”, “more than $23 million”, “up to $150 million”, “nearly $40 million”, ' +
  '“between $20 million and $25 million”, “EUR 5 million” or “approximately 300,000 meals”.';

const MAX_LENGTH = 200;

const UNKNOWN = /^an unknown (?:amount in ([A-Z]{3})|number(?: of (.+))?)$/i;

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

/**
 * Typography only. Compatibility forms stay, so that "5½" and "5²" are refused and never become other
 * numbers.
 */
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
  if (isCurrency(currency)) return { unit: { type: 'money', currency }, low: ZERO, high: undefined };
  throw new FigureFault(`no currency has the code ${currency}`);
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
  const money = guessCurrency(noun);
  throw new FigureFault(`“${noun}” after the figure is not understood${money ? ` (is it ${money}?)` : ''}`);
}

function boundOf({ figure, open, about }: Qualified, unit: Unit): Bound {
  return { minor: toMinor(figure, unit), open, about };
}
