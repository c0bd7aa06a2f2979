import { parseInline } from './markdown-inline.ts';

/** Discord's Markdown as a tree. https://support.discord.com/hc/en-us/articles/210298617 */
export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly type: 'subtext'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'list';
      readonly start: number | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'pre'; readonly text: string };

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | {
      readonly type: 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler';
      readonly children: readonly Inline[];
    }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: 'channel' | 'role' | 'user'; readonly id: string }
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'everyone'; readonly text: string }
  /** `seconds` since 1970; `style` is Discord's letter, `f` if none was written. */
  | { readonly type: 'time'; readonly seconds: number; readonly style: string };

/** Begins a block that takes one line; a list or a quote takes those after it that look alike. */
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const QUOTE = /^> ?/;
const REST_QUOTE = /^>>> /;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(?=\S)/;
const FENCE = /^```/;

/** Never throws: what is no Markdown is text. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, length } = readBlock(lines, at);
    if (block !== undefined) blocks.push(block);
    at += length;
  }
  return blocks;
}

/** The words alone, for where Discord shows no Markdown. */
export function plainText(text: string): string {
  const words = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if ('children' in node) return words(node.children);
        return 'text' in node ? node.text : '';
      })
      .join('');
  return words(parseInline(text));
}

interface Read {
  readonly block: Block | undefined;
  /** In lines. */
  readonly length: number;
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  const [, marks = '', title = ''] = HEADING.exec(line) ?? [];
  if (title !== '')
    return one({ type: 'heading', level: levelOf(marks), children: parseInline(title.trim()) });
  const [, small = ''] = SUBTEXT.exec(line) ?? [];
  if (small !== '') return one({ type: 'subtext', children: parseInline(small) });
  if (REST_QUOTE.test(line)) return readRestQuote(lines, at);
  if (line.startsWith('> ') || line === '>') return readQuote(lines, at);
  if (FENCE.test(line)) return readFence(lines, at) ?? readParagraph(lines, at);
  if (ITEM.test(line)) return readList(lines, at);
  return readParagraph(lines, at);
}

const one = (block: Block): Read => ({ block, length: 1 });

function levelOf(marks: string): 1 | 2 | 3 {
  if (marks.length === 1) return 1;
  return marks.length === 2 ? 2 : 3;
}

function readRestQuote(lines: readonly string[], at: number): Read {
  const text = lines.slice(at).join('\n').replace(REST_QUOTE, '');
  return { block: { type: 'quote', blocks: parseMarkdown(text) }, length: lines.length - at };
}

function readQuote(lines: readonly string[], at: number): Read {
  const length = countWhile(lines, at, (line) => line.startsWith('> ') || line === '>');
  const text = lines
    .slice(at, at + length)
    .map((line) => line.replace(QUOTE, ''))
    .join('\n');
  return { block: { type: 'quote', blocks: parseMarkdown(text) }, length };
}

function readFence(lines: readonly string[], at: number): Read | undefined {
  const opening = (lines[at] ?? '').slice(3);
  if (opening.endsWith('```') && opening.length > 3) return one({ type: 'pre', text: opening.slice(0, -3) });
  const end = lines.findIndex((line, i) => i > at && line.trimEnd().endsWith('```'));
  if (end === -1) return undefined;
  const inside = [...lines.slice(at + 1, end), (lines[end] ?? '').trimEnd().slice(0, -3)];
  const first = /^[\w+-]*$/.test(opening) ? [] : [opening];
  const text = [...first, ...inside].join('\n').replace(/\n$/, '');
  return { block: { type: 'pre', text }, length: end - at + 1 };
}

/** Its items; what is indented below one belongs to it. */
function readList(lines: readonly string[], at: number): Read {
  const [, indent = '', number] = ITEM.exec(lines[at] ?? '') ?? [];
  const isDeeper = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
  const length = countWhile(
    lines,
    at,
    (line) => line.trim() !== '' && (ITEM.test(line) || isDeeper(line) > indent.length),
  );
  const items: string[][] = [];
  for (const line of lines.slice(at, at + length)) {
    const [mark = '', itsIndent = ''] = ITEM.exec(line) ?? [];
    const isItem = mark !== '' && itsIndent.length <= indent.length;
    if (isItem) items.push([line.slice(mark.length)]);
    else items.at(-1)?.push(line.slice(Math.min(isDeeper(line), indent.length + 2)));
  }
  const start = number === undefined ? undefined : Number(number);
  return {
    block: { type: 'list', start, items: items.map((item) => parseMarkdown(item.join('\n'))) },
    length,
  };
}

function readParagraph(lines: readonly string[], at: number): Read {
  const others = countWhile(lines, at + 1, (line) => !beginsBlock(line));
  const text = lines.slice(at, at + 1 + others).join('\n');
  const children = parseInline(text.replace(/^\n+|\n+$/g, ''));
  const block: Block | undefined = text.trim() === '' ? undefined : { type: 'paragraph', children };
  return { block, length: others + 1 };
}

const beginsBlock = (line: string) =>
  [HEADING, SUBTEXT, REST_QUOTE, ITEM, FENCE].some((pattern) => pattern.test(line)) ||
  line.startsWith('> ') ||
  line === '>';

function countWhile(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  const end = lines.findIndex((line, i) => i >= from && !fits(line));
  return (end === -1 ? lines.length : end) - from;
}
