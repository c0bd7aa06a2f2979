import { matchCommands, type PageCommand, type PageOption } from '../commands.ts';
import type { Composer } from './model.ts';
import { listOf, matchSuggestions, type Places, type Suggestion, suggestion } from './values.ts';

export interface Surroundings {
  readonly commands: readonly PageCommand[];
  readonly places: Places;
}

export type Row =
  | {
      readonly type: 'command';
      readonly label: string;
      readonly detail: string;
      readonly command: PageCommand;
    }
  | { readonly type: 'option'; readonly label: string; readonly detail: string; readonly option: PageOption }
  | ({ readonly type: 'value' } & Suggestion);

export function activeOption({ command, active }: Composer): PageOption | undefined {
  return command?.options.find(({ name }) => name === active);
}

/** What the list shows now. */
export function rowsOf(composer: Composer, { commands, places }: Surroundings): Row[] {
  const { text, command, isClosed } = composer;
  if (isClosed) return [];
  if (command === undefined) {
    if (!text.startsWith('/')) return [];
    return matchCommands(commands, text).map((one) => ({
      type: 'command',
      label: one.label,
      detail: one.description,
      command: one,
    }));
  }
  const option = activeOption(composer);
  return option === undefined ? optionRows(composer, command) : valueRows(composer, option, places);
}

function optionRows({ text, filled }: Composer, { options }: PageCommand): Row[] {
  const typed = text.trim().toLowerCase();
  return options
    .filter(({ name, label }) => !(name in filled) && label.toLowerCase().includes(typed))
    .map((option) => ({ type: 'option', label: option.label, detail: option.description, option }));
}

function valueRows(composer: Composer, option: PageOption, places: Places): Row[] {
  const list = listOf(option, places);
  if (list !== undefined) {
    return matchSuggestions(list, composer.text).map((one) => ({ type: 'value', ...one }));
  }
  return composer.offered.choices.map(({ name, value }) => ({
    type: 'value',
    ...suggestion(name, '', value),
  }));
}

/** What is listed was offered for less than is typed by now. */
export function isAsking(composer: Composer): boolean {
  const question = questionOf(composer);
  return question !== undefined && question !== composer.offered.key;
}

/** For what the bot is to be asked for suggestions; undefined where it offers none. */
export function questionOf(composer: Composer): string | undefined {
  const option = activeOption(composer);
  if (composer.command === undefined || !option?.autocomplete) return undefined;
  const others = Object.entries(composer.filled).filter(([name]) => name !== option.name);
  return JSON.stringify([composer.command.path, option.name, composer.text, others]);
}
