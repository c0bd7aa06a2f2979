import type { APIEmbed } from 'discord.js';
import type { Assistance, Engagement, Source } from '../data/facts.ts';
import { COMPONENT } from '../discord/limits.ts';
import type { Language } from '../i18n/language.ts';
import { customId } from '../replies/custom-id.ts';
import { renderAttribution, renderPlace, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney } from '../replies/facts.ts';
import { renderLines } from '../replies/fields.ts';
import { literal } from '../replies/markdown.ts';
import { renderMenu, renderPager } from '../replies/menu.ts';
import type { Reply, Row } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';

const SOURCES_ON_PAGE = 10;
const FACTS_ON_PAGE = 20;
/** Characters of a source's text on a page: escaping may lengthen it, and an embed holds 4,096. */
const TEXT_PAGE = 2800;

/** What was read out of a source. */
type Told = Assistance | Engagement;

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
 * One source: what it is and what was read out of it, on as many pages as that takes, and then its text where it has one.
 *
 * @param asked what the user called it, where nothing is called that
 */
export function renderSource(view: View, source: Source, page: number, asked?: string): Reply {
  const { facts, language } = view;
  const records = recordsOf(view, source);
  const factCount = records.assistance.length + records.meetings.length;
  const texts = splitText(source.text ?? '');
  const factPages = Math.max(1, Math.ceil(factCount / FACTS_ON_PAGE));
  const pages = factPages + texts.length;
  const at = Math.min(Math.max(page, 0), pages - 1);
  const doubt = asked === undefined ? [] : [language.t('source.closest', { text: literal(asked) })];
  const text = texts[at - factPages];
  const shown = sliceOf(records, at * FACTS_ON_PAGE);
  const published = `${literal(source.publisher)}, ${language.day(source.published)}`;
  const said = at === 0 ? [...doubt, published, ...notesOf(source)] : [published];
  const embed =
    text === undefined ? renderFacts(view, source, said, shown) : renderText(language, source, text);
  const place = renderPlaceAmong(language, { at, factPages, textPages: texts.length });
  const footer = [...place, renderRevision(language, facts.revision)].join(' · ');
  return {
    embeds: [{ ...embed, footer: { text: footer } }],
    components: renderPager(language, 'source', { page: at, pages, rest: [shortId(source.id)] }),
  };
}

interface PlaceAmong {
  readonly at: number;
  readonly factPages: number;
  readonly textPages: number;
}

/** Which page this is, and what comes behind the last one with facts. */
function renderPlaceAmong({ t }: Language, { at, factPages, textPages }: PlaceAmong): string[] {
  if (at >= factPages) return [t('source.textPage', { page: at - factPages + 1, pages: textPages })];
  return [
    ...(factPages > 1 ? [t('source.factsPage', { page: at + 1, pages: factPages })] : []),
    ...(at === factPages - 1 && textPages > 0 ? [t('source.nextText')] : []),
  ];
}

interface Records {
  readonly assistance: readonly Assistance[];
  /** Of those that are alike the first. */
  readonly meetings: readonly Engagement[];
}

/** What was read out of it, in its order. The list of a table's rows is left as it is: it may hold a million. */
function recordsOf({ facts }: View, { id }: Source): Records {
  const { assistance, engagements } = facts.toldBy(id);
  return { assistance, meetings: engagements.filter((engagement) => facts.isFirstAlike(engagement)) };
}

/** Those on one page: first what was given, then meetings. */
function sliceOf({ assistance, meetings }: Records, from: number): Told[] {
  const to = from + FACTS_ON_PAGE;
  const before = assistance.length;
  return [
    ...assistance.slice(from, to),
    ...meetings.slice(Math.max(0, from - before), Math.max(0, to - before)),
  ];
}

/** @param said what the reader must know of the source, above its facts */
function renderFacts(view: View, source: Source, said: readonly string[], shown: readonly Told[]): APIEmbed {
  const { language } = view;
  return {
    color: COLOR,
    title: literal(source.title),
    description: said.join('\n\n'),
    fields: renderLines(
      language,
      { name: renderCounts(view, source), most: FACTS_ON_PAGE },
      shown.map((record) => renderRecord(view, record)),
    ),
  };
}

function notesOf({ url, note, remarks }: Source): string[] {
  return [
    ...(url === undefined ? [] : [`<${url}>`]),
    ...(note === undefined ? [] : [literal(note)]),
    ...remarks.map(literal),
  ];
}

function renderRecord({ facts, language }: View, record: Told): string {
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
