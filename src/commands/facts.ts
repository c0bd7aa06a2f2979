import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { MEGABYTE } from '../data/byte-size.ts';
import { SLUG } from '../data/slug.ts';
import { DataError, UserError } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { splitArgs } from '../replies/custom-id.ts';
import type { Reply } from '../replies/reply.ts';
import { exportCsv, exportZip } from '../revisions/export.ts';
import type { Command, Context } from './command.ts';
import { renderFaults, renderPreview } from './facts.render.ts';
import { type Admin, forAdmin } from './facts-admin.ts';
import { renderApplied, renderCancelled, renderExport, renderPinned } from './facts-outcome.render.ts';
import { renderHistory, renderStatus } from './facts-status.render.ts';
import { textOption } from './options.ts';
import { placeOf } from './place.ts';
import { subcommand } from './subcommand.ts';

const REVISION_OPTION = {
  type: ApplicationCommandOptionType.Integer as const,
  name: 'revision',
  description: 'Its number, from /facts history',
  required: true,
  min_value: 1,
};
const WHY_OPTION = textOption('why', 'Why, for the history', { maxLength: 200 });
const FORMATS = ['zip', 'csv'] as const;
/** Of the whole audit, what a file shows. */
const AUDIT_ENTRIES = 500;

export const facts = {
  isPrivate: true,
  data: {
    name: 'facts',
    description: 'What the bot answers from: look at it, change it, go back',
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    // For show: who may is checked on each use.
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      subcommand('status', 'The revision, its sources, problems, and what each process serves', []),
      subcommand('reload', 'Read the folder of sources again, and show what would change', [WHY_OPTION]),
      subcommand('upload', 'Put in a file of a source, or sources as a .zip, and show what would change', [
        {
          type: ApplicationCommandOptionType.Attachment,
          name: 'file',
          description: 'A .yaml, .csv, .tsv, .ics or .txt of a source, or a .zip of sources',
          required: true,
        },
        textOption('source', 'The source that the file belongs to', { autocomplete: true }),
        WHY_OPTION,
      ]),
      subcommand('history', 'The revisions that are kept, and who did what', []),
      subcommand('rollback', 'Show what would change if an earlier revision were served again', [
        REVISION_OPTION,
        WHY_OPTION,
      ]),
      subcommand('export', 'Everything as a file', [
        {
          ...textOption('format', 'zip: the folder of sources (as without this); csv: every fact as a row'),
          type: ApplicationCommandOptionType.String,
          autocomplete: false,
          choices: FORMATS.map((format) => ({ name: format, value: format })),
        },
      ]),
      subcommand('pin', 'Keep a revision for good', [REVISION_OPTION]),
      subcommand('unpin', 'Keep a revision no longer than others', [REVISION_OPTION]),
    ],
  },
  examples: () => ['/facts status', '/facts reload', '/facts history'],

  isSlow: (action) => ['status', 'reload', 'upload', 'rollback', 'export', 'apply'].includes(action),

  execute(interaction, context) {
    const action = interaction.options.getSubcommand();
    return showFaults(context.language, () => run(action, interaction, context));
  },

  autocomplete({ value }, context) {
    const typed = value.toLowerCase();
    const ids = context.facts.sources.map(({ id }) => id).filter((id) => id.includes(typed));
    return ids.slice(0, 25).map((id) => ({ name: id, value: id }));
  },

  press({ action, rest, place }, context) {
    const { language } = context;
    return showFaults(language, async () => {
      const { desk, actor } = forAdmin(context, place);
      const [id = '', content = ''] = splitArgs(rest, 2);
      if (action === 'cancel') return renderCancelled(language, await desk.cancel(Number(id), actor));
      return renderApplied(language, await desk.apply(Number(id), content, actor));
    });
  },
} satisfies Command;

/** Faults of what was to be loaded are an answer: what is served stays. */
async function showFaults(language: Language, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError) return renderFaults(language, error);
    throw error;
  }
}

async function run(
  action: string,
  interaction: ChatInputCommandInteraction,
  context: Context,
): Promise<Reply> {
  const admin = forAdmin(context, placeOf(interaction));
  const { desk, actor } = admin;
  const { language } = context;
  const why = interaction.options.getString('why')?.trim() || undefined;
  switch (action) {
    case 'reload':
      return renderPreview(language, await desk.proposeReload(actor, why));
    case 'upload':
      return upload(language, interaction, admin, why);
    case 'rollback':
      return renderPreview(language, await desk.proposeRollback(actor, numberOf(interaction), why));
    case 'history':
      return renderHistory(context, await desk.history(AUDIT_ENTRIES));
    case 'export':
      return exportAll(context, interaction, admin);
    case 'pin':
    case 'unpin': {
      const number = numberOf(interaction);
      await desk.pin(actor, number, action === 'pin');
      return renderPinned(language, number, action === 'pin');
    }
    default:
      return renderStatus(context, await desk.status(), context.now);
  }
}

function numberOf(interaction: ChatInputCommandInteraction): number {
  return interaction.options.getInteger('revision', true);
}

async function upload(
  language: Language,
  interaction: ChatInputCommandInteraction,
  { desk, actor, readAttachment }: Admin,
  why: string | undefined,
): Promise<Reply> {
  const file = interaction.options.getAttachment('file', true);
  // The name is shown again, and is a stranger's.
  const name = file.name.replace(/[^\p{L}\p{N}._-]/gu, '_');
  if (!/\.(?:ya?ml|csv|tsv|ics|txt|zip)$/i.test(name)) {
    throw new UserError(language.t('admin.cannotUpload', { name }));
  }
  const source = readSource(language, interaction);
  const bytes = await readAttachment({ url: file.url, size: file.size });
  return renderPreview(language, await desk.proposeUpload(actor, { name, bytes, source }, why));
}

function readSource({ t }: Language, interaction: ChatInputCommandInteraction): string | undefined {
  const source = interaction.options.getString('source')?.trim().toLowerCase() || undefined;
  if (source === undefined || SLUG.test(source)) return source;
  throw new UserError(t('admin.noFolderName'));
}

async function exportAll(
  { facts: served, language }: Context,
  interaction: ChatInputCommandInteraction,
  { desk, actor }: Admin,
): Promise<Reply> {
  const { t } = language;
  const format = interaction.options.getString('format') === 'csv' ? 'csv' : 'zip';
  const exported = await desk.openExport(actor);
  const { number } = served.revision;
  if (format === 'csv' && number !== exported.revision.number) {
    throw new UserError(t('admin.otherRevision', { number }));
  }
  const pieces = format === 'csv' ? exportCsv(served, exported.list) : exportZip(exported);
  const limit = interaction.attachmentSizeLimit;
  const data = await upTo(limit, pieces);
  if (data === undefined) {
    throw new UserError(t('admin.exportTooLarge', { format, limit: Math.floor(limit / MEGABYTE) }));
  }
  return renderExport(language, exported.revision, format, data);
}

/** All of it; undefined where it is more bytes than these, and then no more of it is made. */
async function upTo(
  most: number,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > most) return undefined;
    kept.push(piece);
  }
  return Buffer.concat(kept);
}
