import type { GivenFile, Named } from '../../protocol.ts';
import type { PageOption } from '../commands.ts';

/** A filled option: what is sent, and what the person reads. */
export interface Filled {
  readonly value: string | number | boolean | GivenFile;
  readonly text: string;
}

/** What options can point at. */
export interface Places {
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
  readonly people: readonly Named[];
}

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly filled: Filled;
}

type Parsed = { readonly filled: Filled } | { readonly error: string };

/** Discord takes no more; the server of the page ends the connection of who sends much more. In bytes. */
const LARGEST_FILE = 20 * 1024 * 1024;

/** Why a file cannot be given; empty where it can. */
export function faultOfFile({ name, size }: Pick<File, 'name' | 'size'>): string {
  return size > LARGEST_FILE ? `“${name}” is too large: Discord takes files of at most 20 MB.` : '';
}

/** What an option takes out of a list: its choices, true and false, channels, roles, people; undefined for free text. */
export function listOf(option: PageOption, places: Places): Suggestion[] | undefined {
  if (option.choices.length > 0)
    return option.choices.map(({ label, value }) => suggestion(label, '', value));
  const named = (all: readonly Named[], mark: string) =>
    all.map(({ id, name }) => suggestion(`${mark}${name.replace(/^@/, '')}`, '', id));
  switch (option.kind) {
    case 'boolean':
      return [suggestion('True', '', true), suggestion('False', '', false)];
    case 'channel':
      return named(places.channels, '#');
    case 'role':
      return named(places.roles, '@');
    case 'user':
      return named(places.people, '@');
    case 'mentionable':
      return [...named(places.people, '@'), ...named(places.roles, '@')];
    default:
      return undefined;
  }
}

export function suggestion(label: string, detail: string, value: string | number | boolean): Suggestion {
  return { label, detail, filled: { value, text: label } };
}

/** Those whose label has the typed text, the ones that begin with it first. */
export function matchSuggestions(all: readonly Suggestion[], typed: string): Suggestion[] {
  const text = typed.trim().replace(/^[#@]/, '').toLowerCase();
  const labelOf = ({ label }: Suggestion) => label.replace(/^[#@]/, '').toLowerCase();
  const begins = all.filter((one) => labelOf(one).startsWith(text));
  const has = all.filter((one) => !begins.includes(one) && labelOf(one).includes(text));
  return [...begins, ...has];
}

/** What typed text means for an option, as Discord's client checks it before it sends. */
export function parseValue(option: PageOption, typed: string, places: Places): Parsed {
  const text = typed.trim();
  if (option.kind === 'file') return { error: `\`${option.label}\` takes a file.` };
  const list = listOf(option, places);
  if (list !== undefined) return parseListed(option, list, text);
  return option.kind === 'text' ? parseText(option, text) : parseNumber(option, text);
}

function parseListed(option: PageOption, list: readonly Suggestion[], text: string): Parsed {
  const [meant] = matchSuggestions(list, text);
  if (text !== '' && meant !== undefined) return { filled: meant.filled };
  const all = list.map(({ label }) => label).join(', ');
  return { error: `\`${option.label}\` is one of: ${all}.` };
}

function parseText(option: PageOption, text: string): Parsed {
  const { label, minLength = 1, maxLength = 6000 } = option;
  if (text.length < Math.max(minLength, 1))
    return {
      error: `\`${label}\` needs ${minLength === 1 ? 'some text' : `at least ${minLength} characters`}.`,
    };
  if (text.length > maxLength) return { error: `\`${label}\` takes at most ${maxLength} characters.` };
  return { filled: { value: text, text } };
}

function parseNumber(option: PageOption, text: string): Parsed {
  const { label, kind, min = -(2 ** 53), max = 2 ** 53 } = option;
  const value = Number(text);
  const isWhole = kind === 'whole';
  if (text === '' || !Number.isFinite(value) || (isWhole && !Number.isInteger(value)))
    return { error: `\`${label}\` is a ${isWhole ? 'whole number' : 'number'}, not “${text}”.` };
  if (value < min) return { error: `\`${label}\` is ${min} or more.` };
  if (value > max) return { error: `\`${label}\` is ${max} or less.` };
  return { filled: { value, text } };
}
