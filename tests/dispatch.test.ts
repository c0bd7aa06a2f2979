import { once } from 'node:events';
import { ApplicationCommandOptionType, ButtonStyle, ComponentType, Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Command } from '../src/commands/command.ts';
import { createClient } from '../src/discord/client.ts';
import { createDispatch } from '../src/discord/dispatch.ts';
import { createLog } from '../src/discord/log.ts';
import { registerCommands } from '../src/discord/register.ts';
import { UserError } from '../src/errors.ts';
import { ChartDrawer } from '../src/replies/charts/drawer.ts';
import type { Reply as Answer } from '../src/replies/reply.ts';
import { Search } from '../src/search/search.ts';
import { type Standin, startStandin } from '../standin/index.ts';
import { textOf } from './fixtures/bot.ts';
import { factsOf } from './fixtures/facts.ts';

const SECRET = 'postgres://admin:hunter2@db';

function command(name: string, execute: Command['execute'], press?: Command['press']): Command {
  const option = {
    type: ApplicationCommandOptionType.Boolean,
    name: 'private',
    description: 'Only you',
  } as const;
  return {
    data: { name, description: name, options: [option] },
    examples: () => [],
    execute,
    ...(press && { press }),
  };
}

const say = (description: string, isPrivate = false): Answer => ({
  embeds: [{ description }],
  private: isPrivate,
});
const show = (name: string): Answer => ({
  embeds: [{ title: name, image: { url: `attachment://${name}.png` } }],
  components: [pictureButton],
  files: [{ name: `${name}.png`, data: new TextEncoder().encode(name), description: `It shows ${name}` }],
});
const later = <T>(ms: number, value: () => T) =>
  new Promise<T>((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(value());
      } catch (error) {
        reject(error);
      }
    }, ms);
  });

const pictureButton = {
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Next',
      custom_id: 'picture:next:x',
    },
  ],
};

const button = {
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Go',
      custom_id: 'buttons:go:x',
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Fail',
      custom_id: 'buttons:fail:x',
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Stale',
      custom_id: 'gone:go:x',
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Slow',
      custom_id: 'buttons:slow:x',
    },
  ],
};

const announcedButton = {
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Success as const,
      label: 'Apply',
      custom_id: 'announced:apply:x',
    },
  ],
};

const COMMANDS: readonly Command[] = [
  command(
    'picture',
    () => show('first'),
    () => show('second'),
  ),
  command('slow-picture', () => later(1800, () => show('late'))),
  command('quick', () => say('quick')),
  command('slow', () => later(1800, () => say('slow'))),
  {
    ...command(
      'announced',
      () => later(1800, () => ({ embeds: [{ description: 'loaded' }], components: [announcedButton] })),
      () => later(1800, () => say('applied')),
    ),
    isSlow: () => true,
  },
  command('tardy', () => later(300, () => say('tardy'))),
  command('fails-on-announcement', () =>
    later(1600, () => {
      throw new Error(SECRET);
    }),
  ),
  command('slow-private', () => later(1800, () => say('for you', true))),
  command('slow-refused', () =>
    later(1800, () => {
      throw new UserError('No such thing. Try another.');
    }),
  ),
  command('refused', () => {
    throw new UserError('Write a year, such as 2014.');
  }),
  command('broken', () => {
    throw new Error(`cannot reach ${SECRET}`);
  }),
  command('broken-later', () => Promise.reject(new Error(SECRET))),
  command('huge', () => ({ embeds: [{ description: 'x'.repeat(9000), title: 'y'.repeat(400) }] })),
  command('everyone', () => say('@everyone <@&1>')),
  command(
    'buttons',
    () => ({ embeds: [{ description: 'press' }], components: [button] }),
    ({ action, rest }) => {
      if (action === 'fail') throw new UserError('That is gone.');
      if (action === 'slow') return later(1800, () => say('slow button'));
      return say(`${action} ${rest}`);
    },
  ),
];

interface Connection {
  readonly standin: Standin;
  readonly lines: Record<string, unknown>[];
}

