import { expect, test } from 'vitest';
import { parseCommandLine } from '../playground/command-line.ts';
import { commands } from '../src/commands/index.ts';
import { startStandin } from '../standin/index.ts';
import { labelsOf, shareTestBot, textOf, useTestBot, valuesOf } from './fixtures/bot.ts';
import { sourceFiles, writeFiles } from './fixtures/revisions.ts';

const discord = shareTestBot();

test('/find border guard finds the recipient and the assistance to it, with sentences', async () => {
  const text = textOf(await discord.ana.run('/find', { text: 'border guard' }));
  expect(text).toMatch(/\*\*border guard\*\*/i);
  expect(text).toContain('> ');
});

test('/find looks into quotes, and shows the passage with what was found in bold', async () => {
  const text = textOf(await discord.ana.run('/find', { text: 'strategic direction' }));
  expect(text).toMatch(/U\.S\. European Command/);
  expect(text).toContain('**strategic direction**');
});

test('/find opens each kind of record from its menu', async () => {
  for (const asked of [
    'trucks',
    'Foreign Military Financing',
    'Ukraine',
    'steering group',
    'security assistance',
  ]) {
    const reply = await discord.ana.run('/find', { text: asked });
    const values = valuesOf(reply);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      const opened = textOf(await discord.ana.select(reply, 'find:open', [value]));
      expect(opened).not.toContain('Something went wrong');
      expect(opened).toContain('Facts: revision 1');
    }
  }
});

test('/find looks into the text of a source, and shows the passage', async () => {
  const text = textOf(await discord.ana.run('/find', { text: 'Crimea' }));
  expect(text).toContain('Russian occupation of **Crimea**');
});

test('/find shows a passage that runs over two lines of a source in one line: a bullet is one', async () => {
  const { standin } = await useTestBot({ factsDir: await writeFiles(sourceFiles('talks')) });
  const text = textOf(await standin.user('ana').run('/find', { text: 'ministers' }));
  expect(text).toContain('was announced for Ukraine. **Ministers** will hold talks in Kyiv.');
});

test('/find United States opens what it gave, as a giver', async () => {
  const reply = await discord.ana.run('/find', { text: 'United States' });
  const value = valuesOf(reply).find((one) => one.startsWith('party:')) ?? '';
  const text = textOf(await discord.ana.select(reply, 'find:open', [value]));
  expect(text).toContain('Gives\n• Up to $60 million: Drawdown of defense articles and services, 2021-08-27');
  expect(text).not.toContain('Receives');
});

test('/find with nonsense says what there is to find', async () => {
  const text = textOf(await discord.ana.run('/find', { text: 'xqzzt flurb' }));
  expect(text).toContain('Nothing among the facts is like “xqzzt flurb”');
  expect(text).toContain('3 meetings and 2 sources');
});

test('/source lists the source with its publisher, date and what was read out of it', async () => {
  const text = textOf(await discord.ana.run('/source'));
  expect(text).toContain('*U.S. security assistance to Ukraine*, The White House, 4 June 2014');
  expect(text).toContain('3 meetings');
});

test('/source name: shows its note and its facts, and its buttons page through its text to the last word', async () => {
  const reply = await discord.ana.run('/source', { name: 'security assistance to Ukraine' });
  expect(textOf(reply)).toContain('undated');
  expect(textOf(reply)).toContain('More than $23 million');
  let page = await discord.ana.click(reply, { label: 'Next' });
  let read = textOf(page);
  while (
    !labelsOf(page).every((label) => label !== 'Next') &&
    /page (\d+) of (\d+)/.exec(textOf(page))?.[1] !== /of (\d+)/.exec(textOf(page))?.[1]
  ) {
    page = await discord.ana.click(page, { label: 'Next' });
    read += textOf(page);
  }
  expect(read).toContain('The United States is working to bolster');
  expect(read).toContain('future military-to-military cooperation.');
});

test('/source White House, who published both sources, offers the two, and does not choose one', async () => {
  const reply = await discord.ana.run('/source', { name: 'white house' });
  expect(textOf(reply)).toContain('2 sources fit “white house”.');
  expect(labelsOf(reply)).toEqual([
    'U.S. drawdown authorities for Ukraine, 2021–2024',
    'U.S. security assistance to Ukraine',
  ]);
});

test('/source White House, who published 30 sources, says that more than 25 fit, shows 10 and offers 25', async () => {
  const files = Array.from({ length: 30 }, (_, i) => sourceFiles(`release-${i}`));
  const { standin } = await useTestBot({ factsDir: await writeFiles(Object.assign({}, ...files)) });
  const reply = await standin.user('ana').run('/source', { name: 'white house' });
  expect(textOf(reply)).toContain(
    'More than 25 sources fit “white house”. The first 10 are shown; the menu holds more.',
  );
  expect(labelsOf(reply)).toHaveLength(25);
});

test('/source with an unknown name lists what there is', async () => {
  const reply = await discord.ana.run('/source', { name: 'xqzzt' });
  expect(textOf(reply)).toContain('No source is called “xqzzt”');
  expect(reply.ephemeral).toBe(true);
});

test('/help names every command, and every example in it works', async () => {
  const text = textOf(await discord.ana.run('/help'));
  for (const { data } of commands.filter((command) => command.data.name !== 'help'))
    expect(text).toContain(`/${data.name}`);
  const examples = [...text.matchAll(/`(\/[^`]+)`/g)].map(([, example]) => example ?? '');
  expect(examples.length).toBeGreaterThanOrEqual(10);
  // Those of reminders need a database and rights; tests/commands-remind.test.ts runs them.
  for (const example of examples.filter((one) => !/^\/(remind|timezone|facts)/.test(one))) {
    const { command, options } = parseCommandLine(example, discord.current.standin.commands());
    const answer = textOf(await discord.ana.run(command, options));
    expect(answer).toContain('Facts: revision 1');
    expect(answer).not.toMatch(/No .* is called|Nothing/);
  }
});

const lookUps = commands.filter(({ data }) => !['remind', 'timezone', 'facts'].includes(data.name));

test('every look-up works in servers, in direct messages, and wherever a user installed the bot', async () => {
  for (const { data } of lookUps) {
    expect(data.contexts).toEqual([0, 1, 2]);
    expect(data.integration_types).toEqual([0, 1]);
  }
  expect(textOf(await discord.ana.run('/total', {}, { dm: true }))).toContain('**More than $23 million**');
});

test('every look-up takes private', () => {
  for (const { data } of lookUps) expect(data.options?.map(({ name }) => name)).toContain('private');
});

test('whoever installed the bot can ask in a server that the bot is not in', async () => {
  const standin = await startStandin({ guilds: [{ name: 'Home' }, { name: 'Elsewhere', withoutBot: true }] });
  await useTestBot({ standin });
  const channelId = standin.guilds.find(({ name }) => name === 'Elsewhere')?.channels[0]?.id ?? '';
  const dee = standin.user('dee', { installed: true });
  expect(textOf(await dee.run('/total', {}, { channelId }))).toContain('**More than $23 million**');
});
