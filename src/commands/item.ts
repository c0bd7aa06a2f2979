import type { Facts } from '../data/facts.ts';
import type { Steps } from '../data/steps.ts';
import { customId } from '../replies/custom-id.ts';
import type { Reply } from '../replies/reply.ts';
import type { Command, Context } from './command.ts';
import { recall } from './in-slices.ts';
import { renderItems, renderNoItem } from './item.render.ts';
import { EXAMPLES_AMONG, getById, lookUp } from './lookup.ts';
import { EVERYWHERE, PRIVATE_OPTION, textOption } from './options.ts';
import { Recent } from './recent.ts';
import { suggest } from './suggest.ts';

const answered = new Recent<Facts, Reply | Promise<Reply>>(500);

function answer(name: string, context: Context): Reply | Promise<Reply> {
  return recall(answered, context.facts, `${context.language.code} ${name}`, () => workOut(name, context));
}

function* workOut(name: string, context: Context): Steps<Reply> {
  const found = lookUp(context, name, ['item']);
  const menuId = customId('item', 'open');
  if (found.sure.length === 0 && found.others.length === 0) return yield* renderNoItem(context, name, menuId);
  return yield* renderItems(context, found, menuId);
}

export const item = {
  data: {
    name: 'item',
    description: 'Look up an item: what, how many, to whom, under which program, and the sentence behind it',
    ...EVERYWHERE,
    options: [
      textOption('name', 'Its name or abbreviation; small slips are forgiven', {
        required: true,
        autocomplete: true,
      }),
      PRIVATE_OPTION,
    ],
  },
  examples({ facts }) {
    const items = facts.items.slice(0, EXAMPLES_AMONG);
    const counted = items.find(({ quantity }) => quantity !== undefined);
    const known = items.findLast((candidate) => candidate.aliases.length > 0 && candidate !== counted);
    return [items[0], counted]
      .map((candidate) => candidate && `/item name: ${candidate.name}`)
      .concat(known && `/item name: ${known.aliases[0]}`);
  },

  execute(interaction, context) {
    return answer(interaction.options.getString('name', true), context);
  },

  autocomplete({ value }, context) {
    return suggest(context, value, ['item']);
  },

  press({ values: [id = ''] }, context) {
    return answer(getById(context, id, ['item']).id, context);
  },
} satisfies Command;
