import {
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { COMPONENT } from '../discord/limits.ts';
import type { Language } from '../i18n/language.ts';
import { customId } from './custom-id.ts';
import { truncate } from './markdown.ts';
import type { Row } from './reply.ts';

export interface MenuOption {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
}

/** A menu of at most 25 options, or no row where there is nothing to choose. Options of one value are one; only those that fit are made. */
export function renderMenu(id: string, placeholder: string, options: Iterable<MenuOption>): Row[] {
  const unique = new Map<string, APISelectMenuOption>();
  for (const { label, description, value } of options) {
    if (unique.size === COMPONENT.selectOptions) break;
    if (unique.has(value)) continue;
    unique.set(value, {
      label: truncate(label, COMPONENT.optionLabel),
      ...(description && { description: truncate(description, COMPONENT.optionDescription) }),
      value,
    });
  }
  if (unique.size === 0) return [];
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder,
    options: [...unique.values()],
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}

/** Where in a list of pages a reply is. */
export interface Pages {
  /** Counts from 0. */
  readonly page: number;
  readonly pages: number;
  /** Goes behind the page's number in a button's `custom_id`. */
  readonly rest: readonly string[];
}

/** Buttons to the pages before and after, or no row where there is one page. */
export function renderPager({ t }: Language, command: string, { page, pages, rest }: Pages): Row[] {
  if (pages <= 1) return [];
  const button = (label: string, to: number, disabled: boolean) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: customId(command, 'page', String(to), ...rest),
    disabled,
  });
  const components = [
    button(t('parts.previous'), page - 1, page === 0),
    button(t('parts.next'), page + 1, page >= pages - 1),
  ];
  return [{ type: ComponentType.ActionRow, components }];
}

/** One row of at most five buttons, each a label and its `custom_id`. */
export function renderButtons(buttons: readonly (readonly [label: string, id: string])[]): Row {
  const components = buttons.map(([label, id]) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: id,
  }));
  return { type: ComponentType.ActionRow, components };
}
