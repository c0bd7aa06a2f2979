import type { Assistance, Facts, Item } from '../data/facts.ts';
import { datesOf, type When } from '../data/when.ts';
import type { Facets } from './facets.ts';

/** What filters may ask of an assistance, or of an item of it: what it does not say is said by what it is part of. */
export function assistanceFacets(facts: Facts, assistance: Assistance, item?: Item): Facets {
  const chain = [assistance, ...facts.ancestorsOf(assistance.id)];
  const program = chain.find(({ programId }) => programId !== undefined)?.programId;
  const recipient = chain.find(({ to }) => to !== undefined)?.to;
  const when = item?.when ?? chain.find((one) => one.when !== undefined)?.when;
  return {
    programs: program === undefined ? [] : [program],
    recipients: recipient === undefined ? [] : partyAndWholes(facts, recipient),
    ...(when === undefined ? {} : daysOfWhen(when)),
  };
}

/** ISO days. */
export function daysOfWhen(when: When): Pick<Facets, 'from' | 'to'> {
  const { from, to } = datesOf(when);
  return { from: from?.toString(), to: to?.toString() };
}

/** What is given to a border guard is given to its country. */
function partyAndWholes(facts: Facts, id: string): string[] {
  const ids: string[] = [];
  for (let party = facts.findParty(id); party !== undefined && !ids.includes(party.id); ) {
    ids.push(party.id);
    party = party.partOf === undefined ? undefined : facts.findParty(party.partOf);
  }
  return ids;
}
