import { ATTACHMENT } from '../../discord/limits.ts';
import type { Language, Translate } from '../../i18n/language.ts';
import { truncate } from '../markdown.ts';
import type { Chart, Row } from './chart.ts';

/** The chart in words, for who does not see it: everything that it says, as far as Discord takes it. */
export function describeChart({ t }: Language, { title, subtitle, panels, notes, footer }: Chart): string {
  const head = sentence(subtitle ? t('chart.ofWith', { title, subtitle }) : t('chart.of', { title }));
  const rows = panels.flatMap(({ heading, rows: ofPanel }) => [
    ...(heading === undefined ? [] : [`${heading}:`]),
    ...ofPanel.map(describeRow),
  ]);
  const tail = [...notes, ...footer.map(sentence)].join(' ');
  const left = ATTACHMENT.description - head.length - tail.length - 2;
  return truncate([head, joinWithin(t, rows, left), tail].filter(Boolean).join(' '), ATTACHMENT.description);
}

function describeRow({ name, bars, remark }: Row): string {
  const told = [...bars.map(({ words }) => words), remark].filter((part) => part !== undefined);
  return sentence(`${name}: ${told.join('; ')}`);
}

/** Whole rows only: half of one could read as another amount. */
function joinWithin(t: Translate, rows: readonly string[], limit: number): string {
  const all = rows.join(' ');
  if (all.length <= limit) return all;
  const shown: string[] = [];
  const more = () => t('chart.moreRows', { left: rows.length - shown.length });
  for (const row of rows) {
    if ([...shown, row].join(' ').length + more().length + 2 > limit) break;
    shown.push(row);
  }
  return [...shown, more()].join(' ');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
