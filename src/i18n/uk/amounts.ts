import type { AmountWords, Scale } from '../../data/amount-render.ts';

const SCALE_WORDS: Readonly<Record<Scale, string>> = { 12: 'трлн', 9: 'млрд', 6: 'млн' };

/** Shortened, they take no ending from the figure before them. Any other currency stands by its ISO 4217 code. */
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  USD: 'дол. США',
  CAD: 'кан. дол.',
  AUD: 'австрал. дол.',
  EUR: 'євро',
  GBP: 'фунт. ст.',
  UAH: 'грн',
  PLN: 'злот.',
  CHF: 'швейц. фр.',
};

const marks = new Map(
  new Intl.NumberFormat('uk-UA').formatToParts(12_345.6).map(({ type, value }) => [type, value]),
);
const SEPARATORS: Readonly<Record<string, string | undefined>> = {
  ',': marks.get('group'),
  '.': marks.get('decimal'),
};

/** "2,850.5" as "2 850,5": the digits are exact, and stay so. */
function localDigits(digits: string): string {
  return digits.replace(/[.,]/g, (mark) => SEPARATORS[mark] ?? mark);
}

/** “понад 23 млн дол. США”. No word before a figure asks it for another case than it has. */
export const UKRAINIAN_AMOUNTS: AmountWords = {
  figure: (digits, unit, scale) => {
    const number = scale === undefined ? localDigits(digits) : `${localDigits(digits)} ${SCALE_WORDS[scale]}`;
    return unit.type === 'things' ? number : `${number} ${CURRENCY_WORDS[unit.currency] ?? unit.currency}`;
  },
  unknown: (unit) => {
    if (unit.type === 'money') return `невідома сума (${CURRENCY_WORDS[unit.currency] ?? unit.currency})`;
    return unit.noun ? `невідома кількість (${unit.noun})` : 'невідома кількість';
  },
  moreThan: 'понад',
  atLeast: 'щонайменше',
  lessThan: 'менш ніж',
  upTo: 'до',
  atMost: 'щонайбільше',
  about: 'приблизно',
  approximately: 'приблизно',
  nearly: 'майже',
  slightlyLessThan: 'трохи менш ніж',
  slightlyMoreThan: 'трохи понад',
  orSlightlyMore: (figure) => `${figure} або трохи більше`,
  both: (lower, upper) => `${lower} і ${upper}`,
  between: (low, high) => `від ${low} до ${high}`,
};
