import { type APIEmbed, type APIEmbedField, ButtonStyle, ComponentType } from 'discord.js';
import { type Changed, hasChanged, isEmptyDiff, type Listed } from '../data/diff.ts';
import { runPaced } from '../data/steps.ts';
import type { DataError } from '../errors.ts';
import { countFaults, renderFaults as renderAll, renderFault } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import {
  affectedReminders,
  changesText,
  countChanges,
  countTypes,
  fieldChange,
  totalChange,
} from '../replies/changes.ts';
import { customId } from '../replies/custom-id.ts';
import { COLOR } from '../replies/facts.ts';
import { type Listing, renderEach, renderLines } from '../replies/fields.ts';
import { capitalize, literal, truncate } from '../replies/markdown.ts';
import type { Reply, ReplyFile, Row } from '../replies/reply.ts';
import { wordReason } from '../replies/revisions.ts';
import type { Preview } from '../revisions/preview.ts';

/** Lines of each list in the embed; all are in the file. */
const SHOWN = 8;
const LONGEST_VALUE = 120;
/** What a field cuts off, and what a message holds beside the rest. */
const LONGEST_LINE = 320;
const LONGEST_LISTS = 4000;

/** What would change, with a button that applies it. */
export async function renderPreview(language: Language, preview: Preview, remark?: string): Promise<Reply> {
  const { t } = language;
  const { proposal, how, why, content } = preview;
  const embed: APIEmbed = {
    color: COLOR,
    title: t(`preview.${how}`),
    description: [
      remark,
      comparison(language, preview),
      why && `*${literal(wordReason(language, why))}*`,
      verdict(language, preview),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: renderDiff(language, preview),
    footer: { text: t('preview.footer', hashes(preview)) },
  };
  return {
    embeds: [embed],
    components: proposal ? [applyRow(language, proposal.id, content)] : [],
    files: await filesOf(language, preview),
  };
}

/** What was applied without anybody asked: there is nothing to press. */
export async function renderChanged(language: Language, preview: Preview, remark: string): Promise<Reply> {
  const { t } = language;
  const embed: APIEmbed = {
    color: COLOR,
    title: t('preview.applied'),
    description: [remark, comparison(language, preview)].filter(Boolean).join('\n\n'),
    fields: renderDiff(language, preview),
    footer: { text: t('preview.appliedFooter', hashes(preview)) },
  };
  return { embeds: [embed], files: await filesOf(language, preview) };
}

function comparison({ t }: Language, { comparedWith, current }: Preview): string | undefined {
  if (comparedWith === current.number) return undefined;
  return t('preview.comparedWith', { comparedWith, current: current.number });
}

function hashes({ current, content }: Preview) {
  return { number: current.number, now: current.content.slice(0, 8), hash: content.slice(0, 8) };
}

/** What would be other than it is, the shortest first. */
function renderDiff(language: Language, preview: Preview): APIEmbedField[] {
  const { t } = language;
  const { diff, counts, affected } = preview;
  const totals = diff.totals.filter(hasChanged);
  const isQuiet = isNothing(affected) && isEmptyDiff(diff);
  return [
    ...renderLines(language, listing(t('preview.counts')), countChanges(language, counts)),
    ...renderEach(language, listing(t('preview.totals')), totals, (total) =>
      literal(totalChange(language, total)),
    ),
    ...(isQuiet ? [] : [{ name: t('preview.reminders'), value: renderAffected(language, preview) }]),
    // Last: what does not fit into a message falls off at its end, and is in the file.
    ...renderEach(
      language,
      listing(t('preview.added', { records: countTypes(language, diff.counts.added) })),
      diff.added,
      listed,
    ),
    ...renderEach(
      language,
      listing(t('preview.removed', { records: countTypes(language, diff.counts.removed) })),
      diff.removed,
      listed,
    ),
    ...renderEach(
      language,
      listing(t('preview.changed', { records: countTypes(language, diff.counts.changed) })),
      diff.changed,
      changedLine(language, diff.changed),
    ),
  ];
}

function listing(name: string): Listing {
  return { name, most: SHOWN };
}

function verdict({ t }: Language, { diff, proposal, files }: Preview): string {
  if (proposal === undefined) return t('preview.same');
  if (!isEmptyDiff(diff)) return t('preview.notYet');
  const count = files.added.length + files.removed.length + files.changed.length;
  const moved = diff.moved > 0 ? [t('preview.moved', { count: diff.moved })] : [];
  return [t('preview.onlyFiles', { count }), ...moved].join(' ');
}

function listed({ id, title }: Listed): string {
  return `• ${literal(truncate(title, LONGEST_VALUE))} (${literal(id)})`;
}

/** @param all of which the first are shown; rows of a table often have one title, and are told apart by their ids */
function changedLine(language: Language, all: readonly Changed[]): (record: Changed) => string {
  const titles = all.slice(0, SHOWN).map(({ title }) => title);
  return ({ id, title, changes }) => {
    const words = changes.map(({ field, before, after }) =>
      literal(
        fieldChange(language, { field, before: before && short(before), after: after && short(after) }),
      ),
    );
    const isAlike = titles.filter((other) => other === title).length > 1;
    const name = `**${literal(truncate(title, LONGEST_VALUE))}**${isAlike ? ` (${literal(id)})` : ''}`;
    return `• ${name} ${words.join('; ')}`;
  };
}

function short(value: string): string {
  return truncate(value.replace(/\s+/g, ' ').trim(), LONGEST_VALUE);
}

function renderAffected(language: Language, { affected }: Preview): string {
  const { t } = language;
  const channels = affected.channelIds.slice(0, 10).map((id) => `<#${id}>`);
  const left = affected.channelIds.length - channels.length;
  const what = affectedReminders(language, affected);
  if (channels.length === 0) return t('preview.affected', { what: capitalize(what) });
  const said = { what, channels: channels.join(', ') };
  return left > 0 ? t('preview.affectedMore', { ...said, left }) : t('preview.affectedIn', said);
}

function isNothing({ corrections, added, dropped }: Preview['affected']): boolean {
  return corrections + added + dropped === 0;
}

/** The whole of it, where the embed cannot hold it. */
async function filesOf(language: Language, preview: Preview): Promise<ReplyFile[]> {
  const { added, removed, changed: others } = preview.diff;
  const [first, second] = [[...added.slice(0, SHOWN), ...removed.slice(0, SHOWN)], others.slice(0, SHOWN)];
  const lines = [...first.map(listed), ...second.map(changedLine(language, second))];
  const isLong =
    [added, removed, others].some(({ length }) => length > SHOWN) ||
    lines.some((line) => line.includes('…') || line.length > LONGEST_LINE) ||
    lines.join('').length > LONGEST_LISTS;
  if (!isLong) return [];
  const text = await runPaced(changesText(language, preview));
  return [textFile('changes.txt', text, language.t('preview.file'))];
}

function textFile(name: string, text: string, description: string): ReplyFile {
  return { name, data: Buffer.from(`${text}\n`), description };
}

/** The hash of what was shown is in the button: nothing else is applied by it. */
function applyRow({ t }: Language, id: number, content: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Success,
        label: t('preview.apply'),
        custom_id: customId('facts', 'apply', String(id), content),
      },
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: t('preview.cancel'),
        custom_id: customId('facts', 'cancel', String(id), content.slice(0, 8)),
      },
    ],
  };
}

/** What could not be loaded: each fault with its place and what to do, in English. What is served stays. */
export function renderFaults(language: Language, { faults }: DataError, remark?: string): Reply {
  const { t } = language;
  const lines = faults.map((fault) => `• ${literal(truncate(renderFault(fault), 300))}`);
  const embed: APIEmbed = {
    color: COLOR,
    title: t('applied.faults', { count: countFaults(faults) }),
    description: [remark, t('applied.faultsIs')].filter(Boolean).join('\n\n'),
    fields: renderLines(language, listing(t('applied.faultsField')), lines),
  };
  const isLong = faults.length > SHOWN || faults.some((fault) => renderFault(fault).length > 300);
  const files = isLong ? [textFile('faults.txt', renderAll(faults), t('applied.faultsFile'))] : [];
  return { embeds: [embed], files };
}
