import { z } from 'zod';
import { ENGAGEMENT_STATUSES, KINDS } from './records.ts';
import { REFERENCE, SLUG, slug } from './slug.ts';

// An error text has two halves, joined by a dash: what is wrong, then what to do. What has none is worded in schema-faults.ts.

const LONGEST_QUOTE = 2000;

const SLUG_ERROR =
  'is not an id — use small letters and digits, with single hyphens between them, such as june-tranche';

const text = z.string().trim().min(1, { abort: true, error: 'is empty — write a value, or delete the line' });
const name = text.refine((value) => slug(value) !== '', { error: 'has no letter or digit — write a name' });
const id = text.regex(SLUG, { error: SLUG_ERROR });
const reference = text.regex(REFERENCE, {
  error: 'is not an id — write the id of a fact of this file, or folder/id for one of another source',
});
const subject = text.regex(REFERENCE, {
  error:
    'is not a subject — use small letters, digits and hyphens, such as patrol-boats or folder/patrol-boats',
});
const url = z.url({
  protocol: /^https?$/,
  abort: true,
  error: (issue) =>
    issue.code === 'invalid_format'
      ? 'is not a web address — write one that begins with https://'
      : undefined,
});
const quote = text.max(LONGEST_QUOTE, {
  error: `is longer than ${LONGEST_QUOTE} characters — quote only what states the fact, joined with … where words are left out`,
});
const aliases = z.array(name).optional();

const money = text.describe(
  'Money as the source words it: “$5 million”, “more than $23 million”, “up to €1.5bn”, “between $20 million and $25 million”.',
);
const things = text.describe(
  'How many, as the source words it: “approximately 300,000 meals”, “Five helicopters”.',
);

/** `parseWhen` reads it and words its faults; this tells editors what it accepts. */
const when = z.unknown().meta({
  description:
    'A date (2014-06-04), a month (2014-03), a year, EDTF (2014-06~, 2014-03/..), { from, to, says } with the source’s words, ' +
    'or { start, zone, duration } for an hour.',
  anyOf: [
    { type: 'string', examples: ['2014-06-04', '2014-03', '2014-03/..'] },
    { type: 'integer', minimum: 1000, maximum: 9999 },
    objectOf({
      from: 'First day or month, at the earliest.',
      to: 'Last day or month, at the latest.',
      says: 'The source’s own words: “early June 2014”.',
    }),
    objectOf({
      start: 'Day and hour there: 2014-06-04T10:00.',
      zone: 'IANA time zone: Europe/Kyiv.',
      duration: 'ISO 8601: PT1H30M.',
    }),
  ],
});

const publication = z
  .strictObject({
    title: text.describe('The document’s title.'),
    publisher: text.describe('Who published it: “The White House”.'),
    published: z.iso
      .date({
        error: (issue) =>
          issue.code === 'invalid_format'
            ? 'is not a date — write the day as YYYY-MM-DD, such as 2014-06-04'
            : undefined,
      })
      .describe('The day of publication, YYYY-MM-DD.'),
    url: url.describe('Where it can be read. Leave it out if you have not opened it.').optional(),
    note: text
      .describe('What a reader should know about the document itself, such as how its date is known.')
      .optional(),
  })
  .describe('The published document.');

const program = z.strictObject({
  name: name.describe(
    'Its full name: “Foreign Military Financing”. The same name in several sources is one program.',
  ),
  aliases: aliases.describe('Other names and abbreviations: [FMF]. Each can be used where the name can.'),
});

const party = z.strictObject({
  name: name.describe(
    'Its full name: “State Border Guard Service of Ukraine”. The same name in several sources is one party.',
  ),
  partOf: name.describe('Name of the party that it belongs to: a service to its country.').optional(),
  aliases: aliases.describe('Other names and abbreviations. Each can be used where the name can.'),
});

const item = z.strictObject({
  name: name.describe(
    'What it is, in the source’s words: “night vision goggles”. The quote has a word of it, or of an alias.',
  ),
  id: id
    .describe('Only where two items of one assistance would get the same id from their names.')
    .optional(),
  aliases: aliases.describe('Other words that mean the same: [NVG, NVGs]. People find it by these too.'),
  category: text.describe('A word to group it by: protection, optics, medical, vehicles.').optional(),
  quantity: things.optional(),
  amount: money.describe('Money that the source states for this item alone.').optional(),
  when: when.optional(),
  quote: quote.describe('Its own sentence, where the assistance’s quote does not name it.').optional(),
});

const assistance = z.strictObject({
  id: id.describe('Short and lasting: june-tranche. Unique in this file.'),
  title: text.describe('What it is, in a few words.'),
  description: text.describe('More, where the title does not say enough.').optional(),
  kind: z.enum(KINDS).describe('How far the money or goods have come, by the source’s own words.'),
  amount: money.describe(`${money.description} Leave it out where the source gives none.`).optional(),
  when: when.optional(),
  from: name.describe('Who gives.').optional(),
  to: name.describe('Who receives.').optional(),
  through: name.describe('Who carries it out, such as an embassy.').optional(),
  program: name.describe('The program it is given under.').optional(),
  partOf: reference
    .describe('Id of the assistance whose money contains this one’s: id, or folder/id.')
    .optional(),
  subject: subject
    .describe(
      'The same word marks the same thing in all sources: two figures for one tranche are shown, not added.',
    )
    .optional(),
  quote: quote.describe('The words of source.txt that state it, copied. … joins two passages.'),
  items: z.array(item).describe('The goods.').optional(),
});

const engagement = z.strictObject({
  id: id.describe('Short and lasting: defense-consultations. Unique in this file.'),
  title: text.describe('What it is, in a few words.'),
  when,
  status: z
    .enum(ENGAGEMENT_STATUSES)
    .describe('As of the day of publication: held only if it had begun by then.'),
  where: text.describe('The place.').optional(),
  between: z.array(name).describe('Who meets.').optional(),
  topics: z.array(text).describe('What about.').optional(),
  subject: subject.describe('The same word marks the same meeting in all sources.').optional(),
  url: url.describe('A page about it.').optional(),
  quote: quote.describe('The words of source.txt that state it, copied. … joins two passages.'),
});

/** What every source says of itself, whatever its facts are read from. */
export const head = {
  source: publication,
  programs: z.array(program).describe('Programs with other names that people use.').optional(),
  parties: z
    .array(party)
    .describe('Givers and recipients with other names, or that belong to another.')
    .optional(),
};

/** The records of `facts.yaml`, by the list they stand in. */
export const records = { programs: program, parties: party, assistance, engagements: engagement };
export { aliases, item, publication, text };

/** `facts.yaml`. Strict: an unknown key is a fault, since it is most often a misspelt one. */
export const factsFile = z
  .strictObject({
    ...head,
    assistance: z.array(assistance).describe('Who gave what to whom.').optional(),
    engagements: z.array(engagement).describe('Who met whom.').optional(),
  })
  .describe('The facts that source.txt states. See docs/data-format.md.');

function objectOf(descriptions: Record<string, string>): object {
  const properties = Object.entries(descriptions).map(([key, description]) => [
    key,
    { type: ['string', 'integer'], description },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}
