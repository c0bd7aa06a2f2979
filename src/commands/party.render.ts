import type { APIEmbed } from 'discord.js';
import type { Assistance, Party } from '../data/facts.ts';
import { customId } from '../replies/custom-id.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { code, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import { LINES, renderPlainly } from './total-lists.render.ts';

/** Who somebody is in the facts: what they gave, got and carried out, each by itself and nothing added up. */
export function renderParty(view: View, party: Party): Reply {
  const { facts, language } = view;
  const { t } = language;
  const within = facts.partiesWithin(party.id);
  const isOf = (id: string | undefined) => id !== undefined && within.has(id);
  const roles: readonly (readonly [string, readonly Assistance[]])[] = [
    [t('party.receives'), facts.assistance.filter(({ to }) => isOf(to))],
    [t('party.gives'), facts.assistance.filter(({ from }) => isOf(from))],
    [t('party.carriesOut'), facts.assistance.filter(({ through }) => isOf(through))],
  ];
  const all = [...new Set(roles.flatMap(([, records]) => records))];
  const whole = party.partOf === undefined ? undefined : facts.getParty(party.partOf).name;
  const about = [
    whole && t('party.belongsTo', { name: literal(whole) }),
    party.aliases.length > 0 && t('party.alsoCalled', { names: literal(party.aliases.join(', ')) }),
    facts.isRecipient(party.id) &&
      t('party.total', { command: code(t('party.totalCommand', { name: party.name })) }),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: literal(party.name),
    description: [about.filter(Boolean).join(' '), renderEvidence(view, all, 1200)]
      .filter(Boolean)
      .join('\n\n'),
    fields: roles.flatMap(([role, records]) =>
      renderEach(language, { name: role, most: LINES }, records, (record) => renderPlainly(view, record)),
    ),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const menu = all
    .values()
    .map(({ id, title, kind }) => ({ label: title, description: t(`kinds.${kind}`), value: shortId(id) }));
  return {
    embeds: [embed],
    components: renderMenu(customId('total', 'open'), t('party.open'), menu),
  };
}
