import type { APIEmbed } from 'discord.js';
import { placeOf } from '../data/evidence-words.ts';
import type { Assistance, Engagement, Facts, Source } from '../data/facts.ts';
import { COMPONENT } from '../discord/limits.ts';
import { customId } from '../replies/custom-id.ts';
import { renderDay } from '../replies/dates.ts';
import { renderAttribution, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { counted, literal } from '../replies/markdown.ts';
import { renderMenu, renderPager } from '../replies/menu.ts';
import type { Reply, Row } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';

const SOURCES_ON_PAGE = 10;
const FACTS_SHOWN = 20;
/** Characters of a source's text on a page: escaping may lengthen it, and an embed holds 4,096. */
const TEXT_PAGE = 2800;

/** The list of sources, newest first. */
export function renderSources(facts: Facts, page: number): Reply {
  const { sources } = facts;
  const pages = Math.max(1, Math.ceil(sources.length / SOURCES_ON_PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const shown = sources.slice(at * SOURCES_ON_PAGE, (at + 1) * SOURCES_ON_PAGE);
  const place = pages > 1 ? `Page ${at + 1} of ${pages} · ` : '';
  const embed: APIEmbed = {
    color: COLOR,
    title: counted(sources.length, 'source'),
    description: shown.map((source) => renderEntry(facts, source)).join('\n\n'),
    footer: { text: `${place}${renderRevision(facts.revision)}` },
  };
  return { embeds: [embed], components: [...renderPager('source', at, pages, ['']), ...renderOpen(shown)] };
}

/** Those that what was asked for may mean: some in full, and in the menu as many as it holds. */
export function renderFitting(facts: Facts, text: string, sources: readonly Source[]): Reply {
  const { selectOptions: most } = COMPONENT;
  const { length } = sources;
  const count = length > most ? `More than ${most} sources` : counted(length, 'source');
  const more =
    length > SOURCES_ON_PAGE ? ` The first ${SOURCES_ON_PAGE} are shown; the menu holds more.` : '';
  const entries = sources.slice(0, SOURCES_ON_PAGE).map((source) => renderEntry(facts, source));
  const embed: APIEmbed = {
    color: COLOR,
    title: 'Sources',
    description: [`${count} fit “${literal(text)}”.${more}`, ...entries].join('\n\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  return { embeds: [embed], components: renderOpen(sources) };
}

function renderEntry(facts: Facts, source: Source): string {
  return `${renderAttribution(source).slice(2)}\n${renderCounts(facts, source)}`;
}

function renderOpen(sources: readonly Source[]): Row[] {
  const options = sources.map((source) => ({
    label: source.title,
    description: `${source.publisher}, ${renderDay(source.published)}`,
    value: shortId(source.id),
  }));
  return renderMenu(customId('source', 'open'), 'Open a source', options);
}

export function renderNoSource(facts: Facts, name: string): Reply {
  const list = renderSources(facts, 0);
  const [embed] = list.embeds;
  const said = `No source is called “${literal(name)}”, and none is close to it. These are all there are.`;
  return {
    ...list,
    embeds: [{ ...embed, description: `${said}\n\n${embed?.description ?? ''}` }],
    private: true,
  };
}

/**
 * One source: page 0 says what it is and what was read out of it, the pages after hold its text where it has one.
 *
 * @param asked what the user called it, where nothing is called that
 */
export function renderSource(facts: Facts, source: Source, page: number, asked?: string): Reply {
  const texts = splitText(source.text ?? '');
  const at = Math.min(Math.max(page, 0), texts.length);
  const text = texts[at - 1];
  const embed = text === undefined ? renderOverview(facts, source, asked) : renderText(source, text);
  const place = at === 0 ? 'Next: its text' : `Text, page ${at} of ${texts.length}`;
  const footer = [...(texts.length > 0 ? [place] : []), renderRevision(facts.revision)].join(' · ');
  return {
    embeds: [{ ...embed, footer: { text: footer } }],
    components: renderPager('source', at, texts.length + 1, [shortId(source.id)]),
  };
}

function renderOverview(facts: Facts, source: Source, asked: string | undefined): APIEmbed {
  const { assistance, engagements } = facts.toldBy(source.id);
  const meetings = engagements.filter((engagement) => facts.isFirstAlike(engagement));
  const doubt = asked === undefined ? [] : [`No source is called “${literal(asked)}”. This is the closest.`];
  const note = source.note === undefined ? [] : [literal(source.note)];
  const link = source.url === undefined ? [] : [`<${source.url}>`];
  return {
    color: COLOR,
    title: literal(source.title),
    description: [
      ...doubt,
      `${literal(source.publisher)}, ${renderDay(source.published)}`,
      ...link,
      ...note,
      ...source.remarks.map(literal),
    ].join('\n\n'),
    fields: renderEach(
      renderCounts(facts, source),
      [...assistance, ...meetings],
      (record) => renderRecord(facts, record),
      FACTS_SHOWN,
    ),
  };
}

function renderRecord(facts: Facts, record: Assistance | Engagement): string {
  const place = literal(placeOf(record.evidence));
  if ('kind' in record)
    return `• ${literal(record.title)}: ${renderMoney(record)} (${record.kind}, ${place})`;
  const count = facts.alike(record).length;
  const status = count === 1 ? record.status : `${count} meetings`;
  return `• ${literal(record.title)} (${status}, ${place})`;
}

function renderText(source: Source, text: string): APIEmbed {
  return {
    color: COLOR,
    title: literal(source.title),
    description: `${text}\n\n${renderAttribution(source)}`,
  };
}

function renderCounts(facts: Facts, { id }: Source): string {
  const { assistance, engagements, itemCount } = facts.toldBy(id);
  return [
    counted(assistance.length, 'record of assistance', 'records of assistance'),
    counted(itemCount, 'item'),
    counted(engagements.length, 'meeting'),
  ].join(', ');
}

/** The text in pages, cut between paragraphs, else between words. Escaped, so that Discord shows it as it was published. */
function splitText(text: string): string[] {
  const pages: string[] = [];
  let rest = text.trim();
  while (rest.length > 0) {
    const end = rest.length <= TEXT_PAGE ? rest.length : cutAt(rest);
    pages.push(literal(rest.slice(0, end).trim()));
    rest = rest.slice(end).trim();
  }
  return pages;
}

function cutAt(text: string): number {
  const paragraph = text.lastIndexOf('\n', TEXT_PAGE);
  if (paragraph > TEXT_PAGE / 2) return paragraph;
  const space = text.lastIndexOf(' ', TEXT_PAGE);
  return space > TEXT_PAGE / 2 ? space : TEXT_PAGE;
}
