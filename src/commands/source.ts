import { splitArgs } from '../replies/custom-id.ts';
import type { Hit } from '../search/search.ts';
import type { Command } from './command.ts';
import { getById, lookUp, type Ref } from './lookup.ts';
import { EVERYWHERE, PRIVATE_OPTION, textOption } from './options.ts';
import { renderFitting, renderNoSource, renderSource, renderSources } from './source.render.ts';
import { suggest } from './suggest.ts';

export const source = {
  data: {
    name: 'source',
    description: 'The documents behind the answers: the list, or one with its facts and its text',
    ...EVERYWHERE,
    options: [
      textOption('name', 'Its title; leave it out for the list', { autocomplete: true }),
      PRIVATE_OPTION,
    ],
  },
  examples({
    facts: {
      sources: [newest],
    },
  }) {
    return ['/source', newest && `/source name: ${newest.title}`];
  },

  execute(interaction, context) {
    const name = interaction.options.getString('name')?.trim() ?? '';
    const { facts } = context;
    if (name === '') return renderSources(context, 0);
    const { sure, others } = lookUp(context, name, ['source']);
    const id = sure[0]?.id ?? others[0]?.record.id;
    if (id === undefined) return renderNoSource(context, name);
    const fit = (sure.length > 0 ? sure : tellOf(others)).map((ref) => facts.getSource(ref.id));
    if (fit.length > 1) return renderFitting(context, name, fit);
    const isNamed = sure.length > 0 || others[0]?.confidence === 'likely';
    return renderSource(context, facts.getSource(id), 0, isNamed ? undefined : name);
  },

  autocomplete({ value }, context) {
    return suggest(context, value, ['source']);
  },

  press({ action, rest, values: [chosen = ''] }, context) {
    const { facts } = context;
    if (action === 'open')
      return renderSource(context, facts.getSource(getById(context, chosen, ['source']).id), 0);
    const [page = '0', id = ''] = splitArgs(rest, 2);
    const number = Number.parseInt(page, 10) || 0;
    if (id === '') return renderSources(context, number);
    return renderSource(context, facts.getSource(getById(context, id, ['source']).id), number);
  },
} satisfies Command;

/** Where no title is alike, those that have the words elsewhere, as their publisher: none is closer than the others. */
function tellOf(hits: readonly Hit[]): readonly Ref[] {
  return hits.every(({ tier }) => tier === 'detail') ? hits.map(({ record }) => record) : [];
}
