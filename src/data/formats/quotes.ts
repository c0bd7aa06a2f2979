import { entriesOf } from '../file-report.ts';
import { type Folded, fold } from '../fold.ts';
import { type Reading, readAssistance, readEngagement } from '../read-records.ts';
import { factsFile } from '../schema.ts';
import { type Format, NOTHING, type SourceRecords } from './format.ts';
import { readText } from './utf8.ts';

/** A text as published, and the facts that were read out of it, each with the words that state it. */
export const quotes: Format = {
  head: 'facts.yaml',
  schema: factsFile,
  largestHead: 10,
  bodies: ['source.txt'],
  largestBody: 10,
  similar: /^(?:facts\.ya?ml|facts\.json|source\.(?:txt|text|md))$/i,

  async openBody(file, path) {
    const text = await readText(file, path, quotes.largestBody);
    const folded = typeof text === 'string' ? fold(text) : undefined;
    return {
      faults: typeof text === 'string' ? [] : [text],
      readRecords: async (reading, published) => readRecords(reading, folded, published),
    };
  },
};

/** @param text absent where it could not be read: then no quote can be looked for */
function readRecords(
  reading: Reading,
  text: Folded | undefined,
  published: Temporal.PlainDate | undefined,
): SourceRecords {
  const { value } = reading.source;
  const quoted = { ...reading, text };
  const assistance = entriesOf(value, 'assistance').map((entry, index) =>
    readAssistance(quoted, entry, ['assistance', index]),
  );
  const engagements = entriesOf(value, 'engagements').flatMap(
    (entry, index) => readEngagement(quoted, entry, ['engagements', index], published) ?? [],
  );
  return {
    ...NOTHING,
    assistance: assistance.flatMap(({ record }) => record ?? []),
    drafts: assistance.map(({ draft }) => draft),
    engagements,
    text: text?.original,
  };
}
