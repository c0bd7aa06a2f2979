import type { Assistance, Facts, Item } from '../data/facts.ts';
import { LongList } from '../data/long-list.ts';
import { SLUG } from '../data/slug.ts';
import { forEach, type Steps } from '../data/steps.ts';
import { UserError } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { code, literal } from '../replies/markdown.ts';
import type { RecordType } from '../search/search.ts';
import type { Context } from './command.ts';
import { findGroup, type Lookup, lookUp, namedAlike, type Ref } from './lookup.ts';

/** Where names are looked for. */
export interface Known {
  readonly context: Context;
  /** Those published by the day that was asked for. */
  readonly facts: Facts;
  /** What the reader must know of how a name was understood is added to these. */
  readonly notes: string[];
}

/** A program or recipient by its name; the closest where nothing has that name, and then the answer says so. */
export function resolve(
  type: 'program' | 'party',
  text: string | undefined,
  { context, facts, notes }: Known,
): Ref | undefined {
  if (text === undefined) return undefined;
  const { language } = context;
  const accept = type === 'party' ? isRecipient(facts) : undefined;
  const found = lookUp(context, text, [type], accept && { accept });
  const ref = found.sure[0] ?? namedAlike(found)[0]?.record;
  if (ref === undefined || (accept !== undefined && !accept(ref))) {
    const all = accept ? facts.parties.filter(accept) : facts.programs;
    const names = all.map(({ name }) => literal(name)).slice(0, 20);
    if (names.length === 0) {
      const none = type === 'party' ? 'names.noRecipients' : 'names.noPrograms';
      throw new UserError(language.t(none, { text: literal(text) }));
    }
    const key = type === 'party' ? 'names.noRecipient' : 'names.noProgram';
    throw new UserError(language.t(key, { text: literal(text), names: language.list(names) }));
  }
  if (found.sure.length === 0)
    notes.push(
      renderClosest(language, type === 'party' ? 'names.closestRecipient' : 'names.closestProgram', found),
    );
  return ref;
}

export const isRecipient = (facts: Facts) => (ref: { id: string }) => facts.isRecipient(ref.id);

/** What `of` names: items, or assistance, of the facts published by then. */
interface Meant {
  /** Each once. */
  readonly names: readonly string[];
  readonly items: readonly Item[];
  /** Empty where there are items. */
  readonly assistance: readonly Assistance[];
  readonly candidates: readonly Ref[];
}

/** Yields wherever it can be interrupted: a million rows of a table may have one name. */
export function* resolveOf(
  text: string | undefined,
  { context, facts, notes }: Known,
): Steps<Meant | undefined> {
  if (text === undefined) return undefined;
  const types: readonly RecordType[] = ['item', 'assistance'];
  const found: Lookup = lookUp(context, text, types);
  if (found.sure.length === 0) refuseOther(context, text);
  if (found.sure.length > 0) return { ...(yield* readAll(facts, found.all)), candidates: [] };
  const refs = closestTo(found, { context, facts, notes });
  const candidates = namedAlike(found)
    .map(({ record }) => record)
    .filter((ref) => !refs.includes(ref));
  return { ...(yield* readAll(facts, refs)), candidates };
}

/** Items are told one by one, assistance is added up: where a name means both, the items are what was asked for. */
function* readAll(facts: Facts, refs: Iterable<Ref>): Steps<Omit<Meant, 'candidates'>> {
  const items = new LongList<Item>();
  const assistance = new LongList<Assistance>();
  const names = { items: new Set<string>(), assistance: new Set<string>() };
  yield* forEach(refs, ({ type, id, name }) => {
    const item = type === 'item' ? facts.findItem(id) : undefined;
    const fact = type === 'assistance' ? facts.findAssistance(id) : undefined;
    if (item !== undefined) {
      items.push(item);
      names.items.add(name);
    } else if (fact !== undefined) {
      assistance.push(fact);
      names.assistance.add(name);
    }
  });
  if (items.length > 0) return { names: [...names.items], items: yield* items.joined(), assistance: [] };
  return { names: [...names.assistance], items: [], assistance: yield* assistance.joined() };
}

/** @throws UserError for the name of what another option takes, which says how to ask that */
function refuseOther(context: Context, text: string): void {
  const { facts, language } = context;
  const [program] = lookUp(context, text, ['program']).sure;
  const [recipient] = lookUp(context, text, ['party'], { accept: isRecipient(facts) }).sure;
  const other = program ?? recipient;
  if (other === undefined) return;
  const [said, asked] =
    other === program
      ? (['names.isProgram', 'names.programCommand'] as const)
      : (['names.isRecipient', 'names.recipientCommand'] as const);
  const command = code(language.t(asked, { name: other.name }));
  throw new UserError(language.t(said, { text: literal(text), command }));
}

/** What several things have in common, else what has this id in its file, else the one thing whose name is most alike. */
function closestTo(found: Lookup, { context: { language }, facts, notes }: Known): Ref[] {
  const group = findGroup(found);
  if (group !== undefined) {
    const why = language.t(`lookup.${group.why}`);
    notes.push(language.t('names.group', { text: literal(found.text), why }));
    return group.hits.map(({ record }) => record);
  }
  // Before any guess: what is alike may be something else.
  const written = findByWrittenId(facts, found.text.trim());
  if (written !== undefined) return [written];
  const [closest] = namedAlike(found);
  if (closest === undefined) throw new UserError(renderUnknown(language, found));
  notes.push(renderClosest(language, 'names.closestOf', found));
  return [closest.record];
}

/** The one assistance whose `id` in its own file this is; it has the name of its folder before it everywhere else. */
function findByWrittenId(facts: Facts, id: string): Ref | undefined {
  if (!SLUG.test(id)) return undefined;
  const [only, ...others] = facts.sources.flatMap(
    (source) => facts.findAssistance(`${source.id}/${id}`) ?? [],
  );
  if (only === undefined || others.length > 0) return undefined;
  return { type: 'assistance', id: only.id, name: only.title };
}

function renderUnknown({ t }: Language, { text, others }: Lookup): string {
  if (others.length === 0) return t('names.unknown', { text: literal(text) });
  return t('names.mentioned', { text: literal(text), command: code(t('names.findCommand', { text })) });
}

/** The closest, and what else it may have been: at most three. */
function renderClosest(
  { t }: Language,
  key: 'names.closestProgram' | 'names.closestRecipient' | 'names.closestOf',
  found: Lookup,
): string {
  const [name = '', ...others] = namedAlike(found).map(({ record }) => literal(record.name));
  const rest = [...new Set(others)].filter((other) => other !== name).slice(0, 3);
  const closest = t(key, { text: literal(found.text), name });
  return rest.length > 0 ? t('names.orMeant', { closest, names: rest.join(', ') }) : closest;
}
