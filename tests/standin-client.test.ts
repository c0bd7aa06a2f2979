import {
  type ApplicationCommandDataResolvable,
  AttachmentBuilder,
  Client,
  type Interaction,
  MessageFlags,
  type TextChannel,
} from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type Standin, type StandinOptions, startStandin } from '../standin/index.ts';

/** The stand-in as an unmodified discord.js client finds it. */

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await startStandin({ ...options, limits: { identifyIntervalMs: 0, ...options.limits } });
  cleanups.push(() => standin.stop());
  return standin;
}

type Handler = (interaction: Interaction) => Promise<unknown>;

async function bot(
  standin: Standin,
  handler: Handler = async () => undefined,
  commands: readonly ApplicationCommandDataResolvable[] = [{ name: 'ping', description: 'x' }],
): Promise<Client<true>> {
  const client = new Client({
    intents: ['Guilds'],
    rest: { api: standin.url },
    // discord.js keeps its identifies 5 s apart; the stand-in here allows them at once.
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: async () => undefined }) },
  });
  cleanups.push(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  const failures: unknown[] = [];
  client.on('interactionCreate', (interaction) => {
    handler(interaction).catch((error: unknown) => failures.push(error));
  });
  await client.login(standin.token);
  const connected = await ready;
  await connected.application.commands.set(commands);
  await standin.ready();
  return connected;
}

const row = (...customIds: string[]) => ({
  type: 1,
  components: customIds.map((id) => ({ type: 2, style: 1, label: id, customId: id })),
});

test('a client logs in, sees its server and channel, and registers commands globally and for the server', async () => {
  const standin = await start();
  const client = await bot(standin);
  expect(client.user.id).toBe(standin.applicationId);
  expect(client.guilds.cache.get(standin.guildId)?.channels.cache.has(standin.channelId)).toBe(true);
  const registered = await client.application.commands.fetch();
  expect(registered.map(({ name }) => name)).toEqual(['ping']);
  await client.application.commands.set([{ name: 'own', description: 'x' }], standin.guildId);
  expect(standin.commands(standin.guildId).map(({ name }) => name)).toEqual(['own']);
  const permissions = client.guilds.cache.get(standin.guildId)?.members.me?.permissions;
  expect(permissions?.has('SendMessages')).toBe(true);
  expect(standin.refusals).toEqual([]);
});

test('a reply, an edit of it, a follow-up and a deletion reach the user', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { resource } = await interaction.reply({ content: 'one', withResponse: true });
    await interaction.followUp({ content: `after ${resource?.message?.id}`, flags: MessageFlags.Ephemeral });
    await interaction.followUp('gone');
    await interaction.deleteReply(await interaction.followUp('gone too'));
    await interaction.editReply('two');
  });
  const reply = await standin.user('ana').run('/ping');
  expect(reply).toMatchObject({
    content: 'one',
    ephemeral: false,
    updated: false,
    embeds: [],
    components: [],
  });
  await expect.poll(() => standin.messages.map(({ content }) => content)).toEqual(['two', 'gone']);
  expect(reply.followUps.map(({ content, ephemeral }) => [content, ephemeral])).toEqual([
    [`after ${reply.messageId}`, true],
    ['gone', false],
  ]);
  expect(standin.refusals).toEqual([]);
});

test('a deferred answer is complete at its edit, stays as private as the deferral, and carries files', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const chart = new AttachmentBuilder(Buffer.from([1, 2, 3]), {
      name: 'chart.png',
      description: 'A chart',
    });
    await interaction.editReply({ embeds: [{ image: { url: 'attachment://chart.png' } }], files: [chart] });
  });
  const reply = await standin.user('ana').run('/ping');
  expect(reply).toMatchObject({
    ephemeral: true,
    attachments: [{ filename: 'chart.png', description: 'A chart', data: new Uint8Array([1, 2, 3]) }],
  });
  const url = reply.embeds[0]?.image?.url ?? '';
  const response = await fetch(url);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  expect(standin.messages).toEqual([]);
});

test('the first follow-up after a deferral takes the place of the promised answer', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp('here');
  });
  expect((await standin.user('ana').run('/ping')).content).toBe('here');
  expect(standin.messages).toHaveLength(1);
});

