import type { APIEmbed } from 'discord.js';
import type { Facts } from '../data/facts.ts';
import { COLOR } from '../replies/facts.ts';
import { renderLines } from '../replies/fields.ts';
import { counted } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import { auditLine, DISCORD, describeStatus, historyText, revisionLine } from '../replies/revisions.ts';
import type { AuditEntry } from '../revisions/audit.ts';
import type { Status } from '../revisions/desk.ts';
import type { KeptRevision } from '../revisions/ledger.ts';

const SHOWN = 10;

/** What is served, since when and by whom, how old it is, and what is wrong. */
export function renderStatus(status: Status, facts: Facts, now: Temporal.Instant): Reply {
  const { lead, sections } = describeStatus(status, facts, now, DISCORD);
  const embed: APIEmbed = {
    color: COLOR,
    title: `Facts: revision ${status.current.number}`,
    description: lead.join('\n'),
    fields: sections.flatMap(({ title, lines }) => renderLines(title, lines, SHOWN)),
    footer: { text: `Hash of all files: ${status.current.content}` },
  };
  return { embeds: [embed] };
}

/** The revisions that are kept, and who did what, the newest first. */
export function renderHistory(
  {
    revisions,
    audit,
  }: { readonly revisions: readonly KeptRevision[]; readonly audit: readonly AuditEntry[] },
  facts: Facts,
): Reply {
  const embed: APIEmbed = {
    color: COLOR,
    title: `History: ${counted(revisions.length, 'revision')} kept`,
    description: `This process serves revision ${facts.revision.number}. \`/facts rollback\` goes back to any of these; \`/facts pin\` keeps one for good.`,
    fields: [
      ...renderLines(
        'Revisions',
        revisions.map((one) => revisionLine(one, DISCORD)),
        SHOWN,
      ),
      ...renderLines(
        'Who did what',
        audit.map((entry) => auditLine(entry, DISCORD)),
        SHOWN,
      ),
    ],
  };
  const isLong = revisions.length > SHOWN || audit.length > SHOWN;
  const data = Buffer.from(`${historyText({ revisions, audit })}\n`);
  return {
    embeds: [embed],
    files: isLong ? [{ name: 'history.txt', data, description: 'The whole history' }] : [],
  };
}
