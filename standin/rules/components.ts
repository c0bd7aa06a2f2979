import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import type { MessageBody } from '../messages.ts';
import type { MessageContext } from './message-context.ts';
import { placed } from './placed.ts';
import { type FormRule, indexes, repeats } from './rule.ts';

type ComponentRule = FormRule<MessageBody, MessageContext>;

const DOCS = 'https://docs.discord.com/developers/components/reference';
const MAX_ROWS = 5;
const MAX_COMPONENTS = 40;
const SELECTS: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

const usesV2 = (body: MessageBody, { previous }: MessageContext) =>
  Boolean(((body.flags ?? 0) | (previous?.flags ?? 0)) & MessageFlags.IsComponentsV2);
export const COMPONENT_RULES: readonly ComponentRule[] = [
  {
    name: 'legacy-top-level',
    doc: `${DOCS}#what-is-a-component`,
    code: 'UNION_TYPE_CHOICES',
    message: 'Value of field "type" must be one of (1,).',
    faults: (body, context) =>
      usesV2(body, context)
        ? []
        : indexes(body.components, ({ type }) => type !== ComponentType.ActionRow).map((index) => [
            'components',
            index,
            'type',
          ]),
  },
  {
    name: 'action-row-count',
    doc: `${DOCS}#legacy-message-component-behavior`,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${MAX_ROWS} or fewer in length.`,
    faults: (body, context) =>
      !usesV2(body, context) && (body.components?.length ?? 0) > MAX_ROWS ? [['components']] : [],
  },
  {
    name: 'component-count',
    doc: `${DOCS}#component-object`,
    code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    message: `The total number of components must be ${MAX_COMPONENTS} or fewer.`,
    faults: (body, context) =>
      usesV2(body, context) && placed(body).length > MAX_COMPONENTS ? [['components']] : [],
  },
  {
    name: 'components-v2-fields',
    doc: `${DOCS}#component-reference`,
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: 'This field cannot be used when using MessageFlags.IS_COMPONENTS_V2',
    faults: (body, context) =>
      usesV2(body, context)
        ? (['content', 'embeds', 'sticker_ids', 'poll'] as const)
            .filter((field) => {
              const value = body[field];
              return Array.isArray(value) ? value.length > 0 : Boolean(value);
            })
            .map((field) => [field])
        : [],
  },
  {
    name: 'action-row-mix',
    doc: `${DOCS}#action-row`,
    code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    message: 'The specified component exceeds the maximum width',
    faults: (body) =>
      placed(body)
        .filter(({ component }) => component.type === ComponentType.ActionRow)
        .flatMap(({ component, path }) => {
          const children = component.components ?? [];
          const hasSelect = children.some(({ type }) => SELECTS.includes(type));
          return hasSelect && children.length > 1 ? [[...path, 'components', 1]] : [];
        }),
  },
  {
    name: 'custom-id-unique',
    doc: `${DOCS}#anatomy-of-a-component-custom-id`,
    code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
    message: 'Component custom id cannot be duplicated',
    faults: (body) => {
      const named = placed(body).filter(({ component }) => component.custom_id);
      return repeats(named, ({ component }) => component.custom_id).flatMap((index) => {
        const found = named[index];
        return found ? [[...found.path, 'custom_id']] : [];
      });
    },
  },
  {
    name: 'component-id-unique',
    doc: `${DOCS}#anatomy-of-a-component`,
    code: 'COMPONENT_ID_DUPLICATED',
    message: 'Component id cannot be duplicated',
    faults: (body) => {
      const numbered = placed(body).filter(({ component }) => component.id);
      return repeats(numbered, ({ component }) => component.id).flatMap((index) => {
        const found = numbered[index];
        return found ? [[...found.path, 'id']] : [];
      });
    },
  },
];
