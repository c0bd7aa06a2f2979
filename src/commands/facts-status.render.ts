import type { APIEmbed } from 'discord.js';
import { COLOR } from '../replies/facts.ts';
import { renderLines } from '../replies/fields.ts';
import type { Reply } from '../replies/reply.ts';
import { auditLine, describeStatus, discordStyle, historyText, revisionLine } from '../replies/revisions.ts';
import type { View } from '../replies/view.ts';
import type { AuditEntry } from '../revisions/audit.ts';
import type { Status } from '../revisions/desk.ts';
import type { KeptRevision } from '../revisions/ledger.ts';

const SHOWN = 10;

/** What is served, since when and by whom, how old it is, and what is wrong. */
export function renderStatus({ facts, language }: View, status: Status, now: Temporal.Instant): Reply {
  const { t } = language;
  const { lead, sections } = describeStatus(status, facts, now, discordStyle(language));
  const embed: APIEmbed = {
    color: COLOR,
    title: t('status.title', { number: status.current.number }),
    description: lead.join('\n'),
    fields: sections.flatMap(({ title, lines }) =>
      renderLines(language, { name: title, most: SHOWN }, lines),
    ),
    footer: { text: t('applied.hash', { hash: status.current.content }) },
  };
  return { embeds: [embed] };
}

/** The revisions that are kept, and who did what, the newest first. */
export function renderHistory(
  { facts, language }: View,
  {
    revisions,
    audit,
  }: { readonly revisions: readonly KeptRevision[]; readonly audit: readonly AuditEntry[] },
): Reply {
  const { t } = language;
  const style = discordStyle(language);
  const embed: APIEmbed = {
    color: COLOR,
    title: t('history.title', { count: revisions.length }),
    description: t('history.about', { number: facts.revision.number }),
    fields: [
      ...renderLines(
        language,
        { name: t('history.revisions'), most: SHOWN },
        revisions.map((one) => revisionLine(one, style)),
      ),
      ...renderLines(
        language,
        { name: t('history.audit'), most: SHOWN },
        audit.map((entry) => auditLine(entry, style)),
      ),
    ],
  };
  const isLong = revisions.length > SHOWN || audit.length > SHOWN;
  const data = Buffer.from(`${historyText(language, { revisions, audit })}\n`);
  return {
    embeds: [embed],
    files: isLong ? [{ name: 'history.txt', data, description: t('history.file') }] : [],
  };
}
