import type { APIEmbed } from 'discord.js';
import type { Facts } from '../data/facts.ts';
import type { SendOutcome } from '../reminders/channels.ts';
import type { Standing } from '../reminders/desk.ts';
import { ON_THE_DAY, WINDOW } from '../reminders/due.ts';
import { renderLeads } from '../reminders/leads.ts';
import type { Subscription } from '../reminders/plan.ts';
import { customId } from '../replies/custom-id.ts';
import { COLOR } from '../replies/facts.ts';
import { renderEntry, renderInstant } from '../replies/ledger.ts';
import { counted, literal, truncate } from '../replies/markdown.ts';
import { renderButtons, renderMenu } from '../replies/menu.ts';
import { renderExpected } from '../replies/reminder.ts';
import type { Reply } from '../replies/reply.ts';

/** "<#1> · 1 week, 1 day before · “consultations” · mentions @team" */
function renderWhat({ channelId, leads, search, roleId, mirror }: Subscription): string {
  const parts = [
    `<#${channelId}>`,
    `${renderLeads(leads)} before`,
    search === '' ? 'all meetings' : `meetings like “${literal(search)}”`,
    roleId && `mentions <@&${roleId}>`,
    mirror && 'shown as scheduled events',
  ];
  return parts.filter(Boolean).join(' · ');
}

export function renderAdded({ standing, isNew }: { standing: Standing; isNew: boolean }): Reply {
  const lines = [
    `${isNew ? 'Reminders are on' : 'Changed'}: ${renderWhat(standing.subscription)}`,
    renderNext(standing),
    `Where a source gives no hour, reminders come at 09:00 in ${standing.subscription.zone}; \`/timezone\` changes that.`,
    '`/remind test` shows what a reminder looks like, `/remind list` what became of each.',
  ];
  return { embeds: [{ color: COLOR, title: 'Reminders', description: lines.join('\n') }] };
}

export function renderUnchanged(standing: Standing): Reply {
  const description = `This channel is reminded already: ${renderWhat(standing.subscription)}\n${renderNext(standing)}`;
  return { embeds: [{ color: COLOR, title: 'Reminders', description }], private: true };
}

function renderNext({ subscription, next, fitting }: Standing): string {
  if (subscription.pausedBy === 'admin') return '⏸ Paused.';
  if (subscription.pausedBy === 'discord') {
    const since = subscription.pausedAt === undefined ? '' : ` since ${renderInstant(subscription.pausedAt)}`;
    return `⛔ Paused${since}: Discord refuses its messages: ${literal(subscription.pausedReason ?? 'no reason given')}. Mend that, then \`/remind resume\`.`;
  }
  if (next === undefined && fitting === 0 && subscription.search !== '') {
    return `Next: none yet. No meeting that is known fits “${literal(subscription.search)}”; are these its words?`;
  }
  if (next === undefined) return 'Next: none yet. No meeting ahead is known; each new one is reminded of.';
  const { meeting, slot } = next;
  const lead =
    slot.lead === ON_THE_DAY || slot.lead === WINDOW ? `, ${renderExpected(meeting.record.when)}` : '';
  return `Next: ${renderInstant(slot.dueAt)} for **${literal(truncate(meeting.record.title, 120))}**${lead}`;
}

/** Every subscription with its next reminder and what became of the last ones. */
export function renderList(facts: Facts, standings: readonly Standing[], zone: string): Reply {
  if (standings.length === 0) {
    const description =
      'No channel of this server is reminded of meetings. `/remind add` begins; `/meetings` shows what is coming.';
    return { embeds: [{ color: COLOR, title: 'Reminders', description }], private: true };
  }
  // Five entries each for a few, fewer each for many: all must fit in one embed.
  const each = Math.max(1, Math.min(5, Math.floor(15 / standings.length)));
  const blocks = standings.map((standing) => renderStanding(facts, standing, each));
  const shown = takeWithin(blocks, 3600);
  const more = standings.length - shown.length;
  const embed: APIEmbed = {
    color: COLOR,
    title: `Reminders · ${counted(standings.length, 'subscription')}`,
    description: [...shown, more > 0 ? `*${counted(more, 'more subscription')}: the menu opens them.*` : '']
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: `Time zone of this server: ${zone}` },
  };
  const options = standings.map(({ subscription }) => ({
    label: `#${subscription.id} · ${renderLeads(subscription.leads)} before`,
    description: subscription.search === '' ? 'All meetings' : `Meetings like “${subscription.search}”`,
    value: subscription.id,
  }));
  return {
    embeds: [embed],
    components: renderMenu(customId('remind', 'open'), 'Pause, test or remove one', options),
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

function renderStanding(facts: Facts, standing: Standing, each: number): string {
  const { subscription, entries } = standing;
  const lines = entries.slice(0, each).map((entry) => `• ${renderEntry(facts, entry)}`);
  const ledger = lines.length > 0 ? lines : ['• Nothing has been due yet.'];
  return [`**#${subscription.id}** ${renderWhat(subscription)}`, renderNext(standing), ...ledger].join('\n');
}

/** One subscription with what can be done about it. */
export function renderOne(facts: Facts, standing: Standing, done?: string): Reply {
  const { id, pausedBy } = standing.subscription;
  const embed: APIEmbed = {
    color: COLOR,
    title: 'Reminders',
    description: [done, renderStanding(facts, standing, 5)].filter(Boolean).join('\n\n'),
  };
  const toggle =
    pausedBy === undefined
      ? (['Pause', customId('remind', 'pause', id)] as const)
      : (['Resume', customId('remind', 'resume', id)] as const);
  const row = renderButtons([
    toggle,
    ['Test', customId('remind', 'test', id)],
    ['Remove', customId('remind', 'remove', id)],
  ]);
  return { embeds: [embed], components: [row], private: true };
}

export function renderRemoved({ subscription }: Standing): Reply {
  const description = `Removed: ${renderWhat(subscription)}\nIts record of what was sent is removed with it.`;
  return { embeds: [{ color: COLOR, title: 'Reminders', description }], private: true };
}

export function renderTested({ subscription }: Standing, outcome: SendOutcome): string {
  const channel = `<#${subscription.channelId}>`;
  if (outcome.type === 'sent') return `A reminder as it will look is in ${channel}. It mentions nobody.`;
  const advice =
    outcome.type === 'refused' ? 'Reminders would be refused too.' : 'A reminder would be tried again.';
  return `Discord did not take the message to ${channel}: ${literal(outcome.reason)}. ${advice}`;
}
