import type { APIEmbed } from 'discord.js';
import type { Assistance, Party } from '../data/facts.ts';
import { keepInSteps } from '../data/lists-in-steps.ts';
import type { Steps } from '../data/steps.ts';
import { customId } from '../replies/custom-id.ts';
import { evidenceSteps, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { code, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import { LINES, renderPlainly } from './total-lists.render.ts';

/**
 * Who somebody is in the facts: what they gave, got and carried out, each by itself and nothing added up. Yields wherever it can be
 * interrupted: a table may give a million records.
 */
export function* renderParty(view: View, party: Party): Steps<Reply> {
  const { facts, language } = view;
  const { t } = language;
  const roles = yield* rolesOf(view, party);
  const whole = party.partOf === undefined ? undefined : facts.getParty(party.partOf).name;
  const about = [
    whole && t('party.belongsTo', { name: literal(whole) }),
    party.aliases.length > 0 && t('party.alsoCalled', { names: literal(party.aliases.join(', ')) }),
    facts.isRecipient(party.id) &&
      t('party.total', { command: code(t('party.totalCommand', { name: party.name })) }),
  ];
  // Told of in two roles, it is told once.
  const all = () => roles.values().flatMap(([, records]) => records);
  const evidence = yield* evidenceSteps(view, all(), 1200);
  const embed: APIEmbed = {
    color: COLOR,
    title: literal(party.name),
    description: [about.filter(Boolean).join(' '), evidence].filter(Boolean).join('\n\n'),
    fields: roles.flatMap(([role, records]) =>
      renderEach(language, { name: role, most: LINES }, records, (record) => renderPlainly(view, record)),
    ),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const menu = all().map(({ id, title, kind }) => {
    return { label: title, description: t(`kinds.${kind}`), value: shortId(id) };
  });
  return {
    embeds: [embed],
    components: renderMenu(customId('total', 'open'), t('party.open'), menu),
  };
}

function* rolesOf(
  { facts, language: { t } }: View,
  { id: partyId }: Party,
): Steps<readonly (readonly [role: string, records: readonly Assistance[]])[]> {
  const within = facts.partiesWithin(partyId);
  const isOf = (id: string | undefined) => id !== undefined && within.has(id);
  return [
    [t('party.receives'), yield* keepInSteps(facts.assistance, ({ to }) => isOf(to))],
    [t('party.gives'), yield* keepInSteps(facts.assistance, ({ from }) => isOf(from))],
    [t('party.carriesOut'), yield* keepInSteps(facts.assistance, ({ through }) => isOf(through))],
  ];
}
