import type { Kind } from '../data/facts.ts';
import { customId } from '../replies/custom-id.ts';
import { renderDay } from '../replies/dates.ts';
import { listed, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Row } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';

/** What a question was narrowed to, and what the reader must know of how it was understood. */
export interface Filters {
  readonly of: readonly string[];
  readonly program: string | undefined;
  readonly recipient: string | undefined;
  readonly kind: Kind | undefined;
  readonly since: Temporal.PlainDate | undefined;
  readonly until: Temporal.PlainDate | undefined;
  readonly asOf: Temporal.PlainDate | undefined;
  readonly notes: readonly string[];
  /** What else may have been meant, where the answer is a guess. */
  readonly candidates: readonly { readonly id: string; readonly name: string }[];
}

export function renderTitle(filters: Filters): string {
  const parts = listFilters(filters);
  return parts.length === 0 ? 'Total assistance' : `Total · ${literal(parts.join(' · '))}`;
}

/** What a question was narrowed to, in words. */
export function listFilters({ of, program, recipient, kind, since, until, asOf }: Filters): string[] {
  return [
    of.length > 0 ? listed([...new Set(of)]) : undefined,
    program,
    recipient && `to ${recipient}`,
    kind,
    since && `since ${renderDay(since)}`,
    until && `until ${renderDay(until)}`,
    asOf && `as of ${renderDay(asOf)}`,
  ].filter((part) => part !== undefined);
}

export function renderCandidates({ candidates }: Filters): Row[] {
  const options = candidates.map(({ id, name }) => ({ label: name, value: shortId(id) }));
  return renderMenu(customId('total', 'meant'), 'Did you mean', options);
}
