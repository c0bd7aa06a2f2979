import { z } from 'zod';
import { isNoun } from './amount-unit.ts';
import { KINDS } from './records.ts';
import { aliases, head, text } from './schema.ts';

const template = (what: string) =>
  text.describe(
    `${what} Text as it stands, with {names of columns} in braces where a row’s own cells belong: "Aid for {Country}".`,
  );

const column = text.describe('Name of the column, as the first row of the table has it.');

const words = z
  .enum(['refuse', 'not published'])
  .describe(
    'What a cell means that holds words where a figure or date belongs. “refuse” (the default): a fault. ' +
      '“not published”: no figure, and how many such cells there are is told.',
  )
  .optional();

const scale = z
  .enum(['thousand', 'million', 'billion'])
  .describe('The unit of the figures, where the column gives them in thousands, millions or billions.')
  .optional();

export const amountMapping = z.strictObject({
  column,
  currency: template(
    'Currency of the figures by its code: USD, or "{Currency}". Leave it out where each cell words its own amount: “up to $150 million”.',
  ).optional(),
  in: scale,
  words,
  negative: z
    .enum(['refuse', 'taken back'])
    .describe(
      'What a figure below zero means. “refuse” (the default): a fault. “taken back”: money given before and taken back, which a total subtracts.',
    )
    .optional(),
});

export const quantityMapping = z.strictObject({
  column,
  noun: text
    .refine(isNoun, {
      error: 'is not a noun that can stand behind a number — write what is counted, such as packs',
    })
    .describe('What is counted: packs. Leave it out where the cells say it.')
    .optional(),
  in: scale,
  words,
});

export const whenMapping = z.strictObject({
  column,
  formats: z
    .array(text)
    .min(1)
    .describe(
      'How the column writes dates: D-MMM-YY, M/D/YYYY, YYYY-MM-DD, MMMM YYYY, YYYY, or US fiscal year. Several where it mixes them. ' +
        'Leave it out where cells are as in facts.yaml: 2014-06-04, 2014-03/2014-06.',
    )
    .optional(),
  words,
});

const kinds = z.strictObject({
  column,
  values: z
    .record(z.string(), z.enum(KINDS))
    .describe('What each value of the column means: { Obligations: obligated, Disbursements: disbursed }.'),
});

export const itemMapping = z.strictObject({
  name: template('What it is.'),
  category: template('A word to group it by.').optional(),
  aliases: aliases.describe('Other words that mean the same, also with {columns}.'),
  quantity: quantityMapping.describe('How many.').optional(),
  amount: amountMapping
    .describe('Money for this item alone, where it is not that of the whole row.')
    .optional(),
});

const row = z
  .strictObject({
    id: template('Lasting id of the row: "{Award ID}". Without it the row’s number is its id.').optional(),
    title: template('What it is, in a few words.'),
    description: template('More, where the title does not say enough.').optional(),
    kind: z
      .enum(KINDS)
      .describe('How far the money or goods have come, where it is the same in all rows.')
      .optional(),
    kinds: kinds.describe('How far the money or goods have come, where a column says it.').optional(),
    amount: amountMapping.describe('Money. An empty cell means that no figure is published.').optional(),
    when: whenMapping.describe('The time of the row. An empty cell means that none is published.').optional(),
    from: template('Who gives.').optional(),
    to: template('Who receives.').optional(),
    through: template('Who carries it out.').optional(),
    program: template('The program it is given under.').optional(),
    partOf: template('Id of the assistance whose money contains this row’s: id, or folder/id.').optional(),
    subject: template('Rows and facts with the same subject are one thing, counted once.').optional(),
    url: template('A page about this row alone.').optional(),
    items: z.array(itemMapping).describe('The goods that a row lists.').optional(),
    show: z
      .array(text)
      .describe('More columns to show as evidence, beside those that are used above.')
      .optional(),
  })
  .describe('What each row says: one fact.');

const filter = z.record(z.string(), z.array(text).min(1)).optional();

/** `table.yaml`. Strict, as `facts.yaml` is. */
export const tableFile = z
  .strictObject({
    ...head,
    table: z
      .strictObject({
        separator: text
          .length(1, { error: 'is not one character — write the one between two cells, such as ";"' })
          .describe('What separates cells, where it is not a comma (table.csv) or a tab (table.tsv).')
          .optional(),
        decimal: z
          .enum(['point', 'comma'])
          .describe('How figures are written: 1,234.56 (point, the default) or 1.234,56 (comma).')
          .optional(),
        blank: z
          .array(text)
          .describe('What stands in cells that are meant to be empty: [NULL, N/A].')
          .optional(),
      })
      .describe('How the table is written.')
      .optional(),
    only: filter.describe('Columns with the values of the rows to read; all other rows are left out.'),
    skip: filter.describe('Columns with the values of rows to leave out.'),
    row,
  })
  .describe('How the rows of table.csv become facts. See docs/data-format.md.');

export type RowMapping = z.output<typeof row>;
export type TableMapping = z.output<typeof tableFile>;
