import type { Facts } from '../data/facts.ts';
import { UserError } from '../errors.ts';
import { code, listed, literal } from '../replies/markdown.ts';
import type { RecordType } from '../search/search.ts';
import type { Context } from './command.ts';
import { findGroup, type Lookup, lookUp, namedAlike, type Ref, TYPE_WORDS } from './lookup.ts';

/** A program or recipient by its name; the closest where nothing has that name, and then the answer says so. */
export function resolve(
  type: 'program' | 'party',
  text: string | undefined,
  context: Context,
  facts: Facts,
  notes: string[],
): Ref | undefined {
  if (text === undefined) return undefined;
  const accept = type === 'party' ? isRecipient(facts) : undefined;
  const found = lookUp(context, text, [type], accept && { accept });
  const word = type === 'party' ? 'recipient' : TYPE_WORDS[type];
  const ref = found.sure[0] ?? namedAlike(found)[0]?.record;
  if (ref === undefined || (accept !== undefined && !accept(ref))) {
    const all = accept ? facts.parties.filter(accept) : facts.programs;
    const names = all.map(({ name }) => literal(name)).slice(0, 20);
    throw new UserError(`No ${word} is called “${literal(text)}”. There are: ${listed(names)}.`);
  }
  if (found.sure.length === 0) notes.push(renderClosest(word, found));
  return ref;
}

export const isRecipient = (facts: Facts) => (ref: { id: string }) => facts.isRecipient(ref.id);

/** What `of` names: items, or assistance, of the facts published by then. */
export function resolveOf(
  text: string | undefined,
  context: Context,
  facts: Facts,
  notes: string[],
): { readonly refs: readonly Ref[]; readonly candidates: readonly Ref[] } | undefined {
  if (text === undefined) return undefined;
  const types: readonly RecordType[] = ['item', 'assistance'];
  const found: Lookup = lookUp(context, text, types);
  const refs = found.sure.length > 0 ? found.sure : closestTo(found, notes);
  const published = refs.filter(({ type, id }) =>
    type === 'item' ? facts.findItem(id) : facts.findAssistance(id),
  );
  // Items are told one by one, assistance is added up: where a name means both, the items are what was asked for.
  const items = published.filter(({ type }) => type === 'item');
  const candidates = namedAlike(found)
    .map(({ record }) => record)
    .filter((ref) => !refs.includes(ref));
  return { refs: items.length > 0 ? items : published, candidates };
}

/** What several things have in common, else the one thing whose name is most alike. */
function closestTo(found: Lookup, notes: string[]): Ref[] {
  const group = findGroup(found);
  if (group !== undefined) {
    notes.push(`Nothing is called just “${literal(found.text)}”: ${group.why}.`);
    return group.hits.map(({ record }) => record);
  }
  const [closest] = namedAlike(found);
  if (closest === undefined) throw new UserError(renderUnknown(found));
  notes.push(renderClosest('item or assistance', found));
  return [closest.record];
}

function renderUnknown({ text, others }: Lookup): string {
  if (others.length === 0) {
    return `Nothing is called “${literal(text)}”, and nothing is close to it. \`/find\` looks through everything.`;
  }
  return `Nothing is called “${literal(text)}”, but it is mentioned: ${code(`/find text: ${text}`)} shows where.`;
}

/** The closest, and what else it may have been: at most three. */
function renderClosest(word: string, found: Lookup): string {
  const [closest, ...others] = namedAlike(found).map(({ record }) => literal(record.name));
  const rest = [...new Set(others)].filter((name) => name !== closest).slice(0, 3);
  const also = rest.length > 0 ? ` Or did you mean ${rest.join(', ')}?` : '';
  return `No ${word} is called “${literal(found.text)}”. Closest: **${closest}**.${also}`;
}
