import type { Inline } from './markdown.ts';

interface Rule {
  readonly pattern: RegExp;
  read(match: RegExpExecArray): Inline | undefined;
}

const wrap = (type: 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler'): Rule['read'] =>
  function read([, inside = '']) {
    return { type, children: parseInline(inside) };
  };

const ANYTHING = String.raw`((?:\\[\s\S]|[^\\])+?)`;

/** Tried in this order where the text stands; each begins with a sign that `SIGNS` knows. */
const RULES: readonly Rule[] = [
  { pattern: /\\([^\w\s])/y, read: ([, text = '']) => ({ type: 'text', text }) },
  { pattern: /\n/y, read: () => ({ type: 'break' }) },
  { pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y, read: ([, , text = '']) => ({ type: 'code', text: text.trim() }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    read: ([, seconds, style = 'f']) => ({ type: 'time', seconds: Number(seconds), style }),
  },
  { pattern: /<#(\d+)>/y, read: ([, id = '']) => ({ type: 'channel', id }) },
  { pattern: /<@&(\d+)>/y, read: ([, id = '']) => ({ type: 'role', id }) },
  { pattern: /<@!?(\d+)>/y, read: ([, id = '']) => ({ type: 'user', id }) },
  { pattern: /<\/([^:>]+):\d+>/y, read: ([, name = '']) => ({ type: 'command', name }) },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, read: ([, href = '']) => linkTo(href, href) },
  {
    pattern:
      /\[((?:\\[\s\S]|[^[\]\\])+)\]\(\s*(?:<(https?:\/\/[^\s>]+)>|(https?:\/\/[^\s)>]+))(?:\s+"[^"]*")?\s*\)/y,
    read: ([, label = '', inBrackets, href = inBrackets ?? '']) => ({
      type: 'link',
      href,
      children: parseInline(label),
    }),
  },
  { pattern: /https?:\/\/[^\s<>]*[^\s<>"'.,:;!?)\]*_]/y, read: ([href = '']) => linkTo(href, href) },
  { pattern: /@(?:everyone|here)\b/y, read: ([text = '']) => ({ type: 'everyone', text }) },
  { pattern: new RegExp(String.raw`\*\*${ANYTHING}\*\*(?!\*)`, 'y'), read: wrap('strong') },
  { pattern: new RegExp(`__${ANYTHING}__(?!_)`, 'y'), read: wrap('underline') },
  {
    pattern: /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
    read: wrap('emphasis'),
  },
  { pattern: /(?<!\w)_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, read: wrap('emphasis') },
  { pattern: new RegExp(`~~${ANYTHING}~~`, 'y'), read: wrap('strike') },
  { pattern: new RegExp(String.raw`\|\|${ANYTHING}\|\|`, 'y'), read: wrap('spoiler') },
];

const SIGNS = /[\\\n`<[h@*_~|]/g;

/** Never throws: what is no Markdown is text. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') nodes.push({ type: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const found = readAt(text, at);
    if (found === undefined) {
      SIGNS.lastIndex = at + 1;
      const next = SIGNS.exec(text)?.index ?? text.length;
      plain += text.slice(at, next);
      at = next;
      continue;
    }
    if (found.node.type === 'text') plain += found.node.text;
    else {
      flush();
      nodes.push(found.node);
    }
    at += found.length;
  }
  flush();
  return nodes;
}

function readAt(text: string, at: number): { node: Inline; length: number } | undefined {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && read(match);
    if (match && node) return { node, length: match[0].length };
  }
  return undefined;
}

function linkTo(href: string, label: string): Inline {
  return { type: 'link', href, children: [{ type: 'text', text: label }] };
}
