import { escapeMarkdown } from 'discord.js';

/**
 * Text of a source or a user, so that Discord shows it as it is: no formatting, no mention, no link behind other words.
 *
 * discord.js leaves mentions, timestamps, emoji, block quotes and small print (`-#`) as they are, and links whose parts come
 * from two texts: a backslash breaks them too.
 */
export function literal(text: string): string {
  return escapeMarkdown(text, { heading: true, bulletedList: true, numberedList: true })
    .replace(/[[\]]/g, '\\$&')
    .replace(/<(?=[@#:/at]|id:)/g, '\\<')
    .replace(/^(\s*)(?=>|-#)/gm, '$1\\');
}

/** Something to type, in a code span: nothing is escaped there, and a backtick would end it. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

/** `text` escaped, with the passages at `ranges` (UTF-16 offsets, end exclusive, in order) bold. */
export function emphasize(text: string, ranges: readonly (readonly [start: number, end: number])[]): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of ranges) {
    shown += `${literal(text.slice(at, start))}**${literal(text.slice(start, end))}**`;
    at = end;
  }
  return shown + literal(text.slice(at));
}

/** The first letter upper case, for a title or the start of a sentence. */
export function capitalize(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `limit` UTF-16 units, cut between graphemes and ended with an ellipsis where something was cut. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let cut = '';
  for (const { segment, index } of segmenter.segment(text)) {
    if (index + segment.length > limit - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

// Making one costs more than using it a hundred times.
const list = new Intl.ListFormat('en-GB');

/** "a, b and c" */
export function listed(words: readonly string[]): string {
  return list.format(words);
}

/** "1 item", "11,378 items" */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
