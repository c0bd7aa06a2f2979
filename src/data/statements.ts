import { FigureFault, scanFigure } from './amount-figure.ts';
import { type Qualified, readAmount } from './amount-words.ts';
import { fold } from './fold.ts';
import { digitsForWords, wholesForHalves } from './number-words.ts';

/** An amount as a text states it, with the words around its figures. An absent end is one that is not stated. */
export interface Statement {
  readonly low: Qualified | undefined;
  readonly high: Qualified | undefined;
  /** Its scale may be a word that we do not read ("23 млн") or stand elsewhere ("in millions"). */
  readonly isLoose: boolean;
  /** Its words in the text, with digits for numbers in words. */
  readonly written: string;
}

const SCALE_WORD = 'dozen|hundred|thousand|million|billion|trillion';
/** Not the number of "Mi-17". */
const FIGURE_START = new RegExp(
  `(?<![\\p{L}\\p{N}]|\\d[.,]|(?<!\\p{L})\\p{Lu}\\p{L}{0,2}-)` +
    `(?:(?:(?:[A-Z]{1,3}|U\\.S\\.)?\\p{Sc} ?|[A-Z]{3} ?)?\\d|[Aa]n? (?:${SCALE_WORD})(?!\\p{L}))`,
  'gu',
);
const WORD_START = /(?<![\p{L}\p{N}.])[\p{L}\p{Sc}\d~≈<>≤≥]/gu;
/** How far before its last figure a statement may begin, and how far behind its first it may end. */
const MOST_BEFORE = 100;
const MOST_BEHIND = 100;

const FOREIGN_SCALE = /^(?:(?!\p{Script=Latin})\p{L}|mi[lo]|mrd|mld|tys|tis)/iu;
const IN_SCALE = /\bin (?:\p{Sc} ?|[A-Z]{3} )?(?:thousands|millions|billions)\b/iu;

/** "between 20 and 25 million", "$20 to $25 million". */
const SHARED_SCALE = new RegExp(
  `(?<low>\\d[\\d,.]*)(?<joint>(?<=\\bbetween [^ ]+) and | to | or |-)(?<high>\\p{Sc}?(?<number>\\d[\\d,.]*) ?(?<scale>${SCALE_WORD})\\b)`,
  'giu',
);
const GIVEN_SCALE = new RegExp(`(?<=\\d)(?:${SCALE_WORD})(?= and | to | or |-)`, 'giu');
/** "5,000 helmets or more": what is said of the figure stands behind the noun. */
const TAIL_BEHIND_NOUN = new RegExp(
  `(?<=\\d|\\b(?:${SCALE_WORD}))(?<noun>(?: (?!(?:or|${SCALE_WORD})\\b)[\\p{L}'-]+){1,3})` +
    '(?<tail>,? or (?:more|less|fewer|so))(?! (?:than|of)\\b)',
  'giu',
);

/** What may be meant otherwise than the amount that it reads as: "handed over 10 trucks", "rose from $5 million to $6 million". */
const DOUBTS: readonly (readonly [before: RegExp, at: RegExp])[] = [
  [/\b(?:hand|turn|tak|took|sign|pass|carr)\p{L}* $/iu, /^over /iu],
  [/\b(?:add\p{L}*|(?:bring|brought)\p{L}* [^.;]{0,40}\btotal[^.;]{0,20}) $/iu, /^up to /iu],
  [/\b(?:talk|discuss|spoke|speak|statement|question|letter|agreement|news|report)\p{L}* $/iu, /^about /iu],
  [
    /\b(?:increas|rais|ris|rose|grow|grew|expand|doubl|tripl|reduc|cut|lower|fell|fall|drop|declin|went|jump)\p{L}*\b[^.;]{0,60}$/iu,
    /^(?:from )?(?:[A-Z]{1,3})?\P{L}*\d[^.;]{0,25} to /iu,
  ],
];

/** Every amount of money and number of things in a text, read with the longest stretch of words that can be read with it. */
export function statementsIn(text: string): Statement[] {
  return readingsOf(text).flatMap((reading) => {
    const inScale = IN_SCALE.test(reading);
    return Array.from(reading.matchAll(FIGURE_START), ({ index }) =>
      statementsAt(reading, index, inScale),
    ).flat();
  });
}

