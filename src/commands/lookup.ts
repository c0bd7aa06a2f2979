import type { Sharing } from '../data/by-text.ts';
import type { Facts, Source } from '../data/facts.ts';
import { INTERACTION } from '../discord/limits.ts';
import { UserError } from '../errors.ts';
import { truncate } from '../replies/markdown.ts';
import { beginOfShort, findLongId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import type { Hit, RecordType, Searcher } from '../search/search.ts';
import type { Context } from './command.ts';
import { Recent } from './recent.ts';

export interface Ref {
  readonly type: RecordType;
  readonly id: string;
  readonly name: string;
}

/** What a text led to. */
export interface Lookup {
  readonly text: string;
  /** The first records that it names; empty where we only guess, and then `others` holds the guesses. */
  readonly sure: readonly Ref[];
  /** All that it names, `sure` before the others. */
  readonly all: Sharing<Ref>;
  readonly others: readonly Hit[];
}

export interface LookupOptions {
  readonly limit?: number;
  readonly accept?: (record: Ref) => boolean;
}

export const LABEL_SEPARATOR = ' · ';
/** So many records are looked through for good examples. */
export const EXAMPLES_AMONG = 1_000;
/** Of so many of one name the labels are compared. Autocomplete offers none where there are more than a few. */
const MOST_LABELLED = 1_000;

const found = new Recent<Searcher, readonly Hit[]>(500);

/** Looks up what a user typed or chose: an id, a name, an alias, a near miss, or a label that autocomplete offered. */
export function lookUp(
  context: Context,
  text: string,
  types: readonly RecordType[],
  { limit = 26, accept }: LookupOptions = {},
): Lookup {
  const named = findById(context.facts, text.trim(), types);
  if (named !== undefined) return onlyOf(named, text);
  const find = () => context.search.find(text, { types, limit, accept }).hits;
  const hits = accept ? find() : found.get(context.search, `${types} ${limit} ${text}`, find);
  const certain = hits.filter(({ confidence }) => confidence === 'certain');
  if (certain.some(({ tier }) => tier !== 'word')) {
    const refs = certain.map(({ record }) => record);
    const all = hits.length < limit ? refs : withNamesakes(context.facts, refs);
    return { text, sure: refs, all, others: [] };
  }
  const labelled = findByLabel(context, text, types);
  return labelled ?? { text, sure: [], all: [], others: hits };
}

/** The look-up that led to one record. */
export function onlyOf(ref: Ref, text = ref.name): Lookup {
  return { text, sure: [ref], all: [ref], others: [] };
}

/** The search gives so many and no more; a table may have a million of one name, and all of them are meant. */
function withNamesakes(facts: Facts, refs: readonly Ref[]): Sharing<Ref> {
  // Each name once: of hundreds of one name, each would find the others again.
  const names = refs.filter(({ type, name }, index) => {
    return refs.findIndex((ref) => ref.type === type && ref.name === name) === index;
  });
  const groups = names.map(({ type, name }) => ({ type, name, all: namesakesOf(facts, type, name) }));
  const isAmong = (type: RecordType, id: string) => refs.some((ref) => ref.id === id && ref.type === type);
  function* walk(): Generator<Ref> {
    yield* refs;
    for (const { type, name, all } of groups) {
      for (const { id } of all) if (!isAmong(type, id)) yield { type, id, name };
    }
  }
  const alone = refs.filter(({ type }) => !canBeMany(type)).length;
  const length = groups.reduce((sum, { all }) => sum + all.length, alone);
  return { length, [Symbol.iterator]: walk };
}

/** All records of exactly this name, where many may have it. */
export function namesakesOf(facts: Facts, type: RecordType, name: string): Sharing<{ readonly id: string }> {
  if (type === 'item') return facts.itemsCalled(name);
  return type === 'assistance' ? facts.assistanceCalled(name) : [];
}

function canBeMany(type: RecordType): boolean {
  return type === 'item' || type === 'assistance';
}

/** Several things that one word stands for, none of which is called just that. */
export interface Group {
  /** What they have in common. */
  readonly why: 'kindsOfIt' | 'ofCategory';
  readonly hits: readonly Hit[];
}

/** Kinds of one thing, as all equipment is for `equipment`, or the records of a category. None where the best hit is another. */
export function findGroup({ sure, others }: Pick<Lookup, 'sure' | 'others'>): Group | undefined {
  const [best] = others;
  if (sure.length > 0 || best === undefined) return undefined;
  const isKind = ({ tier, confidence }: Hit) => tier === 'word' && confidence === 'certain';
  if (isKind(best)) {
    const hits = others.filter(isKind);
    return hits.length > 1 ? { why: 'kindsOfIt', hits } : undefined;
  }
  const isOfCategory = ({ tier, field }: Hit) => tier === 'detail' && field === 'category';
  if (!isOfCategory(best)) return undefined;
  return { why: 'ofCategory', hits: others.filter(isOfCategory) };
}

/** Those whose name is alike. A record that only mentions the words is not the one that was meant. */
export function namedAlike({ others }: Lookup): readonly Hit[] {
  return others.filter(({ tier }) => tier !== 'detail');
}

/** Nothing has the words in it: what was found is only alike. */
export function isGuess({ sure, others }: Pick<Lookup, 'sure' | 'others'>): boolean {
  return sure.length === 0 && others.length > 0 && others.every(({ tier }) => tier === 'fuzzy');
}

/** The record with this id, or with this short form of it. */
function findById(facts: Facts, text: string, types: readonly RecordType[]): Ref | undefined {
  for (const type of types) {
    const records = recordsOf(facts, type);
    const record = records.find(text) ?? records.find(findLongId(records.idsLike(text), text) ?? '');
    if (record !== undefined) return { type, ...record };
  }
  return undefined;
}

/**
 * The record that a button or a menu names.
 *
 * @throws UserError if the facts have changed since and it is gone
 */
export function getById({ facts, language }: View, id: string, types: readonly RecordType[]): Ref {
  const ref = findById(facts, id, types);
  if (ref === undefined) throw new UserError(language.t('lookup.gone'));
  return ref;
}

// Discord can send the name of a choice where its value belongs: after a switch of channels, or when a user pastes it.
function findByLabel(context: Context, text: string, types: readonly RecordType[]): Lookup | undefined {
  const at = text.lastIndexOf(LABEL_SEPARATOR);
  if (at < 1) return undefined;
  const found = lookUp(context, text.slice(0, at), types);
  if (found.sure.length === 0) return undefined;
  const labelled = Iterator.from(found.all)
    .take(MOST_LABELLED)
    .filter((ref) => labelOf(context, ref, types) === text.trim())
    .toArray();
  return labelled.length > 0 ? { text, sure: labelled, all: labelled, others: [] } : { ...found, text };
}

interface Records {
  find(id: string): { id: string; name: string } | undefined;
  /** Those that a short id may stand for. */
  idsLike(short: string): Iterable<string>;
}

function recordsOf(facts: Facts, type: RecordType): Records {
  const titled = (record: { id: string; title: string } | undefined) =>
    record && { id: record.id, name: record.title };
  const named = (record: { id: string; name: string } | undefined) =>
    record && { id: record.id, name: record.name };
  const idsOf = (list: readonly { id: string }[]) => () => list.values().map(({ id }) => id);
  const factsLike = (short: string) =>
    sourcesLike(facts, short).flatMap(({ id }) => facts.toldBy(id).assistance);
  switch (type) {
    case 'item':
      return {
        find: (id) => named(facts.findItem(id)),
        idsLike: (short) => factsLike(short).flatMap(({ items }) => items.map(({ id }) => id)),
      };
    case 'assistance':
      return {
        find: (id) => titled(facts.findAssistance(id)),
        idsLike: (short) => factsLike(short).map(({ id }) => id),
      };
    case 'engagement':
      return { find: (id) => titled(facts.findEngagement(id)), idsLike: idsOf(facts.engagements) };
    case 'source':
      return { find: (id) => titled(facts.findSource(id)), idsLike: idsOf(facts.sources) };
    case 'program':
      return { find: (id) => named(facts.findProgram(id)), idsLike: idsOf(facts.programs) };
    case 'party':
      return { find: (id) => named(facts.findParty(id)), idsLike: idsOf(facts.parties) };
  }
}

/** The sources of which a fact may have this id: a table may hold a million, and few begin so. */
function sourcesLike(facts: Facts, short: string): IteratorObject<Source> {
  const begin = beginOfShort(short);
  return facts.sources.values().filter(({ id }) => {
    const folder = `${id}/`;
    return begin.startsWith(folder) || folder.startsWith(begin);
  });
}

/** What tells records of one name apart: for an item its assistance, for anything else what it is. */
export function describeRef({ facts, language }: View, ref: Ref): string {
  const item = ref.type === 'item' ? facts.findItem(ref.id) : undefined;
  if (item !== undefined) return facts.assistanceOf(item).title;
  return language.types[ref.type];
}

/** The name with what tells it apart, as autocomplete offers it. */
export function labelOf(view: View, ref: Ref, types: readonly RecordType[]): string {
  const plain = types.length === 1 && ref.type !== 'item';
  const label = plain ? ref.name : `${ref.name}${LABEL_SEPARATOR}${describeRef(view, ref)}`;
  return truncate(label, INTERACTION.choiceName);
}

/** A choice's name without what we added to it, where Discord sent it instead of the value. */
export function withoutLabel(text: string): string {
  const at = text.indexOf(LABEL_SEPARATOR);
  return at < 1 ? text : text.slice(0, at);
}
