import type { ChatInputCommandInteraction } from 'discord.js';
import { missingFrom } from '../discord/permissions.ts';
import { ParseError, UserError } from '../errors.ts';
import type { Language, PermissionName } from '../i18n/language.ts';
import { parseLeads } from '../reminders/leads.ts';
import type { Reply } from '../replies/reply.ts';
import type { Context, Place } from './command.ts';
import { badOption } from './options.ts';
import { getDesk, managedServer } from './place.ts';
import { renderAdded, renderUnchanged } from './remind.render.ts';

/** Of who presses a button and says nothing. */
const USUAL_LEADS = '1w, 1d, 1h';

interface Addition {
  readonly place: Place;
  readonly channelId: string;
  readonly before: string;
  readonly search: string;
  readonly role: { readonly id: string; readonly mentionable: boolean } | undefined;
  readonly mirror: boolean;
}

export function readAddition(
  { t }: Language,
  interaction: ChatInputCommandInteraction,
  place: Place,
): Addition {
  const role = interaction.options.getRole('mention');
  if (role !== null && role.id === place.serverId) {
    throw new UserError(t('remind.everybody'));
  }
  return {
    place,
    channelId: interaction.options.getChannel('channel')?.id ?? place.channelId,
    before: interaction.options.getString('before') ?? USUAL_LEADS,
    search: interaction.options.getString('search')?.trim() ?? '',
    role: role === null ? undefined : { id: role.id, mentionable: role.mentionable },
    mirror: interaction.options.getBoolean('events') ?? false,
  };
}

export async function add(
  { place, channelId, before, search, role, mirror }: Addition,
  context: Context,
): Promise<Reply> {
  const { language } = context;
  const desk = getDesk(context);
  const serverId = managedServer(language, place);
  const leads = readLeads(language, before);
  const needs = { mentions: role !== undefined && !role.mentionable, mirrors: mirror };
  const missing =
    channelId === place.channelId
      ? missingFrom(place.botPermissions, needs)
      : await desk.missingPermissions({ serverId, channelId, ...needs });
  if (missing.length > 0) throw lacking(language, channelId, missing, needs.mentions);
  const createdBy = place.userId;
  const locale = place.serverLocale ?? 'en-US';
  const wanted = { serverId, channelId, leads, search, roleId: role?.id, mirror, createdBy, locale };
  return renderAdded(language, await desk.add(wanted));
}

function lacking(
  { t, list: listed }: Language,
  channelId: string,
  missing: readonly PermissionName[],
  mentions: boolean,
): UserError {
  const names = listed(missing.map((name) => t('remind.permission', { name: t(`permissions.${name}`) })));
  const key = mentions ? 'remind.lackingRole' : 'remind.lacking';
  return new UserError(t(key, { count: missing.length, channel: `<#${channelId}>`, names }));
}

function readLeads(language: Language, text: string) {
  try {
    return parseLeads(text);
  } catch (error) {
    if (error instanceof ParseError) {
      throw badOption(language, 'before', language.problem(error), error);
    }
    throw error;
  }
}

/** The button under `/meetings`: the usual leads; a subscription that is there stays as it is. */
export async function addHere(place: Place, search: string, context: Context): Promise<Reply> {
  const standings = await getDesk(context).list(managedServer(context.language, place));
  const existing = standings.find(
    ({ subscription }) => subscription.channelId === place.channelId && subscription.search === search,
  );
  if (existing !== undefined) return renderUnchanged(context.language, existing);
  const { channelId } = place;
  const reply = await add(
    { place, channelId, before: USUAL_LEADS, search, role: undefined, mirror: false },
    context,
  );
  // Under the list of meetings, which stays.
  return { ...reply, private: true };
}
