import { Client, Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { startPlayground } from '../../playground/playground.ts';
import { quiet } from '../fixtures/quiet.ts';
import { findBarriers } from './accessibility.ts';
import { Stage } from './stage.ts';

// What goes wrong, and how the page says so.

const stage = new Stage();

test('an option that must be filled is asked for, and a number that is none is refused before it is sent', async () => {
  const adrian = await stage.visit();
  await adrian.be('Admin');
  await adrian.choose('/facts pin');
  const { keyboard } = adrian.page;
  const fault = adrian.page.getByRole('alert');
  await adrian.page.getByText('revision (required)').waitFor();
  await keyboard.press('Enter');
  await fault.filter({ hasText: 'revision' }).waitFor();
  await keyboard.type('first');
  await keyboard.press('Enter');
  await fault.filter({ hasText: '`revision` is a whole number, not “first”.' }).waitFor();
  expect(await adrian.box.getAttribute('aria-invalid')).toBe('true');
  await keyboard.press('Escape');
  expect(await adrian.box.inputValue()).toBe('');
});

test('what the bot cannot read is answered in words, to who asked alone', async () => {
  const mira = await stage.visit();
  const answer = await mira.types('/total', { since: 'the day before' });
  await answer.filter({ hasText: 'the day before' }).waitFor();
  await answer.filter({ hasText: 'Only you can see this' }).waitFor();
});

test('a connection that is lost is said to be, comes back by itself, and what is asked then is answered', async () => {
  const mira = await stage.visit();
  const line = await mira.holdLine();
  await mira.types('/find', { text: 'helmets' });
  line.cut();
  await mira.status.filter({ hasText: 'Connection lost' }).waitFor();
  await mira.page.getByRole('alert').filter({ hasText: 'npm start' }).waitFor();
  line.mend();
  await mira.status.filter({ hasText: 'Connected' }).waitFor();
  await mira.messages.filter({ hasText: 'helmets' }).last().waitFor();
  const answer = await mira.types('/item', { name: 'MREs' });
  await answer.filter({ hasText: 'approximately 300,000' }).waitFor();
});

test('a reply that Discord would refuse is told with its path and its rule, beside the request', async () => {
  const playground = await startPlayground({ start: startHasty, log: quiet, port: 0 });
  onTestFinished(() => playground.stop());
  const mira = await stage.visit({}, playground.address);
  await mira.choose('/hasty');
  await mira.page.keyboard.press('Enter');
  await mira.page.getByText('The application did not respond').waitFor();
  await mira.button('Wire').click();
  const wire = mira.page.getByRole('region', { name: 'Wire' });
  const refused = wire.getByRole('listitem').filter({ hasText: '/callback' }).first();
  await refused.filter({ hasText: '50035' }).waitFor();
  await refused.filter({ hasText: 'content' }).waitFor();
  expect(await refused.getByRole('link').first().getAttribute('href')).toMatch(/^https:/);
  expect(await mira.button('Wire').getAttribute('aria-description')).toMatch(/^[1-9]\d* to look at$/);
  expect(await findBarriers(mira.page)).toEqual([]);
});

/** A bot as somebody begins one: its only command answers with more than Discord takes. */
const startHasty: Parameters<typeof startPlayground>[0]['start'] = async ({ token, discord }) => {
  const client = new Client({ intents: ['Guilds'], rest: { api: discord.discordApiUrl ?? '' } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  await client.application?.commands.set([{ name: 'hasty', description: 'Says too much' }]);
  client.on(Events.InteractionCreate, async (interaction) => {
    // The refusal is what the test looks at, on the page.
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'much '.repeat(1000) }).catch(() => undefined);
  });
  return {
    context: () => {
      throw new Error('This bot knows no facts.');
    },
    stop: () => client.destroy(),
  };
};
