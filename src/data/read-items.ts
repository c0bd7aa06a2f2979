import { entriesOf, fieldOf } from './file-report.ts';
import type { Path } from './formats/yaml.ts';
import { isNamedIn } from './named-in.ts';
import type { PartDraft } from './part-of.ts';
import {
  type Field,
  fieldsOf,
  readLoosely,
  readMoney,
  readQuote,
  readThings,
  readWhen,
} from './read-fields.ts';
import type { QuotedReading } from './read-records.ts';
import type { Item, QuoteEvidence } from './records.ts';
import { item } from './schema.ts';
import { slug } from './slug.ts';

/** The assistance that items belong to; they share its evidence unless they have their own. */
export interface ItemParent {
  readonly reading: QuotedReading;
  readonly path: Path;
  readonly assistanceId: string;
  readonly evidence: QuoteEvidence | undefined;
  readonly quote: string | undefined;
}

export function readItems(
  parent: ItemParent,
  entry: unknown,
): { records: Item[]; drafts: PartDraft['items'][number][] } {
  const readings = entriesOf(entry, 'items').map((value, index) =>
    readItem(parent, value, [...parent.path, 'items', index]),
  );
  return {
    records: readings.flatMap(({ record }) => (record ? [record] : [])),
    drafts: readings.map(({ draft }) => draft),
  };
}

function readItem(
  parent: ItemParent,
  entry: unknown,
  path: Path,
): { record: Item | undefined; draft: PartDraft['items'][number] } {
  const { source, ids, text } = parent.reading;
  const at = fieldsOf(source, path);
  const loose = readLoosely(item, entry);
  const { name, category, aliases = [] } = loose;
  const quote = loose.quote ?? parent.quote;
  const evidence = loose.quote === undefined ? parent.evidence : readQuote(at('quote'), loose.quote, text);
  const quantity = readThings(at('quantity'), loose.quantity, { quote, evidence });
  const amount = readMoney(at('amount'), loose.amount, { quote, evidence });
  const when = readWhen(at('when'), fieldOf(entry, 'when'));
  const draft = { path, amount };
  if (name === undefined) return { record: undefined, draft };
  const id = `${parent.assistanceId}/${loose.id ?? slug(name)}`;
  const twin = ids.get(id);
  if (twin === undefined) ids.set(id, source.report.where(path));
  else
    source.report.add(
      [...path, 'name'],
      `another item has the id “${loose.id ?? slug(name)}”, at ${twin}`,
      'give one an id of its own',
    );
  if (!evidence) return { record: undefined, draft };
  checkNamed(at('name'), [name, ...aliases], evidence);
  const { assistanceId } = parent;
  return {
    record: {
      id,
      name,
      aliases,
      category,
      quantity,
      amount,
      when,
      evidence,
      assistanceId,
      sourceId: source.id,
    },
    draft,
  };
}

/** A quote that has no word of an item is that of another. */
function checkNamed({ report, path }: Field, names: readonly string[], { quote }: QuoteEvidence): void {
  if (names.some((name) => isNamedIn(name, quote))) return;
  report.add(
    path,
    `no word of ${names.map((name) => `“${name}”`).join(', ')} is in the quote`,
    'correct the name, give an alias as the source writes it, or quote the passage that names it',
  );
}