test('a button updates its message, answers beside it, or updates it later', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ components: [row('update', 'reply', 'later')] });
    if (!interaction.isButton()) return;
    if (interaction.customId === 'update') await interaction.update({ content: 'updated' });
    if (interaction.customId === 'reply') await interaction.reply('beside');
    if (interaction.customId !== 'later') return;
    await interaction.deferUpdate();
    await interaction.editReply({ content: 'later', components: [] });
  });
  const ana = standin.user('ana');
  const first = await ana.run('/ping');
  const updated = await ana.click(first, 'update');
  expect(updated).toMatchObject({ content: 'updated', updated: true, messageId: first.messageId });
  const beside = await ana.click(updated, { label: 'reply' });
  expect(beside).toMatchObject({ content: 'beside', updated: false });
  expect(beside.messageId).not.toBe(first.messageId);
  expect(await ana.click(updated, 'later')).toMatchObject({
    content: 'later',
    updated: true,
    components: [],
  });
  await expect(ana.click(updated, 'later')).rejects.toThrow(
    'There is no button "later". The message has none.',
  );
});

test('a menu sends the values that were picked, and a press on an old message reaches the bot', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
      await interaction.reply({
        components: [{ type: 1, components: [{ type: 3, customId: 'pick', options, maxValues: 2 }] }],
      });
    }
    if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join('+'));
    if (interaction.isButton()) await interaction.update(`not known: ${interaction.customId}`);
  });
  const ana = standin.user('ana');
  const menu = await ana.run('/ping');
  expect((await ana.select(menu, undefined, ['a', 'c'])).content).toBe('a+c');
  await expect(ana.select(menu, 'pick', ['d'])).rejects.toThrow('does not offer "d", only: "a", "b", "c"');
  await expect(ana.select(menu, 'pick', ['a', 'b', 'c'])).rejects.toThrow('takes 1 to 2 values');
  await expect(ana.select(menu, 'other', ['a'])).rejects.toThrow('There is no one menu "other"');
  expect(await ana.press('v1:gone')).toMatchObject({ content: 'not known: v1:gone', updated: true });
  expect((await ana.press('pick', { on: menu, values: ['zzz'] })).content).toBe('zzz');
});

