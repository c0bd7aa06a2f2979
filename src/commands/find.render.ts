import type { APIEmbed } from 'discord.js';
import { COMPONENT } from '../discord/limits.ts';
import { type Evidenced, renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { capitalize, emphasize, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import type { Found, Hit } from '../search/search.ts';
import { describeRef, isGuess } from './lookup.ts';

/** How many are shown; the menu holds the rest. */
const SHOWN = 8;

export function renderFound(view: View, asked: string, { hits, cut, query }: Found, menuId: string): Reply {
  const { facts, language } = view;
  const { t } = language;
  const text = literal(asked);
  const shown = hits.slice(0, SHOWN);
  const counts = { shown: shown.length, all: hits.length };
  const most = COMPONENT.selectOptions;
  const notes = [
    cut && t('find.cut', { text: literal(query) }),
    isGuess({ sure: [], others: hits }) && t('find.guess', { text }),
    hits.length > shown.length &&
      (hits.length > most ? t('find.firstSome', { ...counts, most }) : t('find.firstAny', counts)),
  ].filter(Boolean);
  const evidence = renderEvidence(
    view,
    shown.flatMap((hit) => evidenceOf(facts, hit)),
    2200,
  );
  const embed: APIEmbed = {
    color: COLOR,
    title: t('find.title', { text }),
    description: [notes.join('\n'), shown.map((hit) => renderHit(view, hit)).join('\n'), evidence]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const options = hits.map(({ record }) => ({
    label: record.name,
    description: capitalize(describeRef(view, record)),
    value: `${record.type}:${shortId(record.id)}`,
  }));
  return { embeds: [embed], components: renderMenu(menuId, t('find.open'), options) };
}

/** Says so and offers what there is. */
export function renderNothingFound({ facts, language }: View, text: string): Reply {
  const { t } = language;
  const there = [
    t('count.item', { count: facts.items.length }),
    t('count.assistance', { count: facts.assistance.length }),
    t('count.program', { count: facts.programs.length }),
    t('count.meeting', { count: facts.engagements.length }),
    t('count.source', { count: facts.sources.length }),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: t('find.nothing'),
    description: t('find.nothingLike', { text: literal(text), there: language.list(there) }),
    footer: { text: renderRevision(language, facts.revision) },
  };
  return { embeds: [embed], private: true };
}

function renderHit(view: View, { record, field, matched, ranges }: Hit): string {
  const { t } = view.language;
  const isName = field === 'name';
  const name = isName ? emphasize(record.name, ranges) : literal(record.name);
  const described = describeRef(view, record);
  const about = record.type === 'item' ? t('find.itemOf', { title: described }) : described;
  const where =
    isName || about.endsWith(matched) ? '' : ` — ${t(`fields.${field}`)}: ${renderExcerpt(matched, ranges)}`;
  return `• ${name} (${literal(about)})${where}`;
}

/** How much of a long text stands around what was found in it. */
const AROUND = 40;

function renderExcerpt(matched: string, ranges: Hit['ranges']): string {
  // A bullet is one line; as many characters as there were, so that the ranges stay true.
  const text = matched.replace(/\s/g, ' ');
  const first = ranges[0];
  if (first === undefined || text.length <= 3 * AROUND) return emphasize(text, ranges);
  const start = Math.max(0, text.lastIndexOf(' ', first[0] - AROUND) + 1);
  const space = text.indexOf(' ', first[1] + AROUND);
  const end = space === -1 ? text.length : space;
  const inside = ranges.filter(([from, to]) => from >= start && to <= end);
  const shifted = inside.map(([from, to]) => [from - start, to - start] as const);
  return `${start > 0 ? '…' : ''}${emphasize(text.slice(start, end), shifted)}${end < text.length ? '…' : ''}`;
}

function evidenceOf(facts: View['facts'], { record }: Hit): readonly Evidenced[] {
  const found =
    record.type === 'item'
      ? facts.findItem(record.id)
      : record.type === 'engagement'
        ? facts.findEngagement(record.id)
        : record.type === 'assistance'
          ? facts.findAssistance(record.id)
          : undefined;
  return found === undefined ? [] : [found];
}
