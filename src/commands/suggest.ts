import type { Facts } from '../data/facts.ts';
import { INTERACTION } from '../discord/limits.ts';
import { truncate } from '../replies/markdown.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import type { Hit, RecordType, Searcher } from '../search/search.ts';
import type { Choice, Context } from './command.ts';
import { LABEL_SEPARATOR, labelOf, namesakesOf, type Ref } from './lookup.ts';
import { Recent } from './recent.ts';

/** Of more records than this with one name, autocomplete offers the name and not each record. */
const MOST_NAMESAKES = 5;
/** So many are looked at to find names besides one that hundreds have. */
const MANY_CHOICES = 200;

const suggested = new Recent<Searcher, Choice[]>(2000);

/** Choices for autocomplete: the name with what tells it apart, and its id as the value. */
export function suggest(
  context: Context,
  text: string,
  types: readonly RecordType[],
  accept?: (record: Ref) => boolean,
): Choice[] {
  const { facts, search, language } = context;
  const find = (limit: number) => search.suggest(text, { types, accept, limit });
  const make = () => {
    const count = counter(facts);
    const isCommon = ({ record }: Hit) => count(record) > MOST_NAMESAKES;
    const hits = find(INTERACTION.autocompleteChoices);
    // Where hundreds have one name, twenty-five of them are no choice: what else begins so has to be looked for further down.
    return toChoices(context, hits.some(isCommon) ? find(MANY_CHOICES) : hits, { types, count });
  };
  return accept ? make() : suggested.get(search, `${language.code} ${types} ${text}`, make);
}

/** How many records have the name of one. Each name is counted once: many of the hits may have it, and a million records. */
function counter(facts: Facts): (ref: Ref) => number {
  const counts = new Map<string, number>();
  return ({ type, name }) => {
    const key = `${type} ${name}`;
    const count = counts.get(key) ?? namesakesOf(facts, type, name).length;
    counts.set(key, count);
    return count;
  };
}

interface Choosing {
  readonly types: readonly RecordType[];
  readonly count: (ref: Ref) => number;
}

function toChoices(view: View, all: readonly Hit[], { types, count }: Choosing): Choice[] {
  const { language } = view;
  const common = new Map<string, Choice>();
  const hits = all.filter(({ record }) => {
    const { name } = record;
    const length = count(record);
    if (length <= MOST_NAMESAKES || name.length > INTERACTION.choiceValue) return true;
    const label = `${name}${LABEL_SEPARATOR}${language.t('lookup.namesakes', { count: length })}`;
    if (!common.has(name)) common.set(name, { name: truncate(label, INTERACTION.choiceName), value: name });
    return false;
  });
  const labels = hits.map(({ record }) => labelOf(view, record, types));
  const single = hits.map(({ record }, index) => {
    const label = labels[index] ?? record.name;
    const isShared = labels.indexOf(label) !== labels.lastIndexOf(label);
    return { name: isShared ? withSource(view, record, label) : label, value: shortId(record.id) };
  });
  return [...common.values(), ...single].slice(0, INTERACTION.autocompleteChoices);
}

/** Two sources may call two things the same. */
function withSource({ facts, language }: View, { type, id }: Ref, label: string): string {
  const record =
    type === 'item' ? facts.findItem(id) : type === 'assistance' ? facts.findAssistance(id) : undefined;
  if (record === undefined) return label;
  const { publisher, published } = facts.getSource(record.sourceId);
  return truncate(
    `${label}${LABEL_SEPARATOR}${publisher}, ${language.day(published)}`,
    INTERACTION.choiceName,
  );
}
