import type { APIEmbed } from 'discord.js';
import { commandWords, localizeTyped } from '../i18n/command-words.ts';
import type { Language } from '../i18n/language.ts';
import { renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { code } from '../replies/markdown.ts';
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

    execute(_interaction, context) {
      const { facts, language } = context;
      const { t } = language;
      const embed: APIEmbed = {
        color: COLOR,
        title: t('help.title'),
        description: t('help.about', { sources: t('count.source', { count: facts.sources.length }) }),
        fields: commands.map(({ data, examples }) => {
          const { name, description } = commandWords(language, data);
          const value = [description, ...renderExamples(language, examples(context))].join('\n');
          return { name: `/${name}`, value };
        }),
        footer: { text: renderRevision(language, facts.revision) },
      };
      return { embeds: [embed] };
    },
  };
}

function renderExamples(language: Language, examples: readonly (string | undefined)[]): string[] {
  return examples
    .filter((example) => example !== undefined)
    .map((example) => code(localizeTyped(language, example)));
}
