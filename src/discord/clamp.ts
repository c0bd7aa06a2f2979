import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';
import { ComponentType } from 'discord.js';
import { truncate } from '../replies/markdown.ts';
import type { Reply, Row } from '../replies/reply.ts';
import { COMPONENT, EMBED, MESSAGE } from './limits.ts';

/**
 * A reply within Discord's limits: the last guard before sending. Replies page their content themselves; what is cut
 * here ends in an ellipsis, and whole fields and options fall off at the end.
 */
export function clampReply(reply: Reply): Reply {
  return {
    ...reply,
    embeds: clampTotal(reply.embeds.slice(0, MESSAGE.embeds).map(clampEmbed)),
    components: (reply.components ?? []).slice(0, MESSAGE.rows).map(clampRow),
  };
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

/** Takes fields away from the end, then shortens descriptions, until all embeds together fit. */
function clampTotal(embeds: readonly APIEmbed[]): APIEmbed[] {
  const fitted = embeds.map((embed) => ({ ...embed, ...(embed.fields && { fields: [...embed.fields] }) }));
  let excess = fitted.reduce((sum, embed) => sum + lengthOf(embed), 0) - EMBED.total;
  for (const embed of fitted.toReversed()) {
    while (excess > 0 && embed.fields !== undefined && embed.fields.length > 0) {
      const dropped = embed.fields.pop();
      excess -= (dropped?.name.length ?? 0) + (dropped?.value.length ?? 0);
    }
  }
  for (const embed of fitted.toReversed()) {
    if (excess <= 0 || embed.description === undefined) continue;
    const kept = truncate(embed.description, Math.max(1, embed.description.length - excess));
    excess -= embed.description.length - kept.length;
    embed.description = kept;
  }
  return fitted;
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
