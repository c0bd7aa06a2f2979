import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType, ChannelType } from 'discord.js';
import type { Standing } from '../reminders/desk.ts';
import { parseLeads, suggestLeads } from '../reminders/leads.ts';
import { renderLeads } from '../replies/leads.ts';
import type { Reply } from '../replies/reply.ts';
import type { Command, Context } from './command.ts';
import { IN_SERVERS, textOption } from './options.ts';
import { getDesk, managedServer, placeOf } from './place.ts';
import { renderList, renderOne, renderRemoved, renderTested } from './remind.render.ts';
import { add, addHere, readAddition } from './remind-add.ts';
import { pick } from './remind-which.ts';
import { subcommand } from './subcommand.ts';
import { suggest } from './suggest.ts';

const LONGEST_SEARCH = 60;

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

async function list(serverId: string, context: Context): Promise<Reply> {
  const desk = getDesk(context);
  const [standings, zone] = [await desk.list(serverId), await desk.zone(serverId)];
  return renderList(context, standings, zone);
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
