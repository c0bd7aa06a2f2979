import { ComponentType } from 'discord-api-types/v10';
import { StandinError } from './errors.ts';
import { walkComponents } from './message-parts.ts';
import type { StoredMessage } from './messages.ts';

/** What of a message a user can press or pick, and what its client refuses. */

/** A button, select menu or option over the kinds that have these fields. */
interface Control {
  readonly type: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly style?: number;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** A control that the bot hears of. */
type LiveControl = Control & { readonly custom_id: string };

/** @throws StandinError if there is no such button, or none that the bot hears of */
export function findButton(message: StoredMessage, which: string | { readonly label: string }): LiveControl {
  const buttons = controlsOf(message, ComponentType.Button);
  const button = buttons.find(({ custom_id, label }) =>
    typeof which === 'string' ? custom_id === which : label === which.label,
  );
  const asked = typeof which === 'string' ? which : which.label;
  if (!button) throw new StandinError(`There is no button "${asked}". ${listOf(buttons)}`);
  if (button.disabled) throw new StandinError(`The button "${asked}" is disabled.`);
  if (!isLive(button)) throw new StandinError(`The button "${asked}" is a link.`);
  return button;
}

/**
 * @param customId undefined for the only menu
 * @throws StandinError if it is not clear which menu is meant
 */
export function findMenu(message: StoredMessage, customId: string | undefined): LiveControl {
  const menus = controlsOf(message, ComponentType.StringSelect);
  const fitting = menus.filter(({ custom_id }) => customId === undefined || custom_id === customId);
  const [menu] = fitting;
  if (!menu || fitting.length > 1 || !isLive(menu)) {
    throw new StandinError(`There is no one menu "${customId ?? ''}". ${listOf(menus)}`);
  }
  return menu;
}

function isLive(control: Control): control is LiveControl {
  return control.custom_id !== undefined;
}

function controlsOf(message: StoredMessage, kind: ComponentType): readonly Control[] {
  const controls = [...walkComponents(message.components)].map(({ component }) => component as Control);
  return controls.filter(({ type }) => type === kind);
}

function listOf(controls: readonly Control[]): string {
  const names = controls.map(({ label, custom_id }) => `"${label ?? custom_id}"`);
  return names.length > 0 ? `The message has: ${names.join(', ')}.` : 'The message has none.';
}

/** @throws StandinError if the menu does not offer the values, or not so many */
export function checkSelection(menu: Control, values: readonly string[]): void {
  const { min_values: min = 1, max_values: max = 1, options = [], disabled } = menu;
  if (disabled) throw new StandinError(`The menu "${menu.custom_id}" is disabled.`);
  const unknown = values.find((value) => !options.some((option) => option.value === value));
  if (unknown !== undefined) {
    const known = options.map(({ value }) => `"${value}"`).join(', ');
    throw new StandinError(`The menu "${menu.custom_id}" does not offer "${unknown}", only: ${known}.`);
  }
  if (values.length < min || values.length > max) {
    throw new StandinError(`The menu "${menu.custom_id}" takes ${min} to ${max} values.`);
  }
}
