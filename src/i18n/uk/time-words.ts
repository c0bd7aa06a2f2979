import { MONTHS } from '../../data/when-render.ts';
import { renderDay, renderMonth, renderOfMonth } from './days.ts';

// What sources, and the notation of dates, say of a time in English. Nothing else is translated: a guess would put words into
// a source's mouth.

/** When something is, and what a preposition before it asks for. */
interface Said {
  readonly when: string;
  readonly of: string;
}

const SEASONS: Readonly<Record<string, Said>> = {
  spring: { when: 'навесні', of: 'весни' },
  summer: { when: 'влітку', of: 'літа' },
  autumn: { when: 'восени', of: 'осені' },
  winter: { when: 'взимку', of: 'зими' },
};
const PARTS: Readonly<Record<string, Said>> = {
  early: { when: 'на початку', of: 'початку' },
  mid: { when: 'у середині', of: 'середини' },
  late: { when: 'наприкінці', of: 'кінця' },
};

const MONTH = `(?<month>${MONTHS.join('|')})`;
const STRETCH = new RegExp(
  `^(?<about>about )?(?:(?:(?:(?<part>early|mid|late)[ -])?|(?<day>\\d{1,2}) )${MONTH} )?(?<year>\\d{4})$`,
  'i',
);
const SEASON =
  /^(?<about>about )?(?<southern>southern )?(?<season>spring|summer|autumn|winter) (?<year>\d{4})(?:–(?<next>\d{2}))?$/i;
const UNKNOWN = 'an unknown date';

/** A time in Ukrainian, where its English words are of a form that is known: “early June 2014”, “since March 2014”. */
export function sayInUkrainian(says: string): string | undefined {
  const text = says.trim();
  const [, since] = /^since (.+)$/i.exec(text) ?? [];
  if (since !== undefined) return worded(readStretch(since), ({ of }) => `з ${of}`);
  const [, until] = /^until (.+)$/i.exec(text) ?? [];
  if (until !== undefined) return worded(readStretch(until), ({ of }) => `до ${of}`);
  const [, from, to] = /^(.+) to (.+)$/i.exec(text) ?? [];
  if (from === undefined || to === undefined) return readStretch(text)?.when;
  const [low, high] = [readEnd(from), readEnd(to)];
  return low && high && `з ${low} до ${high}`;
}

function worded(said: Said | undefined, word: (said: Said) => string): string | undefined {
  return said && word(said);
}

function readEnd(text: string): string | undefined {
  return text === UNKNOWN ? 'невідомої дати' : readStretch(text)?.of;
}

function readStretch(text: string): Said | undefined {
  return readSeason(text) ?? readDate(text);
}

function readSeason(text: string): Said | undefined {
  const { about, southern, season = '', year, next } = SEASON.exec(text)?.groups ?? {};
  const said = SEASONS[season.toLowerCase()];
  if (said === undefined || year === undefined) return undefined;
  const years = next === undefined ? `${year} р.` : `${year}–${year.slice(0, 2)}${next} рр.`;
  const where = southern === undefined ? '' : ' (Південна півкуля)';
  return withAbout(about, { when: `${said.when} ${years}${where}`, of: `${said.of} ${years}${where}` });
}

function readDate(text: string): Said | undefined {
  const { about, part, day, month, year } = STRETCH.exec(text)?.groups ?? {};
  if (year === undefined) return undefined;
  if (month === undefined) return withAbout(about, { when: `${year} р.`, of: `${year} р.` });
  const index = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  const first = Temporal.PlainDate.from({ year: Number(year), month: index + 1, day: 1 });
  if (day !== undefined) {
    if (Number(day) < 1 || Number(day) > first.daysInMonth) return undefined;
    const words = renderDay(first.with({ day: Number(day) }));
    return withAbout(about, { when: words, of: words });
  }
  const said = PARTS[part?.toLowerCase() ?? ''];
  const of = renderOfMonth(first);
  if (said === undefined) return withAbout(about, { when: renderMonth(first), of });
  return withAbout(about, { when: `${said.when} ${of}`, of: `${said.of} ${of}` });
}

function withAbout(about: string | undefined, { when, of }: Said): Said {
  return about === undefined ? { when, of } : { when: `приблизно ${when}`, of: `приблизно ${of}` };
}
