import { html, type TemplateResult } from 'lit';
import type { Named } from '../../protocol.ts';
import { type Block, type Inline, parseMarkdown } from '../markdown.ts';
import { type TimeStyle, writeTime } from '../times.ts';

/** What a text is read with: names of what it mentions, and how times are written. */
export interface Reading {
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
  readonly people: readonly Named[];
  readonly times: TimeStyle;
  /** In milliseconds, for relative times. */
  readonly now: number;
  readonly openChannel: (id: string) => void;
}

type Drawn = TemplateResult | string;

/** Text of the bot or of a person, as Discord shows it: always nodes, never markup of theirs. */
export function drawMarkdown(text: string, reading: Reading): Drawn[] {
  return parseMarkdown(text).map((block) => drawBlock(block, reading));
}

function drawBlock(block: Block, reading: Reading): Drawn {
  const inside = () => ('children' in block ? drawAll(block.children, reading) : []);
  switch (block.type) {
    case 'paragraph':
      return html`<div class="paragraph">${inside()}</div>`;
    case 'heading':
      return html`<div class="heading-${block.level}" role="heading" aria-level=${block.level + 2}>${inside()}</div>`;
    case 'subtext':
      return html`<div class="subtext">${inside()}</div>`;
    case 'quote':
      return html`<discord-quote>${block.blocks.map((one) => drawBlock(one, reading))}</discord-quote>`;
    case 'pre':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case 'list':
      return drawList(block, reading);
  }
}

function drawList({ start, items }: Extract<Block, { type: 'list' }>, reading: Reading): Drawn {
  const rows = items.map((item) => html`<li>${item.map((one) => drawBlock(one, reading))}</li>`);
  return start === undefined ? html`<ul>${rows}</ul>` : html`<ol start=${start}>${rows}</ol>`;
}

function drawAll(nodes: readonly Inline[], reading: Reading): Drawn[] {
  return nodes.map((node) => drawInline(node, reading));
}

function drawInline(node: Inline, reading: Reading): Drawn {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br>`;
    case 'strong':
      return html`<strong>${drawAll(node.children, reading)}</strong>`;
    case 'emphasis':
      return html`<em>${drawAll(node.children, reading)}</em>`;
    case 'underline':
      return html`<u>${drawAll(node.children, reading)}</u>`;
    case 'strike':
      return html`<s>${drawAll(node.children, reading)}</s>`;
    case 'spoiler':
      return html`<details class="spoiler"><summary>Spoiler</summary>${drawAll(node.children, reading)}</details>`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer">${drawAll(node.children, reading)}</a>`;
    case 'command':
      return html`<discord-mention type="slash">${node.name}</discord-mention>`;
    case 'everyone':
      return html`<discord-mention type="role">${node.text.slice(1)}</discord-mention>`;
    case 'time':
      return drawTime(node, reading);
    default:
      return drawMention(node, reading);
  }
}

function drawTime({ seconds, style }: Extract<Inline, { type: 'time' }>, { times, now }: Reading): Drawn {
  const whole = writeTime(seconds, 'F', now, times);
  const iso =
    Number.isFinite(seconds) && Math.abs(seconds) < 8.64e12 ? new Date(seconds * 1000).toISOString() : '';
  return html`<discord-time title=${whole}
    ><time datetime=${iso}>${writeTime(seconds, style, now, times)}</time></discord-time
  >`;
}

function drawMention({ type, id }: Extract<Inline, { id: string }>, reading: Reading): Drawn {
  if (type === 'channel') {
    const channel = reading.channels.find((one) => one.id === id);
    if (channel === undefined) return html`<discord-mention type="channel">unknown</discord-mention>`;
    return html`<discord-mention type="channel" @click=${() => reading.openChannel(id)}
      >${channel.name}</discord-mention
    >`;
  }
  const known = type === 'role' ? reading.roles : reading.people;
  const name = known.find((one) => one.id === id)?.name ?? (type === 'role' ? 'deleted-role' : 'tranche');
  return html`<discord-mention type=${type}>${name.replace(/^@/, '')}</discord-mention>`;
}
