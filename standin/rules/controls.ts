import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Path } from '../errors.ts';
import type { LooseComponent } from '../message-parts.ts';
import type { MessageBody } from '../messages.ts';
import type { MessageContext } from './message-context.ts';
import { placed } from './placed.ts';
import { type FormRule, indexes, isBlank, repeats } from './rule.ts';

const DOCS = 'https://docs.discord.com/developers/components/reference';
const BUTTON = `${DOCS}#button`;
const SELECT = `${DOCS}#string-select`;

/** The fields of buttons and selects, over all kinds of both. */
interface Control extends LooseComponent {
  readonly style?: number;
  readonly label?: string | null;
  readonly emoji?: { readonly id?: string | null; readonly name?: string } | null;
  readonly url?: string | null;
  readonly sku_id?: string | null;
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly options?: readonly {
    readonly value: string;
    readonly default?: boolean;
    readonly emoji?: Control['emoji'];
  }[];
}

/** A rule about one kind of component, told where each faulty one stands. */
function controls(body: MessageBody, types: readonly number[]): readonly { control: Control; path: Path }[] {
  return placed(body)
    .filter(({ component }) => types.includes(component.type))
    .map(({ component, path }) => ({ control: component as Control, path }));
}

function faultyButtons(isWrong: (button: Control) => boolean, field?: string) {
  return (body: MessageBody): Path[] =>
    controls(body, [ComponentType.Button])
      .filter(({ control }) => isWrong(control))
      .map(({ path }) => (field === undefined ? path : [...path, field]));
}

function faultySelects(isWrong: (select: Control) => boolean, field: string) {
  return (body: MessageBody): Path[] =>
    controls(body, [ComponentType.StringSelect])
      .filter(({ control }) => isWrong(control))
      .map(({ path }) => [...path, field]);
}

const isLink = ({ style }: Control) => style === ButtonStyle.Link;
const isPremium = ({ style }: Control) => style === ButtonStyle.Premium;

const isUnicodeEmoji = (text: string) =>
  /^\p{RGI_Emoji}$/v.test(text) || /^\p{Extended_Pictographic}\u{FE0F}?$/u.test(text);
const hasBadEmoji = (emoji: Control['emoji']) =>
  emoji != null && !emoji.id && !isUnicodeEmoji(emoji.name ?? '');

/** Buttons and select menus. */
export const CONTROL_RULES: readonly FormRule<MessageBody, MessageContext>[] = [
  {
    name: 'button-custom-id',
    doc: BUTTON,
    code: 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    message: 'A custom id is required',
    faults: faultyButtons(
      (button) => !isLink(button) && !isPremium(button) && !button.custom_id,
      'custom_id',
    ),
  },
  {
    name: 'button-no-url',
    doc: BUTTON,
    code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    message: 'A custom id and url cannot both be specified',
    faults: faultyButtons((button) => !isLink(button) && Boolean(button.url)),
  },
  {
    name: 'link-button-url',
    doc: BUTTON,
    code: 'BASE_TYPE_REQUIRED',
    message: 'A url is required',
    faults: faultyButtons((button) => isLink(button) && !button.url, 'url'),
  },
  {
    name: 'link-button-no-custom-id',
    doc: BUTTON,
    code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    message: 'A custom id and url cannot both be specified',
    faults: faultyButtons((button) => isLink(button) && Boolean(button.custom_id)),
  },
  {
    name: 'link-button-scheme',
    doc: BUTTON,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme is not supported. Scheme must be one of ('http', 'https', 'discord').",
    faults: faultyButtons(
      (button) => Boolean(button.url) && !/^(?:https?|discord):/i.test(button.url ?? ''),
      'url',
    ),
  },
  {
    name: 'premium-button',
    doc: BUTTON,
    code: 'BUTTON_COMPONENT_INVALID_PREMIUM',
    message: 'A premium button has a sku id and no custom id, label, url or emoji',
    faults: faultyButtons((button) =>
      isPremium(button)
        ? !button.sku_id || Boolean(button.custom_id || button.label || button.url || button.emoji)
        : Boolean(button.sku_id),
    ),
  },
  {
    name: 'button-label',
    doc: BUTTON,
    code: 'BUTTON_COMPONENT_LABEL_REQUIRED',
    message: 'A label or emoji is required',
    faults: faultyButtons((button) => !isPremium(button) && isBlank(button.label) && !button.emoji),
  },
  {
    name: 'button-emoji',
    doc: BUTTON,
    code: 'COMPONENT_INVALID_EMOJI',
    message: 'Invalid emoji',
    faults: faultyButtons((button) => hasBadEmoji(button.emoji), 'emoji'),
  },
  {
    name: 'select-option-unique',
    doc: SELECT,
    code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    message: 'The specified option value is already used',
    faults: (body) =>
      controls(body, [ComponentType.StringSelect]).flatMap(({ control, path }) =>
        repeats(control.options, ({ value }) => value).map((index) => [...path, 'options', index, 'value']),
      ),
  },
  {
    name: 'select-option-emoji',
    doc: `${DOCS}#string-select-select-option-structure`,
    code: 'COMPONENT_INVALID_EMOJI',
    message: 'Invalid emoji',
    faults: (body) =>
      controls(body, [ComponentType.StringSelect]).flatMap(({ control, path }) =>
        indexes(control.options, ({ emoji }) => hasBadEmoji(emoji)).map((n) => [
          ...path,
          'options',
          n,
          'emoji',
        ]),
      ),
  },
  {
    name: 'select-min-above-max',
    doc: SELECT,
    code: 'SELECT_COMPONENT_MIN_VALUES_MORE_THAN_MAX_VALUES',
    message: 'The specified min values is more than the max values',
    faults: faultySelects((select) => (select.min_values ?? 1) > (select.max_values ?? 1), 'min_values'),
  },
  {
    name: 'select-max-above-options',
    doc: SELECT,
    code: 'SELECT_COMPONENT_MAX_VALUES_MORE_THAN_OPTIONS',
    message: 'The specified max values is more than the number of options',
    faults: faultySelects((select) => (select.max_values ?? 1) > (select.options?.length ?? 0), 'max_values'),
  },
  {
    name: 'select-defaults-above-max',
    doc: SELECT,
    code: 'SELECT_COMPONENT_DEFAULTS_MORE_THAN_MAX_VALUES',
    message: 'More options are selected by default than max values allows',
    faults: faultySelects((select) => {
      const defaults = (select.options ?? []).filter((option) => option.default).length;
      return defaults > (select.max_values ?? 1);
    }, 'options'),
  },
];
