import type { YamlFault } from './yaml.ts';

/** Brackets open at once. A file of facts has a few; text in it may have some that nobody closes. */
const MOST_OPEN = 500;

/**
 * The place where so many brackets are open that the parser would need minutes, and hundreds of megabytes, to say so.
 *
 * Counts also those inside of text: it is no parser, only a bound.
 */
export function findTooDeep(text: string): YamlFault | undefined {
  let open = 0;
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    else if (character === '\n') {
      line += 1;
      lineStart = at + 1;
    }
    if (open <= MOST_OPEN) continue;
    return {
      ...{ line, column: at - lineStart + 1 },
      problem: `is not YAML: more than ${MOST_OPEN} brackets are open here`,
      remedy: 'close each [ and {; no more than a few levels are needed',
    };
  }
  return undefined;
}