async function connect(limits: { firstAnswerMs?: number } = {}): Promise<Connection> {
  const standin = await startStandin({ limits });
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) });
  const facts = factsOf({});
  const charts = new ChartDrawer();
  const context = () => ({ facts, search: Search.build(facts), now: Temporal.Now.instant(), charts });
  const onInteraction = createDispatch({ commands: COMMANDS, context, log });
  const client = createClient({ apiUrl: standin.url, onInteraction, onFatal: () => {}, log });
  const ready = once(client, Events.ClientReady);
  await client.login(standin.token);
  await ready;
  const bodies = [
    ...COMMANDS.map(({ data }) => data),
    { name: 'ghost', description: 'Registered once, gone since' },
  ];
  await registerCommands({
    rest: client.rest,
    applicationId: standin.applicationId,
    guildId: undefined,
    commands: bodies,
    log,
  });
  onTestFinished(async () => {
    await client.destroy();
    await standin.stop();
  });
  return { standin, lines };
}

test('what is announced before it is begun is answered when it is there, after seconds too, and so is its button', async () => {
  const { standin, lines } = await connect();
  const ana = standin.user('ana');
  const reply = await ana.run('/announced');
  expect(textOf(reply)).toBe('loaded');
  expect(textOf(await ana.click(reply, { label: 'Apply' }))).toBe('applied');
  expect(lines.filter(({ level }) => level === 50)).toEqual([]);
});

test('an answer is in the first callback, with nothing deferred', async () => {
  const { standin, lines } = await connect();
  expect(textOf(await standin.user('ana').run('/quick'))).toBe('quick');
  const line = { name: 'quick', outcome: 'answered' };
  await expect.poll(() => lines.find(({ msg }) => msg === 'interaction')).toMatchObject(line);
  expect(standin.refusals).toEqual([]);
});

test('an answer that takes longer than Discord waits is announced, and follows', async () => {
  const { standin } = await connect();
  expect(textOf(await standin.user('ana').run('/slow'))).toBe('slow');
  expect(standin.refusals).toEqual([]);
});

