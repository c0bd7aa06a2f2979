import type { APIEmbed } from 'discord.js';
import type { Assistance, Engagement, Source } from '../data/facts.ts';
import { COMPONENT } from '../discord/limits.ts';
import type { Language } from '../i18n/language.ts';
import { customId } from '../replies/custom-id.ts';
import { renderAttribution, renderPlace, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { literal } from '../replies/markdown.ts';
import { renderMenu, renderPager } from '../replies/menu.ts';
import type { Reply, Row } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';

const SOURCES_ON_PAGE = 10;
const FACTS_SHOWN = 20;
/** Characters of a source's text on a page: escaping may lengthen it, and an embed holds 4,096. */
const TEXT_PAGE = 2800;

/** The list of sources, newest first. */
export function renderSources(view: View, page: number): Reply {
  const { facts, language } = view;
  const { sources } = facts;
  const pages = Math.max(1, Math.ceil(sources.length / SOURCES_ON_PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const shown = sources.slice(at * SOURCES_ON_PAGE, (at + 1) * SOURCES_ON_PAGE);
  const place = pages > 1 ? `${language.t('parts.page', { page: at + 1, pages })} · ` : '';
  const embed: APIEmbed = {
    color: COLOR,
    title: language.t('count.source', { count: sources.length }),
    description: shown.map((source) => renderEntry(view, source)).join('\n\n'),
    footer: { text: `${place}${renderRevision(language, facts.revision)}` },
  };
  return {
    embeds: [embed],
    components: [
      ...renderPager(language, 'source', { page: at, pages, rest: [''] }),
      ...renderOpen(language, shown),
    ],
  };
}

/** Those that what was asked for may mean: some in full, and in the menu as many as it holds. */
export function renderFitting(view: View, asked: string, sources: readonly Source[]): Reply {
  const { facts, language } = view;
  const { t } = language;
  const { selectOptions: most } = COMPONENT;
  const { length } = sources;
  const count = length > most ? t('source.moreThan', { most }) : t('count.source', { count: length });
  const said = { text: literal(asked), sources: count };
  const fit =
    length > SOURCES_ON_PAGE
      ? t('source.fitFirst', { ...said, shown: SOURCES_ON_PAGE })
      : t('source.fit', said);
  const entries = sources.slice(0, SOURCES_ON_PAGE).map((source) => renderEntry(view, source));
  const embed: APIEmbed = {
    color: COLOR,
    title: t('source.titles'),
    description: [fit, ...entries].join('\n\n'),
    footer: { text: renderRevision(language, facts.revision) },
  };
  return { embeds: [embed], components: renderOpen(language, sources) };
}

function renderEntry(view: View, source: Source): string {
  return `${renderAttribution(view.language, source).slice(2)}\n${renderCounts(view, source)}`;
}

function renderOpen(language: Language, sources: readonly Source[]): Row[] {
  const options = sources.map((source) => ({
    label: source.title,
    description: `${source.publisher}, ${language.day(source.published)}`,
    value: shortId(source.id),
  }));
  return renderMenu(customId('source', 'open'), language.t('source.open'), options);
}

export function renderNoSource(view: View, name: string): Reply {
  const list = renderSources(view, 0);
  const [embed] = list.embeds;
  const said = view.language.t('source.none', { text: literal(name) });
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
export function renderSource(view: View, source: Source, page: number, asked?: string): Reply {
  const { facts, language } = view;
  const { t } = language;
  const texts = splitText(source.text ?? '');
  const at = Math.min(Math.max(page, 0), texts.length);
  const text = texts[at - 1];
  const embed = text === undefined ? renderOverview(view, source, asked) : renderText(language, source, text);
  const place = at === 0 ? t('source.nextText') : t('source.textPage', { page: at, pages: texts.length });
  const footer = [...(texts.length > 0 ? [place] : []), renderRevision(language, facts.revision)].join(' · ');
  return {
    embeds: [{ ...embed, footer: { text: footer } }],
    components: renderPager(language, 'source', {
      page: at,
      pages: texts.length + 1,
      rest: [shortId(source.id)],
    }),
  };
}

function renderOverview(view: View, source: Source, asked: string | undefined): APIEmbed {
  const { facts, language } = view;
  const { assistance, engagements } = facts.toldBy(source.id);
  const meetings = engagements.filter((engagement) => facts.isFirstAlike(engagement));
  const doubt = asked === undefined ? [] : [language.t('source.closest', { text: literal(asked) })];
  const note = source.note === undefined ? [] : [literal(source.note)];
  const link = source.url === undefined ? [] : [`<${source.url}>`];
  return {
    color: COLOR,
    title: literal(source.title),
    description: [
      ...doubt,
      `${literal(source.publisher)}, ${language.day(source.published)}`,
      ...link,
      ...note,
      ...source.remarks.map(literal),
    ].join('\n\n'),
    fields: renderEach(
      language,
      { name: renderCounts(view, source), most: FACTS_SHOWN },
      [...assistance, ...meetings],
      (record) => renderRecord(view, record),
    ),
  };
}

function renderRecord({ facts, language }: View, record: Assistance | Engagement): string {
  const { t } = language;
  const place = literal(renderPlace(language, record.evidence));
  if ('kind' in record) {
    const kind = t(`kinds.${record.kind}`);
    return `• ${literal(record.title)}: ${renderMoney(language, record)} (${kind}, ${place})`;
  }
  const count = facts.alike(record).length;
  const status = count === 1 ? t(`statuses.${record.status}`) : t('count.meeting', { count });
  return `• ${literal(record.title)} (${status}, ${place})`;
}

function renderText(language: Language, source: Source, text: string): APIEmbed {
  return {
    color: COLOR,
    title: literal(source.title),
    description: `${text}\n\n${renderAttribution(language, source)}`,
  };
}

function renderCounts({ facts, language: { t } }: View, { id }: Source): string {
  const { assistance, engagements, itemCount } = facts.toldBy(id);
  return [
    t('count.assistance', { count: assistance.length }),
    t('count.item', { count: itemCount }),
    t('count.meeting', { count: engagements.length }),
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
