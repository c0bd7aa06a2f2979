import {
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Reply } from '../standin/index.ts';

/** Something in a reply that can be pressed or chosen, by the number it is shown with. */
export interface Action {
  readonly number: number;
  readonly label: string;
  readonly customId: string;
  /** The menu's value; absent for a button. */
  readonly value: string | undefined;
}

/** A reply as readable text: what Discord shows, in the order in which it shows it. */
export function renderText(reply: Reply, actions: readonly Action[] = findActions(reply)): string {
  const parts = [
    reply.ephemeral ? '(only you can see this)' : '',
    reply.content === '' ? '' : plain(reply.content),
    ...reply.embeds.map((embed) => renderEmbed(embed, reply)),
    ...reply.attachments.map(
      ({ filename, description }) => `[file] ${filename}${description ? `: ${description}` : ''}`,
    ),
    ...reply.components.map((row) => renderRow(row, actions)),
    ...reply.followUps.map((followUp) => renderText(followUp, [])),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Buttons that are not disabled, and menu options, numbered from 1. */
export function findActions(reply: Reply): Action[] {
  type Found = Omit<Action, 'number'>;
  const found = reply.components.flatMap(componentsOf).flatMap((component): Found[] => {
    if (component.type === ComponentType.StringSelect) {
      return component.options.map(({ label, value }) => ({ label, value, customId: component.custom_id }));
    }
    if (component.type !== ComponentType.Button || component.disabled || !('custom_id' in component))
      return [];
    return [{ label: component.label ?? '', customId: component.custom_id, value: undefined }];
  });
  return found.map((action, i) => ({ ...action, number: i + 1 }));
}

function renderEmbed(
  { author, title, description, fields = [], footer, image }: APIEmbed,
  { attachments }: Reply,
): string {
  const short = fields
    .filter(({ inline }) => inline)
    .map(({ name, value }) => `${plain(name)}: ${plain(value)}`);
  const long = fields
    .filter(({ inline }) => !inline)
    .map(({ name, value }) => `${plain(name)}\n${indent(plain(value))}`);
  // The address of an attachment is gone with the Discord that ran for this question.
  const attached = attachments.find(({ filename }) => image?.url.endsWith(`/${filename}`));
  return [
    author && plain(author.name),
    title && `${plain(title)}\n${'─'.repeat(Math.min(plain(title).length, 72))}`,
    description && plain(description),
    short.join('\n'),
    ...long,
    image && `[image] ${attached?.filename ?? image.url}`,
    footer?.text,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What stands in a row of buttons or menus. */
function componentsOf(row: APIMessageTopLevelComponent): readonly APIComponentInMessageActionRow[] {
  return row.type === ComponentType.ActionRow ? row.components : [];
}

function renderRow(row: APIMessageTopLevelComponent, actions: readonly Action[]): string {
  return componentsOf(row)
    .map((component) => {
      if (component.type === ComponentType.StringSelect) return renderMenu(component, actions);
      if (component.type !== ComponentType.Button) return '';
      if (component.style === ButtonStyle.Link) return `(${component.label}: ${component.url})`;
      const action =
        'custom_id' in component && actions.find(({ customId }) => customId === component.custom_id);
      return action ? `(${action.number} ${action.label})` : '';
    })
    .filter((part) => part !== '')
    .join('  ');
}

function renderMenu(
  { custom_id, placeholder, options }: APIStringSelectComponent,
  actions: readonly Action[],
): string {
  const lines = options.map(({ label, description, value }) => {
    const action = actions.find((candidate) => candidate.customId === custom_id && candidate.value === value);
    return `  ${action?.number ?? '-'}) ${label}${description ? ` · ${description}` : ''}`;
  });
  return [`${placeholder ?? 'Choose'}:`, ...lines].join('\n');
}

const indent = (text: string) => text.replace(/^/gm, '  ');

/** Discord's Markdown as plain text: exact times in UTC, links after their words, nothing escaped. */
function plain(text: string): string {
  return text
    .replace(/<t:(\d+):R>/g, (_, seconds: string) => relative(Number(seconds)))
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds: string) => new Date(Number(seconds) * 1000).toUTCString())
    .replace(/(?<!\\)\[([^\]]*)\]\(<?([^)>]*)>?\)/g, '$1 ($2)')
    .replace(/^-# /gm, '')
    .replace(/(?<!\\)(\*\*|__|`)/g, '')
    .replace(/(?<!\\)\*(?=\S)([^*\n]*[^*\s\\])\*/g, '$1')
    .replace(/\\([\\*_~`|>#<:[\]()\-.])/g, '$1');
}

function relative(seconds: number): string {
  const days = Math.round((seconds * 1000 - Date.now()) / 86_400_000);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
}