test.each(['slow-private', 'slow-refused'])(
  'a private answer after a public announcement is still private: /%s',
  async (name) => {
    const { standin } = await connect();
    const reply = await standin.user('ana').run(`/${name}`);
    await expect
      .poll(() => reply.followUps.map(textOf))
      .toEqual([expect.stringMatching(/for you|No such thing/)]);
    expect(reply.followUps.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    await expect.poll(() => standin.messages).toEqual([]);
    expect(standin.refusals).toEqual([]);
  },
);

test('a slow answer to a stranger’s press is for the stranger alone, and the message stays as it is', async () => {
  const { standin } = await connect();
  const asked = await standin.user('ana').run('/buttons');
  const foreign = await standin.user('bo').click(asked, { label: 'Slow' });
  expect(foreign).toMatchObject({ updated: false, ephemeral: true });
  const own = await standin.user('ana').click(asked, { label: 'Slow' });
  expect(own.updated).toBe(true);
  expect(textOf(own)).toBe('slow button');
  expect(standin.refusals).toEqual([]);
});

test('an answer that fails just after it was announced still says so', async () => {
  const { standin } = await connect();
  standin.fault({ match: { method: 'POST', path: /callback/ }, kind: '429', retryAfterMs: 300 });
  const reply = await standin.user('ana').run('/fails-on-announcement');
  await expect.poll(() => [reply, ...reply.followUps].map(textOf).join()).toContain('Something went wrong');
});

test('private: True keeps a slow answer private', async () => {
  const { standin } = await connect();
  expect((await standin.user('ana').run('/slow', { private: true })).ephemeral).toBe(true);
});

test('a mistake of the user’s is shown to them alone, as written', async () => {
  const { standin } = await connect();
  const reply = await standin.user('ana').run('/refused');
  expect(textOf(reply)).toBe('Write a year, such as 2014.');
  expect(reply.ephemeral).toBe(true);
});

test.each(['broken', 'broken-later'])(
  '/%s shows a fixed sentence with an id, and the log has the error under that id',
  async (name) => {
    const { standin, lines } = await connect();
    const reply = await standin.user('ana').run(`/${name}`);
    expect(textOf(reply)).not.toContain(SECRET);
    const id = /in the log as (\d+)/.exec(textOf(reply))?.[1];
    const logged = lines.find(({ interaction, err }) => interaction === id && err !== undefined);
    expect(JSON.stringify(logged)).toContain(SECRET);
    expect(reply.ephemeral).toBe(true);
  },
);

test('a command that is registered and no longer known is answered', async () => {
  const { standin } = await connect();
  expect(textOf(await standin.user('ana').run('/ghost'))).toContain('no such command any more');
});

test('a button of a command that is gone is answered', async () => {
  const { standin } = await connect();
  const ana = standin.user('ana');
  const reply = await ana.click(await ana.run('/buttons'), { label: 'Stale' });
  expect(textOf(reply)).toContain('from an older version');
});

test('a button changes the message for whoever asked; for anybody else it answers alone', async () => {
  const { standin } = await connect();
  const asked = await standin.user('ana').run('/buttons');
  const foreign = await standin.user('bo').click(asked, { label: 'Go' });
  expect(foreign).toMatchObject({ updated: false, ephemeral: true });
  const own = await standin.user('ana').click(asked, { label: 'Go' });
  expect(own.updated).toBe(true);
  expect(textOf(own)).toBe('go x');
});

test('a button that fails leaves the message as it is, and says why to whoever pressed it', async () => {
  const { standin } = await connect();
  const ana = standin.user('ana');
  const reply = await ana.click(await ana.run('/buttons'), { label: 'Fail' });
  expect(reply).toMatchObject({ updated: false, ephemeral: true });
  expect(textOf(reply)).toBe('That is gone.');
});

test.each([
  ['picture', 'first'],
  ['slow-picture', 'late'],
])('/%s comes with its file, and with what that shows in words', async (name, shown) => {
  const { standin } = await connect();
  const reply = await standin.user('ana').run(`/${name}`);
  expect(reply.attachments).toMatchObject([{ filename: `${shown}.png`, description: `It shows ${shown}` }]);
  expect(new TextDecoder().decode(reply.attachments[0]?.data)).toBe(shown);
  expect(reply.embeds[0]?.image?.url).toContain(`/${shown}.png`);
  expect(standin.refusals).toEqual([]);
});

test('a message that is changed has the new files and none of the old, however often', async () => {
  const { standin } = await connect();
  const ana = standin.user('ana');
  let reply = await ana.run('/picture');
  for (let press = 0; press < 2; press++) {
    reply = await ana.click(reply, { label: 'Next' });
    expect(reply.attachments.map(({ filename }) => filename)).toEqual(['second.png']);
  }
  expect(standin.refusals).toEqual([]);
});

test('what is too long for Discord is cut, not refused', async () => {
  const { standin } = await connect();
  const reply = await standin.user('ana').run('/huge');
  expect(reply.embeds[0]?.title).toHaveLength(256);
  expect(reply.embeds[0]?.description).toHaveLength(4096);
  expect(standin.refusals).toEqual([]);
});

test('an answer that Discord no longer takes is logged as late, and the bot goes on', async () => {
  const { standin, lines } = await connect({ firstAnswerMs: 100 });
  await expect(standin.user('ana').run('/tardy')).rejects.toThrow(/did not answer/);
  await expect.poll(() => lines.find(({ outcome }) => outcome === 'late')).toBeDefined();
  const answered = () => lines.some(({ outcome }) => outcome === 'answered');
  await expect
    .poll(() => standin.user('ana').run('/quick').then(answered, answered), { timeout: 5000 })
    .toBe(true);
});

test('five hundred questions at once are each answered once', async () => {
  const { standin } = await connect();
  const ana = standin.user('ana');
  const replies = await Promise.all(Array.from({ length: 500 }, () => ana.run('/quick')));
  expect(replies.map(textOf)).toEqual(Array.from({ length: 500 }, () => 'quick'));
  expect(standin.refusals).toEqual([]);
});

test('neither a token nor what somebody wrote is in the log, also where an answer could not be sent', async () => {
  const { standin, lines } = await connect();
  standin.fault({ match: { method: 'POST', path: /callback/ }, kind: '5xx-before', times: 10 });
  await standin
    .user('ana')
    .run('/huge')
    .catch(() => undefined);
  await expect
    .poll(() => lines.find(({ outcome }) => outcome === 'failed'), { timeout: 10_000 })
    .toBeDefined();
  const logged = JSON.stringify(lines);
  expect(logged).toContain('Internal Server Error');
  expect(logged).not.toContain(standin.token);
  expect(logged).not.toContain('/callback');
  expect(logged).not.toContain('xxxx');
});
