import type { APIEmbed } from 'discord.js';
import type { Language } from '../i18n/language.ts';
import type { SendOutcome } from '../reminders/channels.ts';
import type { Standing } from '../reminders/desk.ts';
import { ON_THE_DAY, WINDOW } from '../reminders/due.ts';
import type { Subscription } from '../reminders/plan.ts';
import { customId } from '../replies/custom-id.ts';
import { COLOR } from '../replies/facts.ts';
import { renderLeads } from '../replies/leads.ts';
import { renderEntry, renderInstant } from '../replies/ledger.ts';
import { literal, truncate } from '../replies/markdown.ts';
import { renderButtons, renderMenu } from '../replies/menu.ts';
import { renderExpected } from '../replies/reminder.ts';
import type { Reply } from '../replies/reply.ts';
import type { View } from '../replies/view.ts';

/** "<#1> · 1 week, 1 day before · “consultations” · mentions @team" */
function renderWhat(language: Language, { channelId, leads, search, roleId, mirror }: Subscription): string {
  const { t } = language;
  const parts = [
    `<#${channelId}>`,
    t('remind.before', { leads: renderLeads(language, leads) }),
    search === '' ? t('remind.allMeetings') : t('remind.meetingsLike', { text: literal(search) }),
    roleId && t('remind.mentions', { role: `<@&${roleId}>` }),
    mirror && t('remind.shownAsEvents'),
  ];
  return parts.filter(Boolean).join(' · ');
}

export function renderAdded(
  language: Language,
  { standing, isNew }: { standing: Standing; isNew: boolean },
): Reply {
  const { t } = language;
  const { zone } = standing.subscription;
  const lines = [
    t(isNew ? 'remind.on' : 'remind.changed', { what: renderWhat(language, standing.subscription) }),
    renderNext(language, standing),
    t('remind.noHour', { zone }),
    t('remind.tryOut'),
  ];
  return { embeds: [{ color: COLOR, title: t('remind.title'), description: lines.join('\n') }] };
}

export function renderUnchanged(language: Language, standing: Standing): Reply {
  const already = language.t('remind.already', { what: renderWhat(language, standing.subscription) });
  return plain(language, `${already}\n${renderNext(language, standing)}`);
}

/** What only who asked sees. */
function plain({ t }: Language, description: string): Reply {
  return { embeds: [{ color: COLOR, title: t('remind.title'), description }], private: true };
}

function renderNext(language: Language, { subscription, next, fitting }: Standing): string {
  const { t } = language;
  if (subscription.pausedBy === 'admin') return t('remind.pausedByAdmin');
  if (subscription.pausedBy === 'discord') return renderRefused(language, subscription);
  if (next === undefined && fitting === 0 && subscription.search !== '') {
    return t('remind.nextNoneLike', { text: literal(subscription.search) });
  }
  if (next === undefined) return t('remind.nextNone');
  const { record } = next.meeting;
  const said = { due: renderInstant(next.slot.dueAt), title: literal(truncate(record.title, 120)) };
  const isDay = next.slot.lead === ON_THE_DAY || next.slot.lead === WINDOW;
  if (!isDay) return t('remind.next', said);
  return t('remind.nextExpected', { ...said, when: renderExpected(language, record.when) });
}

function renderRefused({ t }: Language, { pausedAt, pausedReason }: Subscription): string {
  const reason = literal(pausedReason ?? t('remind.noReason'));
  if (pausedAt === undefined) return t('remind.pausedByDiscord', { reason });
  return t('remind.pausedByDiscordSince', { since: renderInstant(pausedAt), reason });
}

/** Every subscription with its next reminder and what became of the last ones. */
export function renderList(view: View, standings: readonly Standing[], zone: string): Reply {
  const { language } = view;
  const { t } = language;
  if (standings.length === 0) return plain(language, t('remind.nobody'));
  // Five entries each for a few, fewer each for many: all must fit in one embed.
  const each = Math.max(1, Math.min(5, Math.floor(15 / standings.length)));
  const blocks = standings.map((standing) => renderStanding(view, standing, each));
  const shown = takeWithin(blocks, 3600);
  const more = standings.length - shown.length;
  const embed: APIEmbed = {
    color: COLOR,
    title: t('remind.titleOf', { count: standings.length }),
    description: [...shown, more > 0 ? t('remind.moreInMenu', { count: more }) : '']
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: t('remind.zone', { zone }) },
  };
  const options = standings.map(({ subscription }) => ({
    label: `#${subscription.id} · ${t('remind.before', { leads: renderLeads(language, subscription.leads) })}`,
    description:
      subscription.search === ''
        ? t('remind.optionAll')
        : t('remind.optionLike', { text: subscription.search }),
    value: subscription.id,
  }));
  return {
    embeds: [embed],
    components: renderMenu(customId('remind', 'open'), t('remind.menu'), options),
    private: true,
  };
}

function takeWithin(blocks: readonly string[], budget: number): string[] {
  let left = budget;
  return blocks.filter((block) => {
    left -= block.length + 2;
    return left >= 0;
  });
}

function renderStanding(view: View, standing: Standing, each: number): string {
  const { language } = view;
  const { subscription, entries } = standing;
  const lines = entries.slice(0, each).map((entry) => `• ${renderEntry(view, entry)}`);
  const ledger = lines.length > 0 ? lines : [language.t('remind.nothingDue')];
  const what = `**#${subscription.id}** ${renderWhat(language, subscription)}`;
  return [what, renderNext(language, standing), ...ledger].join('\n');
}

/** One subscription with what can be done about it. */
export function renderOne(view: View, standing: Standing, done?: string): Reply {
  const { t } = view.language;
  const { id, pausedBy } = standing.subscription;
  const embed: APIEmbed = {
    color: COLOR,
    title: t('remind.title'),
    description: [done, renderStanding(view, standing, 5)].filter(Boolean).join('\n\n'),
  };
  const toggle =
    pausedBy === undefined
      ? ([t('remind.pause'), customId('remind', 'pause', id)] as const)
      : ([t('remind.resume'), customId('remind', 'resume', id)] as const);
  const row = renderButtons([
    toggle,
    [t('remind.test'), customId('remind', 'test', id)],
    [t('remind.remove'), customId('remind', 'remove', id)],
  ]);
  return { embeds: [embed], components: [row], private: true };
}

export function renderRemoved(language: Language, { subscription }: Standing): Reply {
  return plain(language, language.t('remind.removed', { what: renderWhat(language, subscription) }));
}

export function renderTested({ t }: Language, { subscription }: Standing, outcome: SendOutcome): string {
  const channel = `<#${subscription.channelId}>`;
  if (outcome.type === 'sent') return t('remind.tested', { channel });
  const key = outcome.type === 'refused' ? 'remind.testRefused' : 'remind.testFailed';
  return t(key, { channel, reason: literal(outcome.reason) });
}
