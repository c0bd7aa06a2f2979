import { html, nothing, type TemplateResult } from 'lit';
import type { PageAttachment, PageMessage } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { Notice, State } from '../state.ts';
import { writeMessageTime } from '../times.ts';
import { drawControls } from './controls.ts';
import { drawEmbed } from './embed.ts';
import { drawMarkdown, type Reading } from './markdown.ts';

const KILOBYTE = 1024;

function avatarOf(id: string, { people }: Pick<State, 'people'>): string {
  const at = people.findIndex((person) => person.id === id);
  return `/page/avatars/${['member', 'admin'][at] ?? 'bot'}.svg`;
}

export function drawMessage(message: PageMessage, app: App, reading: Reading): TemplateResult {
  const { state } = app;
  const { author, asked, embeds } = message;
  const shown = new Set(embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
  const files = message.attachments.filter(({ url }) => !shown.has(url));
  return html`<discord-message
    author=${author.name}
    avatar=${avatarOf(author.id, state)}
    .timestamp=${writeMessageTime(message.at, reading.times)}
    ?bot=${author.isBot}
    ?edited=${message.isEdited}
    ?highlight=${message.mentions.everyone || message.mentions.roles.length > 0}
    class=${message.isEphemeral ? 'ephemeral' : ''}
    data-message=${message.id}
  >
    ${asked === undefined ? nothing : drawAsked(asked, state)}
    ${message.isLoading ? html`<span class="thinking">${author.name} is thinking…</span>` : nothing}
    ${drawMarkdown(message.content, reading)} ${embeds.map((embed) => drawEmbed(embed, message.attachments, reading))}
    ${files.length === 0 ? nothing : html`<discord-attachments slot="attachments">${files.map(drawFile)}</discord-attachments>`}
    ${drawControls(message, app)} ${message.isEphemeral ? drawOnlyYou(message.id, app) : nothing}
  </discord-message>`;
}

function drawAsked({ by, command }: NonNullable<PageMessage['asked']>, state: State): TemplateResult {
  return html`<discord-command
    slot="reply"
    author=${by.name}
    avatar=${avatarOf(by.id, state)}
    command=${command.replace(/^\//, '')}
  ></discord-command>`;
}

function drawFile({ filename, url, bytes, contentType, description }: PageAttachment): TemplateResult {
  if (contentType.startsWith('image/') && !contentType.includes('svg')) {
    return html`<a class="picture" href=${url} target="_blank" rel="noopener"
      ><img src=${url} alt=${description ?? filename}
    /></a>`;
  }
  const isSmall = bytes < KILOBYTE;
  return html`<discord-file-attachment
    name=${filename}
    bytes=${isSmall ? bytes : Math.round((bytes / KILOBYTE) * 10) / 10}
    bytes-unit=${isSmall ? 'bytes' : 'KB'}
    href=${url}
    target="_blank"
    type=${contentType}
  ></discord-file-attachment>`;
}

function drawOnlyYou(id: string, app: App): TemplateResult {
  return html`<div slot="thread" class="only-you">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5c5 0 8.6 4.2 9.9 6.4a1.2 1.2 0 0 1 0 1.2C20.6 14.8 17 19 12 19s-8.6-4.2-9.9-6.4a1.2 1.2 0 0 1 0-1.2C3.4 9.2 7 5 12 5zm0 3.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z" /></svg>
    Only you can see this •
    <button class="link" @click=${() => app.dismiss(id)}>Dismiss message</button>
  </div>`;
}

/** What Discord's client says of itself, to who looks through this window alone. */
export function drawNotice({ id, title, detail }: Notice, app: App): TemplateResult {
  return html`<div class="notice" data-notice=${id}>
    <strong>${title}</strong>
    <p>${detail}</p>
    <div class="only-you">
      Only you can see this •
      <button class="link" @click=${() => app.dismiss(id)}>Dismiss message</button>
      •
      <button class="link" @click=${() => app.change({ isWireOpen: true })}>Show the requests</button>
    </div>
  </div>`;
}
