import type { APIEmbed } from 'discord.js';
import type { Assistance, Facts, Party } from '../data/facts.ts';
import { customId } from '../replies/custom-id.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { code, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import { LINES, renderPlainly } from './total-lists.render.ts';

/** Who somebody is in the facts: what they gave, got and carried out, each by itself and nothing added up. */
export function renderParty(facts: Facts, party: Party): Reply {
  const within = facts.partiesWithin(party.id);
  const isOf = (id: string | undefined) => id !== undefined && within.has(id);
  const roles: readonly (readonly [string, readonly Assistance[]])[] = [
    ['Receives', facts.assistance.filter(({ to }) => isOf(to))],
    ['Gives', facts.assistance.filter(({ from }) => isOf(from))],
    ['Carries out', facts.assistance.filter(({ through }) => isOf(through))],
  ];
  const all = [...new Set(roles.flatMap(([, records]) => records))];
  const whole = party.partOf === undefined ? undefined : facts.getParty(party.partOf).name;
  const about = [
    whole && `Belongs to ${literal(whole)}.`,
    party.aliases.length > 0 && `Also called ${literal(party.aliases.join(', '))}.`,
    facts.isRecipient(party.id) && `${code(`/total recipient: ${party.name}`)} adds up what it gets.`,
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: literal(party.name),
    description: [about.filter(Boolean).join(' '), renderEvidence(facts, all, 1200)]
      .filter(Boolean)
      .join('\n\n'),
    fields: roles.flatMap(([role, records]) =>
      renderEach(role, records, (record) => renderPlainly(facts, record), LINES),
    ),
    footer: { text: renderRevision(facts.revision) },
  };
  const menu = all
    .values()
    .map(({ id, title, kind }) => ({ label: title, description: kind, value: shortId(id) }));
  return {
    embeds: [embed],
    components: renderMenu(customId('total', 'open'), 'Open a piece of assistance', menu),
  };
}