test('suggestions come back as given, for what is typed so far', async () => {
  const standin = await start();
  const options = [
    { type: 3 as const, name: 'name', description: 'x', required: true, autocomplete: true as const },
  ];
  await bot(
    standin,
    async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${name}=${value}`, value: 'id' }]);
    },
    [{ name: 'item', description: 'x', options }],
  );
  const ana = standin.user('ana');
  expect(await ana.complete('/item', { name: 'night' }, 'name')).toEqual([
    { name: 'name=night', value: 'id' },
  ]);
  expect(await ana.complete('/item', {}, 'name')).toEqual([{ name: 'name=', value: 'id' }]);
  await expect(ana.complete('/item', {}, 'other')).rejects.toThrow('offers no suggestions');
});

test('the interaction tells the bot who, where, in which language and with which permissions', async () => {
  const standin = await start();
  const seen: Interaction[] = [];
  await bot(standin, async (interaction) => {
    seen.push(interaction);
    if (interaction.isChatInputCommand()) await interaction.reply('ok');
  });
  const ana = standin.user('ana', {
    locale: 'uk',
    permissions: 0x20n | 0x400n | 0x80000000n,
    installed: true,
  });
  await ana.run('/ping');
  await ana.run('/ping', {}, { dm: true });
  const [inServer, inDm] = seen;
  expect(inServer).toMatchObject({
    user: { username: 'ana' },
    locale: 'uk',
    guildLocale: 'en-US',
    guildId: standin.guildId,
    channelId: standin.channelId,
    context: 0,
    authorizingIntegrationOwners: { 0: standin.guildId, 1: ana.id },
    attachmentSizeLimit: 20 * 1024 * 1024,
  });
  expect(inServer?.memberPermissions?.toArray()).toEqual([
    'ManageGuild',
    'ViewChannel',
    'UseApplicationCommands',
  ]);
  expect(inServer?.appPermissions.has('SendMessages')).toBe(true);
  expect(inServer?.appPermissions.has('Administrator')).toBe(false);
  expect(inDm).toMatchObject({ user: { username: 'ana' }, guildId: null, member: null, context: 1 });
});

test('an answer that Discord refuses fails the run with the reason', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'x'.repeat(2_001) });
  });
  await expect(standin.user('ana').run('/ping')).rejects.toThrow(
    /refused the bot's answer to \/ping: 400 50035 .*Must be 2000 or fewer in length/,
  );
  expect(standin.refusals).toHaveLength(1);
});

test('a bot that says nothing, or defers and says nothing, fails the run in time', async () => {
  const standin = await start({ limits: { firstAnswerMs: 80, deferredAnswerMs: 120 } });
  await bot(
    standin,
    async (interaction) => {
      if (interaction.isChatInputCommand() && interaction.commandName === 'slow')
        await interaction.deferReply();
    },
    [
      { name: 'ping', description: 'x' },
      { name: 'slow', description: 'x' },
    ],
  );
  const ana = standin.user('ana');
  await expect(ana.run('/ping')).rejects.toThrow('The bot did not answer within 80 ms: /ping.');
  await expect(ana.run('/slow')).rejects.toThrow('deferred its answer and never gave it within 120 ms');
});

test('a client sends a direct message and reads the history of a channel', async () => {
  const standin = await start();
  const client = await bot(standin);
  const ana = standin.user('ana');
  const message = await (await client.users.fetch(ana.id)).send('hello');
  expect(standin.messages).toMatchObject([{ id: message.id, content: 'hello', guildId: undefined }]);
  const channel = client.channels.cache.get(standin.channelId) as TextChannel;
  const sent = await channel.send({ content: 'one', nonce: 'n1', enforceNonce: true });
  expect((await channel.send({ content: 'one', nonce: 'n1', enforceNonce: true })).id).toBe(sent.id);
  expect((await channel.messages.fetch({ limit: 5 })).map(({ content }) => content)).toEqual(['one']);
});

test('discord.js waits out the limit of five messages in 5 s instead of meeting a 429', async () => {
  const standin = await start();
  const client = await bot(standin);
  const limited: unknown[] = [];
  client.rest.on('rateLimited', (info) => limited.push(info.limit));
  const channel = client.channels.cache.get(standin.channelId) as TextChannel;
  for (let n = 0; n < 5; n += 1) await channel.send(`${n}`);
  const sixth = channel.send('5');
  await expect.poll(() => limited).toEqual([5]);
  expect(standin.messages).toHaveLength(5);
  sixth.catch(() => undefined);
});

test('discord.js retries a 5xx before the effect, and the user still gets the answer', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('there');
  });
  standin.fault({ match: { path: /callback/ }, kind: '5xx-before', times: 2 });
  expect((await standin.user('ana').run('/ping')).content).toBe('there');
});

test('a 5xx after the effect leaves the user with one answer, and the retry of discord.js is refused with 40060', async () => {
  const standin = await start();
  await bot(standin, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('once');
  });
  standin.fault({ match: { path: /callback/ }, kind: '5xx-after' });
  expect((await standin.user('ana').run('/ping')).content).toBe('once');
  await expect.poll(() => standin.refusals.map(({ code }) => code)).toEqual([40060]);
  expect(standin.messages).toHaveLength(1);
});

test.each([
  ['RECONNECT', (standin: Standin) => standin.gateway.sendReconnect(), 1],
  ['a cut socket', (standin: Standin) => standin.gateway.cutSockets(), 1],
  ['close code 4000', (standin: Standin) => standin.gateway.closeWith(4000), 1],
  ['INVALID_SESSION that may resume', (standin: Standin) => standin.gateway.invalidSession(true), 1],
  ['INVALID_SESSION that may not', (standin: Standin) => standin.gateway.invalidSession(false), 2],
  ['close code 4007', (standin: Standin) => standin.gateway.closeWith(4007), 2],
])(
  'after %s the client is back by itself, and what was asked meanwhile is answered if it resumes',
  async (_what, disturb, sessions) => {
    const standin = await start();
    const client = await bot(standin, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('back');
    });
    const back = new Promise((resolve) => {
      client.once('shardResume', resolve);
      client.once('shardReady', resolve);
    });
    disturb(standin);
    const asked = sessions === 1 ? standin.user('ana').run('/ping') : undefined;
    await back;
    expect((await (asked ?? standin.user('ana').run('/ping'))).content).toBe('back');
    expect(standin.gateway.sessionCount).toBe(sessions);
  },
);

test('a client whose heartbeats are not acknowledged takes the connection for dead and resumes', async () => {
  const standin = await start({ limits: { heartbeatIntervalMs: 1_000 } });
  const client = await bot(standin);
  standin.gateway.dropHeartbeatAcks();
  await new Promise((resolve) => client.once('shardReconnecting', resolve));
  standin.gateway.dropHeartbeatAcks(false);
  await new Promise((resolve) => client.once('shardResume', resolve));
  expect(standin.gateway.sessionCount).toBe(1);
});

test('a wrong token is told to the client at login', async () => {
  const standin = await start();
  const client = new Client({ intents: [], rest: { api: standin.url } });
  cleanups.push(() => client.destroy());
  await expect(client.login(`${standin.token}x`)).rejects.toThrow('An invalid token was provided.');
});
