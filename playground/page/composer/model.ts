import type { Choice } from '../../protocol.ts';
import { commandIn, type PageCommand, type PageOption } from '../commands.ts';
import { activeOption, type Row, rowsOf, type Surroundings } from './rows.ts';
import { type Filled, type Places, parseValue } from './values.ts';

/** What stands in the box, and what it offers. Pure: events make a new one of the old one. */
export interface Composer {
  /** In the input: a message, the beginning of a command, or the text of the active option. */
  readonly text: string;
  readonly command: PageCommand | undefined;
  readonly filled: Readonly<Record<string, Filled>>;
  /** The option that is being filled; without one, further options are offered. */
  readonly active: string | undefined;
  /** Which row of the list is chosen by the arrows; -1 for none. */
  readonly row: number;
  /** The person does not want to see the list. */
  readonly isClosed: boolean;
  readonly error: string;
  /** What the bot offers, and for what it was asked. */
  readonly offered: { readonly key: string; readonly choices: readonly Choice[]; readonly failure: string };
}

export const EMPTY: Composer = {
  text: '',
  command: undefined,
  filled: {},
  active: undefined,
  row: -1,
  isClosed: false,
  error: '',
  offered: { key: '', choices: [], failure: '' },
};

/** Of an option that one begins with. */
const FRESH = { text: '', row: -1, isClosed: false, error: '', offered: EMPTY.offered };

/** A text was typed. A command's name with a space behind it is that command. */
export function typed(composer: Composer, text: string, around: Surroundings): Composer {
  const next = { ...composer, text, row: -1, isClosed: false, error: '' };
  if (composer.command !== undefined) return composer.active === undefined ? takeName(next) : next;
  const found = commandIn(around.commands, text);
  return found === undefined ? next : { ...choose(found.command), text: found.rest };
}

/** `since:` typed where options are offered is that option. */
function takeName(composer: Composer): Composer {
  const name = /^\s*(\S+):\s*$/.exec(composer.text)?.[1]?.toLowerCase();
  const option = composer.command?.options.find((one) => one.label === name || one.name === name);
  return option === undefined ? composer : { ...composer, ...FRESH, active: option.name };
}

export function choose(command: PageCommand): Composer {
  const first = command.options.find(({ required }) => required) ?? soleOption(command);
  return { ...EMPTY, command, active: first?.name };
}

/** Where there is but one thing to say, one says it. */
function soleOption({ options }: PageCommand): PageOption | undefined {
  return options.length === 1 ? options[0] : undefined;
}

export function moveRow(composer: Composer, step: 1 | -1, count: number): Composer {
  if (count === 0) return composer;
  const from = composer.row === -1 && step === -1 ? 0 : composer.row;
  return { ...composer, isClosed: false, row: (from + step + count) % count };
}

/** The bot's answer comes to a list that one is in already: what the arrows chose stays chosen, or nothing is. */
export function offer(composer: Composer, offered: Composer['offered']): Composer {
  const chosen = composer.offered.choices[composer.row];
  const row = offered.choices.findIndex(({ value }) => value === chosen?.value);
  return { ...composer, offered, row };
}

/** A row of the list is taken. */
export function take(composer: Composer, row: Row): Composer {
  if (row.type === 'command') return choose(row.command);
  if (row.type === 'option') return { ...composer, ...FRESH, active: row.option.name };
  return composer.active === undefined ? composer : fill(composer, composer.active, row.filled);
}

/** An option has its value; the next that must have one comes. */
export function fill(composer: Composer, name: string, value: Filled): Composer {
  const filled = { ...composer.filled, [name]: value };
  const next = composer.command?.options.find((option) => option.required && !(option.name in filled));
  return { ...composer, ...FRESH, filled, active: next?.name };
}

/** An option that has a value is changed. */
export function edit(composer: Composer, name: string): Composer {
  const { [name]: value, ...filled } = composer.filled;
  const text = typeof value?.value === 'object' ? '' : (value?.text ?? '');
  return { ...composer, ...FRESH, filled, active: name, text };
}

/** The text of the active option becomes its value, if it can; empty text leaves an option that nobody needs. */
export function settle(composer: Composer, places: Places): Composer {
  const option = activeOption(composer);
  if (option === undefined) return composer;
  if (composer.text.trim() === '' && !option.required)
    return { ...composer, active: undefined, text: '', row: -1, error: '' };
  const parsed = parseValue(option, composer.text, places);
  return 'error' in parsed
    ? { ...composer, error: parsed.error }
    : fill(composer, option.name, parsed.filled);
}

/** Tab: on to the next option, forwards or back. @returns undefined where there is none, and the focus moves on */
export function next(composer: Composer, around: Surroundings): Composer | undefined {
  const { command } = composer;
  const rows = rowsOf(composer, around);
  const chosen = rows[composer.row];
  if (command === undefined) {
    const row = chosen ?? rows[0];
    return row && take(composer, row);
  }
  if (chosen !== undefined) return take(composer, chosen);
  if (composer.active === undefined) {
    const [first] = rows;
    return first && take(composer, first);
  }
  const isLeft = composer.text.trim() === '' && !activeOption(composer)?.required;
  const settled = settle(composer, around.places);
  if (settled.error !== '' || settled.active !== undefined) return settled;
  const following = isLeft ? after(command, composer.active, settled.filled) : undefined;
  if (isLeft) return following && { ...settled, active: following.name };
  return settled;
}

function after({ options }: PageCommand, name: string, filled: Composer['filled']): PageOption | undefined {
  const at = options.findIndex((option) => option.name === name);
  return options.slice(at + 1).find((option) => !(option.name in filled));
}

/** Enter: takes the chosen row, or sends. */
export function enter(composer: Composer, around: Surroundings): { composer: Composer; send: boolean } {
  const rows = rowsOf(composer, around);
  const chosen = rows[composer.row] ?? (composer.command === undefined ? rows[0] : undefined);
  if (chosen !== undefined) return { composer: take(composer, chosen), send: false };
  if (composer.command === undefined) return { composer, send: composer.text.trim() !== '' };
  const settled = settle(composer, around.places);
  if (settled.error !== '') return { composer: settled, send: false };
  if (settled.active === undefined && settled.text.trim() !== '') {
    return {
      composer: { ...settled, error: `There is no option “${settled.text.trim()}” here.` },
      send: false,
    };
  }
  const missing = composer.command.options.find(
    ({ name, required }) => required && !(name in settled.filled),
  );
  if (missing === undefined) return { composer: settled, send: true };
  const error = missing.name === composer.active ? `\`${missing.label}\` is required.` : '';
  return { composer: { ...settled, active: missing.name, error }, send: false };
}

/** Escape: closes the list, then leaves the command. */
export function leave(composer: Composer, around: Surroundings): Composer {
  if (composer.row !== -1) return { ...composer, row: -1 };
  const isOpen = rowsOf(composer, around).length > 0;
  if (isOpen && composer.command === undefined) return { ...composer, isClosed: true };
  return EMPTY;
}

/** Backspace in the empty input: back to what was before. */
export function back(composer: Composer): Composer {
  const names = Object.keys(composer.filled);
  const last = names.at(-1);
  if (last !== undefined) return edit(composer, last);
  if (composer.active !== undefined && !activeOption(composer)?.required)
    return { ...composer, active: undefined, row: -1, error: '' };
  return EMPTY;
}
