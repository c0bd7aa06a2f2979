import type { Unit } from './amount.ts';

/**
 * Digits after the point by ISO 4217, where they are not 2:
 * https://www.six-group.com/en/products-services/financial-information/data-standards.html
 *
 * `Intl` is no source for them: it gives CLDR's habits (no fillér for HUF), which change with its version.
 */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(pair(0)),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(pair(3)),
  ...'CLF UYW'.split(' ').map(pair(4)),
]);

/** Symbols that English readers take for one currency. The first of a currency is the one that we write. */
const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'USD',
    US$: 'USD',
    'U.S.$': 'USD',
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    CA$: 'CAD',
    A$: 'AUD',
    AU$: 'AUD',
    NZ$: 'NZD',
    HK$: 'HKD',
    NT$: 'TWD',
    MX$: 'MXN',
    R$: 'BRL',
    'CN¥': 'CNY',
    '₩': 'KRW',
    '₪': 'ILS',
    '₹': 'INR',
    '₱': 'PHP',
    '₫': 'VND',
  }),
);

/** Symbols that we read, but write as a code: few English readers know them. */
const READ_ONLY_SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({ '₴': 'UAH', '₽': 'RUB', '₺': 'TRY', '₦': 'NGN', '₾': 'GEL', '₸': 'KZT', '₼': 'AZN' }),
);

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    USD: 'dollar|dollars|US dollar|US dollars|U.S. dollar|U.S. dollars|American dollars',
    EUR: 'euro|euros',
    GBP: 'pound sterling|pounds sterling|British pounds',
    UAH: 'hryvnia|hryvnias|hryvnya|hryvnyas|Ukrainian hryvnia|Ukrainian hryvnias',
    JPY: 'yen|Japanese yen',
    PLN: 'zloty|zlotys|zloties|zł|złoty|złotych|Polish zlotys',
    CAD: 'Canadian dollar|Canadian dollars',
    AUD: 'Australian dollar|Australian dollars',
    NZD: 'New Zealand dollars',
    CHF: 'Swiss franc|Swiss francs',
    SEK: 'Swedish krona|Swedish kronor',
    NOK: 'Norwegian krone|Norwegian kroner',
    DKK: 'Danish krone|Danish kroner',
    CZK: 'Czech koruna|Czech korunas|Czech crowns',
    RON: 'Romanian lei',
    TRY: 'Turkish lira|Turkish liras',
    KRW: 'South Korean won',
  }).flatMap(([code, names]) => names.split('|').map((name): [string, string] => [name.toLowerCase(), code])),
);

/** Words that name money of more than one country, or a weight. */
const UNCLEAR_MONEY = words(`
  pound pounds peso pesos rupee rupees franc francs dinar dinars krona kronor krone kroner crowns lira liras
  won lei rubles roubles cents
`);

/** No noun begins with these: they carry on the figure, or make it unclear. */
const NO_FIRST_WORD = words(`
  and or to of in a an the but from at up no not as with k m b mn mln bn tn trn mm percent per cent pct half
  quarter third hundred hundreds thousand thousands million millions billion billions trillion trillions
  quadrillion quintillion zillion zillions gazillion bazillion dozen dozens score scores lakh lakhs crore
  crores mil mill mils mio mrd bln thou x
`);

/** No noun holds these: "5,000 helmets or more" is more than a noun. */
const NO_WORD = words(`
  or plus minus more less fewer least most over under above below about around approximately approx roughly
  nearly almost between exactly estimated change counting maybe perhaps possibly each per times zero one two
  three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thousand million billion trillion
`);

/** "million-plus": behind a figure it would be read as its scale. */
const SCALE_FIRST = /^(?:dozen|hundred|thousand|million|billion|trillion|mln|trn|mn|bn|tn)(?![\p{L}\p{N}])/iu;

const WORD = /^(?:[\p{L}\p{N}(][\p{L}\p{M}\p{N}'/&()+-]*|(?:\p{L}\.)+)$/u;
const FIRST_WORD = /^(?:\p{L}|\(\p{L}|\d+-?\p{L}{2})/u;
const DIGITS = /^\d+$/;

const currencyNames = new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' });

/** A prefix or suffix that means money, found at the start of a text. */
export interface FoundCurrency {
  readonly code: string;
  readonly length: number;
}

/** Digits after the point: 2 for USD, 0 for JPY, 3 for things (thousandths). */
export function exponentOf(unit: Unit): number {
  return unit.type === 'things' ? 3 : (EXPONENTS.get(unit.currency) ?? 2);
}

/** The symbol that means this currency and no other, if it has one. */
export function symbolOf(currency: string): string | undefined {
  for (const [symbol, code] of SYMBOLS) if (code === currency) return symbol;
  return undefined;
}

/** Whether ISO 4217 has this code, now or before. */
export function isCurrency(code: string): boolean {
  if (!/^[A-Z]{3}$/.test(code) || code === 'XXX' || code === 'XTS') return false;
  return currencyNames.of(code) !== undefined;
}

/** A symbol (`CA$`) or code (`USD`) at the start of `text`. */
export function findCurrencySign(text: string): FoundCurrency | undefined {
  const code = /^[A-Z]{3}(?![\p{L}$])/u.exec(text)?.[0];
  if (code && isCurrency(code)) return { code, length: code.length };
  let found: FoundCurrency | undefined;
  for (const [symbol, owner] of [...SYMBOLS, ...READ_ONLY_SYMBOLS]) {
    const isLonger = symbol.length > (found?.length ?? 0);
    if (isLonger && text.startsWith(symbol)) found = { code: owner, length: symbol.length };
  }
  return found;
}

/** A name ("Canadian dollars") at the start of `text`, the longest that fits. */
export function findCurrencyName(text: string): FoundCurrency | undefined {
  const words = text.toLowerCase().split(' ', 3);
  for (let count = words.length; count > 0; count--) {
    const name = words.slice(0, count).join(' ');
    const code = NAMES.get(name);
    if (code) return { code, length: name.length };
  }
  return undefined;
}

/** Whether this names money without saying whose: "pesos". */
export function isUnclearMoney(noun: string): boolean {
  return UNCLEAR_MONEY.has(noun.toLowerCase());
}

/** The currency that is probably meant by a text that we do not take for one: "usd". */
export function guessCurrency(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (isCurrency(upper)) return upper;
  return (findCurrencySign(text) ?? findCurrencyName(text))?.code;
}

/**
 * Whether this can follow a figure and be read back as what is counted, and nothing else. Empty is one:
 * "approximately 300,000".
 */
export function isNoun(noun: string): boolean {
  if (noun === '') return true;
  const words = noun.split(' ');
  const [first = ''] = words;
  if (!FIRST_WORD.test(first) || SCALE_FIRST.test(first) || NO_FIRST_WORD.has(first.toLowerCase()))
    return false;
  if (guessCurrency(noun) || isUnclearMoney(noun)) return false;
  return words.every((word) => WORD.test(word) && !DIGITS.test(word) && !NO_WORD.has(word.toLowerCase()));
}

function pair(exponent: number): (code: string) => [string, number] {
  return (code) => [code, exponent];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
