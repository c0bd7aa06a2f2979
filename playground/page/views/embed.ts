import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { PageAttachment } from '../../protocol.ts';
import { plainText } from '../markdown.ts';
import { writeMessageTime } from '../times.ts';
import { drawMarkdown, type Reading } from './markdown.ts';

/** Fields side by side in one row. https://docs.discord.com/developers/resources/message#embed-object-embed-field-structure */
const IN_A_ROW = 3;

export function drawEmbed(
  embed: APIEmbed,
  files: readonly PageAttachment[],
  reading: Reading,
): TemplateResult {
  const { title, url, color, author, description, fields = [], thumbnail, image } = embed;
  return html`<discord-embed
    slot="embeds"
    embed-title=${title === undefined ? nothing : plainText(title)}
    url=${url ?? nothing}
    color=${color === undefined ? nothing : `#${color.toString(16).padStart(6, '0')}`}
    author-name=${author?.name ?? nothing}
    author-url=${author?.url ?? nothing}
    thumbnail=${thumbnail?.url ?? nothing}
  >
    ${
      description === undefined
        ? nothing
        : html`<discord-embed-description slot="description">${drawMarkdown(description, reading)}</discord-embed-description>`
    }
    ${fields.length === 0 ? nothing : html`<discord-embed-fields slot="fields">${drawFields(fields, reading)}</discord-embed-fields>`}
    ${image === undefined ? nothing : drawImage(image.url, files)} ${drawFooter(embed, reading)}
  </discord-embed>`;
}

function drawFields(fields: readonly APIEmbedField[], reading: Reading): TemplateResult[] {
  let inRow = 0;
  return fields.map(({ name, value, inline = false }) => {
    inRow = inline ? (inRow % IN_A_ROW) + 1 : 0;
    return html`<discord-embed-field
      field-title=${plainText(name)}
      ?inline=${inline}
      inline-index=${inline ? inRow : nothing}
      >${drawMarkdown(value, reading)}</discord-embed-field
    >`;
  });
}

/** With its own words for those who do not see it, which the web component has no place for. */
function drawImage(url: string, files: readonly PageAttachment[]): TemplateResult {
  const words = files.find((file) => file.url === url)?.description ?? 'Picture';
  return html`<a slot="footer" class="embed-image" href=${url} target="_blank" rel="noopener"
    ><img src=${url} alt=${words}
  /></a>`;
}

function drawFooter({ footer, timestamp }: APIEmbed, { times }: Reading): TemplateResult | typeof nothing {
  const at = timestamp === undefined ? undefined : writeMessageTime(Date.parse(timestamp), times);
  const words = [footer?.text, at].filter((one) => one !== undefined).join(' • ');
  return words === '' ? nothing : html`<discord-embed-footer slot="footer">${words}</discord-embed-footer>`;
}
