import type { Measure, TextStyle } from './typeface.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Fitting {
  readonly measure: Measure;
  readonly style: TextStyle;
  readonly width: number;
  readonly lines: number;
}

/** A text in lines that fit, broken between words; what does not fit into the last ends in an ellipsis. */
export function fitText(text: string, fitting: Fitting): string[] {
  const { measure, style, width, lines: most } = fitting;
  const words = text.split(/\s+/).filter(Boolean);
  const lines: string[] = [];
  while (words.length > 0 && lines.length < most) {
    if (lines.length === most - 1) {
      lines.push(cut(words.join(' '), fitting));
      break;
    }
    let line = cut(words.shift() ?? '', fitting);
    while (words[0] !== undefined && measure(`${line} ${words[0]}`, style) <= width)
      line += ` ${words.shift()}`;
    lines.push(line);
  }
  return lines;
}

/** Cut between graphemes, so that no letter loses its accent. */
function cut(text: string, { measure, style, width }: Fitting): string {
  if (measure(text, style) <= width) return text;
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (measure(`${kept}${segment}…`, style) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
