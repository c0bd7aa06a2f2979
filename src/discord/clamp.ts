import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';
import { ComponentType } from 'discord.js';
import { truncate } from '../replies/markdown.ts';
import type { Reply, ReplyFile, Row } from '../replies/reply.ts';
import { ATTACHMENT, COMPONENT, EMBED, MESSAGE } from './limits.ts';

/**
 * A reply within Discord's limits: the last guard before sending. Replies page their content themselves; what is cut
 * here ends in an ellipsis, and whole fields and options fall off at the end.
 */
export function clampReply(reply: Reply): Reply {
  return {
    ...reply,
    embeds: clampTotal(reply.embeds.slice(0, MESSAGE.embeds).map(clampEmbed)),
    components: (reply.components ?? []).slice(0, MESSAGE.rows).map(clampRow),
    ...(reply.files && { files: reply.files.slice(0, MESSAGE.files).map(clampFile) }),
  };
}

function clampFile(file: ReplyFile): ReplyFile {
  return { ...file, description: truncate(file.description, ATTACHMENT.description) };
}

function clampEmbed(embed: APIEmbed): APIEmbed {
  const { title, description, fields, footer, author } = embed;
  return {
    ...embed,
    ...(title !== undefined && { title: truncate(title, EMBED.title) }),
    ...(description !== undefined && { description: truncate(description, EMBED.description) }),
    ...(footer && { footer: { ...footer, text: truncate(footer.text, EMBED.footer) } }),
    ...(author && { author: { ...author, name: truncate(author.name, EMBED.author) } }),
    ...(fields && {
      fields: fields.slice(0, EMBED.fields).map((field) => ({
        ...field,
        name: truncate(field.name, EMBED.fieldName),
        value: truncate(field.value, EMBED.fieldValue),
      })),
    }),
  };
}

/** Embeds in order, until the characters of a message are used up; the first that does not fit loses its end. */
function clampTotal(embeds: readonly APIEmbed[]): APIEmbed[] {
  const fitted: APIEmbed[] = [];
  let left: number = EMBED.total;
  for (const embed of embeds) {
    const shortened = shorten(embed, left);
    if (lengthOf(shortened) > left) break;
    left -= lengthOf(shortened);
    fitted.push(shortened);
  }
  return fitted;
}

/** Fields fall off at the end first, then the description is cut. Title and footer stay. */
function shorten(embed: APIEmbed, limit: number): APIEmbed {
  const fields = [...(embed.fields ?? [])];
  const rest = { ...embed, ...(embed.fields && { fields }) };
  while (fields.length > 0 && lengthOf(rest) > limit) fields.pop();
  const excess = lengthOf(rest) - limit;
  if (excess <= 0 || rest.description === undefined) return rest;
  return { ...rest, description: truncate(rest.description, Math.max(1, rest.description.length - excess)) };
}

function lengthOf({ title, description, footer, author, fields = [] }: APIEmbed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function clampRow(row: Row): Row {
  const components = row.components.slice(0, COMPONENT.buttonsInRow).map(clampComponent);
  return { ...row, components } satisfies APIActionRowComponent<APIComponentInMessageActionRow>;
}

function clampComponent(component: APIComponentInMessageActionRow): APIComponentInMessageActionRow {
  if (component.type === ComponentType.Button && 'label' in component && component.label !== undefined) {
    return { ...component, label: truncate(component.label, COMPONENT.buttonLabel) };
  }
  if (component.type !== ComponentType.StringSelect) return component;
  return {
    ...component,
    ...(component.placeholder !== undefined && {
      placeholder: truncate(component.placeholder, COMPONENT.placeholder),
    }),
    options: component.options.slice(0, COMPONENT.selectOptions),
  };
}
