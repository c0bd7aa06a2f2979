import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { missingFrom } from '../discord/permissions.ts';
import { ParseError, UserError } from '../errors.ts';
import type { Language, PermissionName } from '../i18n/language.ts';
import type { Desk, Standing } from '../reminders/desk.ts';
import { parseLeads, suggestLeads } from '../reminders/leads.ts';
import { renderLeads } from '../replies/leads.ts';
import { literal } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import { foldText } from '../search/normalize.ts';
import type { Command, Context, Place } from './command.ts';
import { badOption, textOption } from './options.ts';
import { managedServer, placeOf } from './place.ts';
import {
  renderAdded,
  renderList,
  renderOne,
  renderRemoved,
  renderTested,
  renderUnchanged,
} from './remind.render.ts';
import { subcommand } from './subcommand.ts';
import { suggest } from './suggest.ts';

/** Of who presses a button and says nothing. */
const USUAL_LEADS = '1w, 1d, 1h';
const LONGEST_SEARCH = 60;

/**
 * A server alone. Discord can ask for all of several permissions, not for one of two, so it shows these to everybody who
 * may use commands; we check.
 */
export const IN_SERVERS: Pick<
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  'contexts' | 'integration_types' | 'default_member_permissions'
> = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: PermissionFlagsBits.UseApplicationCommands.toString(),
};

const CHANNEL_OPTION = {
  type: ApplicationCommandOptionType.Channel,
  name: 'channel',
  description: 'This channel where you do not say',
  channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
} as const satisfies APIApplicationCommandBasicOption;

const WHICH_OPTIONS = [
  CHANNEL_OPTION,
  textOption('search', 'Which one, where a channel has several: the words it was made with', {
    maxLength: LONGEST_SEARCH,
  }),
];

export const remind = {
  data: {
    name: 'remind',
    description: 'Remind a channel of meetings',
    ...IN_SERVERS,
    options: [
      subcommand('add', 'Remind a channel before meetings, and when they move', [
        CHANNEL_OPTION,
        textOption('before', 'How long before, such as 1w, 1d, 1h', { autocomplete: true }),
        textOption('search', 'Only meetings with these words', {
          autocomplete: true,
          maxLength: LONGEST_SEARCH,
        }),
        {
          type: ApplicationCommandOptionType.Role,
          name: 'mention',
          description: 'A role to mention each time',
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'events',
          description: 'Show meetings as scheduled events of the server too',
        },
      ]),
      subcommand('list', 'Each subscription, its next reminder, and what became of the last ones', []),
      subcommand('pause', 'Send no reminders to a channel until you resume', WHICH_OPTIONS),
      subcommand('resume', 'Go on after a pause', WHICH_OPTIONS),
      subcommand('remove', 'End the reminders of a channel', WHICH_OPTIONS),
      subcommand('test', 'Post what a reminder will look like; it mentions nobody', WHICH_OPTIONS),
    ],
  },
  examples: ({ language }) => [
    `/remind add before: ${renderLeads(language, parseLeads('1w, 1d'))}`,
    '/remind add search: consultations',
    '/remind list',
  ],

  execute(interaction, context) {
    const place = placeOf(interaction);
    const serverId = managedServer(context.language, place);
    const name = interaction.options.getSubcommand();
    if (name === 'add') return add(readAddition(context.language, interaction, place), context);
    if (name === 'list') return list(serverId, context);
    const search = interaction.options.getString('search')?.trim();
    const channelId = interaction.options.getChannel('channel')?.id ?? place.channelId;
    return pick(context, { serverId, channelId, search }).then((standing) =>
      act(name, serverId, standing, context),
    );
  },

  autocomplete({ name, value }, context) {
    if (name === 'before') {
      const { language } = context;
      return suggestLeads(value).map((text) => ({
        name: renderLeads(language, parseLeads(text)),
        value: text,
      }));
    }
    // What is chosen must find the meeting again when sources rename it: its words, not its id.
    return suggest(context, value, ['engagement'])
      .filter((choice) => choice.name.length <= LONGEST_SEARCH)
      .map((choice) => ({ name: choice.name, value: choice.name }));
  },

  async press({ action, rest, values: [chosen = ''], place }, context) {
    const desk = getDesk(context);
    const serverId = managedServer(context.language, place);
    if (action === 'here') return addHere(place, rest, context);
    const standing = await desk.get(serverId, action === 'open' ? chosen : rest);
    return act(action, serverId, standing, context);
  },
} satisfies Command;

/** @throws UserError where the bot has no database */
export function getDesk({ reminders, language }: Context): Desk {
  if (reminders === undefined) throw new UserError(language.t('place.notHere'));
  return reminders;
}

interface Addition {
  readonly place: Place;
  readonly channelId: string;
  readonly before: string;
  readonly search: string;
  readonly role: { readonly id: string; readonly mentionable: boolean } | undefined;
  readonly mirror: boolean;
}

function readAddition({ t }: Language, interaction: ChatInputCommandInteraction, place: Place): Addition {
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

async function add(
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
async function addHere(place: Place, search: string, context: Context): Promise<Reply> {
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

async function list(serverId: string, context: Context): Promise<Reply> {
  const desk = getDesk(context);
  const [standings, zone] = [await desk.list(serverId), await desk.zone(serverId)];
  return renderList(context, standings, zone);
}

/** @throws UserError that says what there is, unless exactly one is meant */
async function pick(
  context: Context,
  { serverId, channelId, search }: { serverId: string; channelId: string; search: string | undefined },
): Promise<Standing> {
  const { t, list: listed } = context.language;
  const channel = `<#${channelId}>`;
  const here = (await getDesk(context).list(serverId)).filter(
    ({ subscription }) => subscription.channelId === channelId,
  );
  if (here.length === 0) throw new UserError(t('remind.notReminded', { channel }));
  const meant = search === undefined ? here : madeWith(here, search);
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  const words = here.map(({ subscription }) =>
    subscription.search === ''
      ? t('remind.oneForAll')
      : t('remind.oneLike', { text: literal(subscription.search) }),
  );
  const said = { channel, words: listed(words) };
  if (search !== undefined && first === undefined)
    throw new UserError(t('remind.noneLike', { ...said, text: literal(search) }));
  throw new UserError(t('remind.several', said));
}

/** Those with exactly these words, else those with the same in other letters: “Exercise”, “exercise”. */
function madeWith(standings: readonly Standing[], search: string): readonly Standing[] {
  const exact = standings.filter(({ subscription }) => subscription.search === search);
  if (exact.length > 0) return exact;
  const folded = foldText(search);
  return standings.filter(({ subscription }) => foldText(subscription.search) === folded);
}

async function act(action: string, serverId: string, standing: Standing, context: Context): Promise<Reply> {
  const desk = getDesk(context);
  const { language } = context;
  const { t } = language;
  const { id } = standing.subscription;
  switch (action) {
    case 'remove':
      await desk.remove(serverId, id);
      return renderRemoved(language, standing);
    case 'pause': {
      const wasRunning = await desk.pause(serverId, id);
      const done = t(wasRunning ? 'remind.paused' : 'remind.pausedAlready');
      return renderOne(context, await desk.get(serverId, id), done);
    }
    case 'resume': {
      const wasPaused = await desk.resume(serverId, id);
      const done = t(wasPaused ? 'remind.goesOn' : 'remind.notPaused');
      return renderOne(context, await desk.get(serverId, id), done);
    }
    case 'test':
      return renderOne(context, standing, renderTested(language, standing, await desk.test(standing)));
    default:
      return renderOne(context, standing);
  }
}
