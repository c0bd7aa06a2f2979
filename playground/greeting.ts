import { commands } from '../src/commands/index.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { counted } from '../src/replies/markdown.ts';
import type { View } from '../src/replies/view.ts';

/** What stands above the prompt: what is known, a question of each command that these facts answer, and how to type. */
export function greeting({ facts }: Pick<View, 'facts'>): string {
  const examples = commands.flatMap((command) => {
    const [first] = command.examples({ facts, language: ENGLISH }).filter((one) => one !== undefined);
    return first === undefined ? [] : [`  ${first}`];
  });
  return `Tranche is running against a Discord of its own on this machine (set DISCORD_TOKEN for the real one).
It knows ${counted(facts.sources.length, 'source')} with ${counted(facts.items.length, 'item')} and ${counted(facts.engagements.length, 'meeting')}.

Type a question, for example:
${examples.join('\n')}
Write options as “name: value”, “? /find text:” and some letters for what autocomplete offers, a number to press a
button or choose from a menu, and “exit” to end.`;
}
