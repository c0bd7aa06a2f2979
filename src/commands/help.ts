import type { APIEmbed } from 'discord.js';
import { renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { code, counted } from '../replies/markdown.ts';
import type { Command } from './command.ts';
import { EVERYWHERE, PRIVATE_OPTION } from './options.ts';

/** `/help` over the one list of commands: it cannot name a command that is not there. */
export function createHelp(commands: readonly Command[]): Command {
  return {
    data: {
      name: 'help',
      description: 'What you can ask, with examples',
      ...EVERYWHERE,
      options: [PRIVATE_OPTION],
    },
    examples: () => ['/help'],

    execute(_interaction, { facts }) {
      const embed: APIEmbed = {
        color: COLOR,
        title: 'What you can ask',
        description:
          `Official assistance and the meetings about it, out of ${counted(facts.sources.length, 'source')}. ` +
          'Every answer shows the sentence or row it rests on. Small slips in names are forgiven, and `private: True` shows an answer to you alone.',
        fields: commands.map(({ data, examples }) => ({
          name: `/${data.name}`,
          value: [data.description, ...renderExamples(examples(facts))].join('\n'),
        })),
        footer: { text: renderRevision(facts.revision) },
      };
      return { embeds: [embed] };
    },
  };
}

function renderExamples(examples: readonly (string | undefined)[]): string[] {
  return examples.filter((example) => example !== undefined).map(code);
}
