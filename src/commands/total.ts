import { ApplicationCommandOptionType } from 'discord.js';
import { type Facts, KINDS } from '../data/facts.ts';
import type { Steps } from '../data/steps.ts';
import { totalSteps } from '../data/total.ts';
import type { Language } from '../i18n/language.ts';
import type { Chart } from '../replies/charts/chart.ts';
import { describeChart } from '../replies/charts/describe.ts';
import type { Reply } from '../replies/reply.ts';
import type { Command, Context } from './command.ts';
import { recall } from './in-slices.ts';
import { EXAMPLES_AMONG, getById } from './lookup.ts';
import { EVERYWHERE, PRIVATE_OPTION, readChoice, textOption } from './options.ts';
import { Recent } from './recent.ts';
import { suggest } from './suggest.ts';
import { renderItemShares, renderNothing, renderTotal } from './total.render.ts';
import { chartOf } from './total-chart.ts';
import { GROUPINGS, type Grouping } from './total-groups.ts';
import { isRecipient } from './total-names.ts';
import { type TotalQuestion, type Understood, understand } from './total-question.ts';

const answered = new Recent<Facts, Reply | Promise<Reply>>(200);
/** Few: each keeps its picture of a hundred kilobytes. */
const charted = new Recent<Facts, Chart | 'none' | Promise<Chart | 'none'>>(20);

export function answerTotal(question: TotalQuestion, context: Context): Reply | Promise<Reply> {
  const { facts } = context;
  const key = keyOf(question, context);
  return recall(answered, facts, key, () => answerSteps(question, context));
}

/** The answer, worked out anew; yields wherever it can be interrupted. */
export function* answerSteps(question: TotalQuestion, context: Context): Steps<Reply> {
  return yield* workOut(yield* understand(question, context), context);
}

/** The same answer with a picture of it, or with the reason why there is none. */
async function answerWithChart(question: TotalQuestion, by: Grouping, context: Context): Promise<Reply> {
  const reply = await answerTotal(question, context);
  const key = `${by} ${keyOf(question, context)}`;
  const chart = await recall(charted, context.facts, key, () => chartSteps(question, by, context));
  if (chart === 'none') return withoutPicture(context.language, reply);
  const { png } = await context.charts.draw(chart);
  const name = `assistance-by-${by}.png`;
  const [embed, ...others] = reply.embeds;
  return {
    ...reply,
    embeds: [{ ...embed, image: { url: `attachment://${name}` } }, ...others],
    files: [{ name, data: png, description: describeChart(context.language, chart) }],
  };
}

function* chartSteps(question: TotalQuestion, by: Grouping, context: Context): Steps<Chart | 'none'> {
  const chart = yield* chartOf(context.language, yield* understand(question, context), by);
  return chart ?? 'none';
}

function withoutPicture({ t }: Language, reply: Reply): Reply {
  const [embed, ...others] = reply.embeds;
  const description = `${t('total.noChart')}\n\n${embed?.description ?? ''}`;
  return { ...reply, embeds: [{ ...embed, description }, ...others] };
}

/** What a date means that was typed without a year, or as "today", depends on the day. */
function keyOf(question: TotalQuestion, { now, language }: Context): string {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  return JSON.stringify({ ...question, language: language.code, today });
}

function* workOut({ facts, filters, named, items, selection }: Understood, context: Context): Steps<Reply> {
  const { language } = context;
  const view = { facts, language };
  if (items !== undefined && items.length > 0) return renderItemShares(view, items, filters);
  if (selection.within.length + selection.partly.length + selection.undated.length === 0) {
    return renderNothing(context, filters, named);
  }
  return yield* renderTotal(view, yield* totalSteps(facts, selection.within), selection, filters);
}

export const total = {
  data: {
    name: 'total',
    description: 'How much: each dollar once, by kind, with what has no published amount',
    ...EVERYWHERE,
    options: [
      textOption('of', 'An item or a piece of assistance', { autocomplete: true }),
      textOption('program', 'Such as Foreign Military Financing or FMF', { autocomplete: true }),
      textOption('recipient', 'Who gets it; whoever belongs to them is counted too', { autocomplete: true }),
      {
        type: ApplicationCommandOptionType.String,
        name: 'kind',
        description: 'Only amounts of this kind; kinds are never added to each other',
        choices: KINDS.map((name) => ({ name, value: name })),
      },
      textOption('since', 'From this day on, such as March 2014 or 2014-03-01'),
      textOption('until', 'Up to this day, such as 4 June 2014'),
      textOption('as_of', 'Only what sources published by this day say'),
      {
        type: ApplicationCommandOptionType.String,
        name: 'chart',
        description: 'With a picture, by one of these: bars, with what is uncertain as ranges',
        choices: GROUPINGS.map((name) => ({ name, value: name })),
      },
      PRIVATE_OPTION,
    ],
  },
  examples({ facts, language }) {
    const [item] = facts.items;
    const [program] = facts.programs;
    const records = facts.assistance.slice(0, EXAMPLES_AMONG);
    const dated = records.find(({ when }) => when?.type === 'dates' && when.from !== undefined)?.when;
    const from = dated?.type === 'dates' ? dated.from : undefined;
    return [
      '/total',
      item && `/total of: ${item.name}`,
      program && `/total program: ${program.aliases[0] ?? program.name}`,
      from && `/total since: ${language.day(from)}`,
      records.some(({ amount }) => amount) ? '/total chart: kind' : undefined,
    ];
  },

  execute(interaction, context) {
    const text = (name: string) => interaction.options.getString(name)?.trim() || undefined;
    const question: TotalQuestion = {
      of: text('of'),
      program: text('program'),
      recipient: text('recipient'),
      kind: readChoice(interaction, 'kind', KINDS, context.language),
      since: text('since'),
      until: text('until'),
      asOf: text('as_of'),
    };
    const by = readChoice(interaction, 'chart', GROUPINGS, context.language);
    return by === undefined ? answerTotal(question, context) : answerWithChart(question, by, context);
  },

  autocomplete({ name, value }, context) {
    if (name === 'program') return suggest(context, value, ['program']);
    if (name === 'recipient') return suggest(context, value, ['party'], isRecipient(context.facts));
    return suggest(context, value, ['item', 'assistance']);
  },

  press({ values: [id = ''] }, context) {
    return answerTotal({ of: getById(context, id, ['item', 'assistance']).id }, context);
  },
} satisfies Command;