/** A text may mean its numbers in more than one way: "twenty five-ton trucks", "1.500 Zelte", "2,5 млрд". */
function readingsOf(text: string): string[] {
  // Between words a long dash divides; folded it would join "$5 million—the" into one.
  const folded = fold(text.replace(/[–—―](?=\p{L})/gu, ' - ')).text;
  const plain = wholesForHalves(folded)
    .replaceAll('"', '')
    .replace(/\bU\.?S\.? ?\$/g, 'US$')
    .replace(new RegExp(`(?<=\\d)-(?=(?:${SCALE_WORD})\\b)`, 'giu'), ' ');
  const european = plain
    .replace(/(?<=\d)[. '](?=\d{3}(?!\d))/g, ',')
    .replace(/(?<=\d),(?=\d{1,2}(?!\d))/g, '.');
  const readings = [digitsForWords(plain, true), digitsForWords(plain, false), european];
  return [...new Set(readings)].map((reading) =>
    reading.replace(SHARED_SCALE, shareScale).replace(TAIL_BEHIND_NOUN, '$<tail>$<noun>'),
  );
}

/** Without a space, so that it can be told from a scale that stands there. */
function shareScale(match: string, ...rest: readonly unknown[]): string {
  const { low = '', joint, high, number = '', scale } = rest.at(-1) as Record<string, string>;
  const value = (digits: string) => Number(digits.replaceAll(',', ''));
  return value(low) > 0 && value(low) <= value(number) ? `${low}${scale}${joint}${high}` : match;
}

function withoutShared(written: string): string {
  return written.replace(GIVEN_SCALE, '');
}

/** Those that hold the figure at `figureAt`: the longest, and shorter ones only as far as that is in doubt. */
function statementsAt(text: string, figureAt: number, inScale: boolean): Statement[] {
  const figure = orNone(() => scanFigure(text.slice(figureAt, figureAt + MOST_BEHIND))?.value);
  // Not a figure in English; another reading of the text may have one.
  if (!figure) return [];
  const figureEnd = figureAt + figure.written.length;
  // "20-person shelters" counts no shelters.
  if (figure.currency === undefined && /^-(?!plus\b)\p{L}/iu.test(text.slice(figureEnd))) return [];
  const found: Statement[] = [];
  for (const start of startsBefore(text, figureAt)) {
    const behind = text.slice(start, figureAt + MOST_BEHIND);
    const isDoubtful = DOUBTS.some(([before, at]) => at.test(behind) && before.test(text.slice(0, start)));
    for (const words of [behind, text.slice(start, figureEnd)]) {
      const statement = readStatement(words, inScale);
      if (!statement || start + statement.length <= figureAt) continue;
      found.push(statement);
      if (!isDoubtful && !statement.isDoubtful) return found;
    }
  }
  return found;
}

function startsBefore(text: string, figureAt: number): number[] {
  const from = Math.max(0, figureAt - MOST_BEFORE);
  const before = Array.from(text.slice(from, figureAt).matchAll(WORD_START), ({ index }) => from + index);
  return [...before, figureAt];
}

interface ReadStatement extends Statement {
  readonly length: number;
  /** Its two figures may be two amounts. */
  readonly isDoubtful: boolean;
}

/** The statement at the start of a text. */
function readStatement(text: string, inScale: boolean): ReadStatement | undefined {
  const reading = orNone(() => readAmount(text));
  if (!reading) return undefined;
  const { low, high, rest } = reading;
  const figures = [low, high].flatMap((end) => end?.figure ?? []);
  const currencies = new Set(figures.flatMap(({ currency }) => currency ?? []));
  if (currencies.size > 1 || (low && high && sizeOf(low) > sizeOf(high))) return undefined;
  const written = text.slice(0, text.length - rest.length).trimEnd();
  return {
    low,
    high,
    isLoose: figures.every(({ scale }) => scale === 1n) && (inScale || FOREIGN_SCALE.test(rest)),
    written: withoutShared(written),
    length: written.length,
    isDoubtful: mayBeTwo(written, low, high),
  };
}

/** "$5 million to 10 million people", and "more than 5 trucks and up to 10". */
function mayBeTwo(written: string, low: Qualified | undefined, high: Qualified | undefined): boolean {
  if (!low || !high || low.figure === high.figure) return false;
  if (/ to /.test(written)) return low.figure.currency !== undefined && high.figure.currency === undefined;
  return / (?:and|but) /.test(written) && !/\bbetween /i.test(written);
}

function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FigureFault) return undefined;
    throw error;
  }
}

/** In a unit so small that every figure is a whole number of it. */
function sizeOf({ figure }: Qualified): bigint {
  return figure.coefficient * figure.scale * 10n ** BigInt(30 - figure.decimals);
}
