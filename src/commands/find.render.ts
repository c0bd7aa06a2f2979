import type { APIEmbed } from 'discord.js';
import type { Facts } from '../data/facts.ts';
import { COMPONENT } from '../discord/limits.ts';
import { type Evidenced, renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { capitalize, counted, emphasize, listed, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { Found, Hit } from '../search/search.ts';
import { describeRef, isGuess, TYPE_WORDS } from './lookup.ts';

/** How many are shown; the menu holds the rest. */
const SHOWN = 8;

export function renderFound(facts: Facts, text: string, { hits, cut, query }: Found, menuId: string): Reply {
  const shown = hits.slice(0, SHOWN);
  const inMenu =
    hits.length > COMPONENT.selectOptions ? `the first ${COMPONENT.selectOptions}` : 'any of them';
  const notes = [
    cut && `Only “${literal(query)}” was looked for: the text was too long.`,
    isGuess({ sure: [], others: hits }) && `Nothing is called “${literal(text)}”. These come closest.`,
    hits.length > shown.length &&
      `The first ${shown.length} of ${hits.length} are shown; the menu opens ${inMenu}.`,
  ].filter(Boolean);
  const evidence = renderEvidence(
    facts,
    shown.flatMap((hit) => evidenceOf(facts, hit)),
    2200,
  );
  const embed: APIEmbed = {
    color: COLOR,
    title: `Found · ${literal(text)}`,
    description: [notes.join('\n'), shown.map((hit) => renderHit(facts, hit)).join('\n'), evidence]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  const options = hits.map(({ record }) => ({
    label: record.name,
    description: capitalize(describeRef(facts, record)),
    value: `${record.type}:${shortId(record.id)}`,
  }));
  return { embeds: [embed], components: renderMenu(menuId, 'Open one', options) };
}

/** Says so and offers what there is. */
export function renderNothingFound(facts: Facts, text: string): Reply {
  const there = [
    counted(facts.items.length, 'item'),
    counted(facts.assistance.length, 'record of assistance', 'records of assistance'),
    counted(facts.programs.length, 'program'),
    counted(facts.engagements.length, 'meeting'),
    counted(facts.sources.length, 'source'),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: 'Nothing found',
    description:
      `Nothing among the facts is like “${literal(text)}”.\nThey hold ${listed(there)}. ` +
      'Try fewer words, or look at `/source` for what is covered.',
    footer: { text: renderRevision(facts.revision) },
  };
  return { embeds: [embed], private: true };
}

function renderHit(facts: Facts, { record, field, matched, ranges }: Hit): string {
  const isName = field === 'name';
  const name = isName ? emphasize(record.name, ranges) : literal(record.name);
  const about = record.type === 'item' ? `item of ${describeRef(facts, record)}` : TYPE_WORDS[record.type];
  const where =
    isName || about.endsWith(matched) ? '' : ` — ${literal(field)}: ${renderExcerpt(matched, ranges)}`;
  return `• ${name} (${literal(about)})${where}`;
}

/** How much of a long text stands around what was found in it. */
const AROUND = 40;

function renderExcerpt(text: string, ranges: Hit['ranges']): string {
  const first = ranges[0];
  if (first === undefined || text.length <= 3 * AROUND) return emphasize(text, ranges);
  const start = Math.max(0, text.lastIndexOf(' ', first[0] - AROUND) + 1);
  const space = text.indexOf(' ', first[1] + AROUND);
  const end = space === -1 ? text.length : space;
  const inside = ranges.filter(([from, to]) => from >= start && to <= end);
  const shifted = inside.map(([from, to]) => [from - start, to - start] as const);
  return `${start > 0 ? '…' : ''}${emphasize(text.slice(start, end), shifted)}${end < text.length ? '…' : ''}`;
}

function evidenceOf(facts: Facts, { record }: Hit): readonly Evidenced[] {
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
