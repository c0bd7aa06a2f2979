import type { Kind } from '../data/facts.ts';
import type { Language } from '../i18n/language.ts';
import { customId } from '../replies/custom-id.ts';
import { literal } from '../replies/markdown.ts';
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

export function renderTitle(language: Language, filters: Filters): string {
  const parts = listFilters(language, filters);
  if (parts.length === 0) return language.t('total.title');
  return language.t('total.titleOf', { filters: literal(parts.join(' · ')) });
}

/** What a question was narrowed to, in words. */
export function listFilters({ t, list, day }: Language, filters: Filters): string[] {
  const { of, program, recipient, kind, since, until, asOf } = filters;
  return [
    of.length > 0 ? list([...new Set(of)]) : undefined,
    program,
    recipient && t('total.to', { name: recipient }),
    kind && t(`kinds.${kind}`),
    since && t('total.since', { day: day(since) }),
    until && t('total.until', { day: day(until) }),
    asOf && t('total.asOf', { day: day(asOf) }),
  ].filter((part) => part !== undefined);
}

export function renderCandidates({ t }: Language, { candidates }: Filters): Row[] {
  const options = candidates.map(({ id, name }) => ({ label: name, value: shortId(id) }));
  return renderMenu(customId('total', 'meant'), t('total.meant'), options);
}
