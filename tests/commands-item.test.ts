import { expect, test } from 'vitest';
import { wordsOf } from '../src/data/evidence-words.ts';
import { labelsOf, shareTestBot, textOf, useTestBot, valuesOf } from './fixtures/bot.ts';
import { writeFiles } from './fixtures/revisions.ts';

const discord = shareTestBot();

const item = (name: string) => discord.ana.run('/item', { name });

test('/item names the kind, the quantity with its wording, and the sentence behind it', async () => {
  const text = textOf(await item('MREs'));
  expect(text).toContain('Meals Ready to Eat');
  expect(text).toContain('Approximately 300,000 meals');
  expect(text).toContain('Delivered, March 2014');
  expect(text).toContain('approximately 300,000 Meals Ready to Eat (delivered in March)');
});

test('/item night vision goggles says to whom, from whom, how many, and that the $5 million is shared', async () => {
  const text = textOf(await item('night vision goggles'));
  expect(text).toContain('No number published');
  expect(text).toContain('To\nUkraine');
  expect(text).toContain('From\nUnited States');
  expect(text).toContain('shared by 3 items');
});

test('€12 million that includes 30 generators is not said to be for the generators alone, though nothing else is listed', async () => {
  const says = 'Estonia gives €12 million in aid, including 30 generators.';
  const factsDir = await writeFiles({
    'estonia/source.txt': says,
    'estonia/facts.yaml': `source: { title: Aid, publisher: Government of Estonia, published: 2026-05-01 }
assistance:
  - { id: aid, title: Aid, kind: announced, amount: €12 million, quote: "${says}", items: [{ name: generators, quantity: 30 generators }] }
`,
  });
  const { standin } = await useTestBot({ factsDir });
  const text = textOf(await standin.user('ana').run('/item', { name: 'generators' }));
  expect(text).toContain(
    'Part of €12 million (announced: Aid), or all of it: no other item is listed there, and the source gives no figure of its own for this one.',
  );
});

test('/item helmets names the program, Foreign Military Financing, and who receives them', async () => {
  const text = textOf(await item('helmets'));
  expect(text).toContain('Program\nForeign Military Financing');
  expect(text).toMatch(/armed forces/i);
});

test.each([
  ['communications equipment', 3],
  ['fuel pumps', 2],
  ['shelters', 2],
])('/item %s lists all %i places', async (name, places) => {
  const [embed] = (await item(name)).embeds;
  expect(embed?.description).toContain(`names ${places} items.`);
  expect(embed?.fields).toHaveLength(places);
});

test('/item nite vison gogles admits that nothing is called that, answers with the closest, and offers others', async () => {
  const reply = await item('nite vison gogles');
  const text = textOf(reply);
  expect(text).toContain('No item is called “nite vison gogles”. Closest: ');
  expect(text.replaceAll('**', '')).toContain('Closest: night vision goggles');
  expect(text).toContain('> This assistance includes: A new tranche of $5 million');
  expect(labelsOf(reply)).toContain('binoculars');
});

test('/item pumps and generator offers others in a menu, and choosing one answers in the same message', async () => {
  const reply = await item('pumps and generator');
  expect(labelsOf(reply).length).toBeGreaterThan(0);
  const [value = ''] = valuesOf(reply);
  const opened = await discord.ana.select(reply, undefined, [value]);
  expect(opened.updated).toBe(true);
  expect(textOf(opened)).not.toContain('No item is called');
});

test('/item with nonsense says so and offers what there is, to the asker alone', async () => {
  const reply = await item('xqzzt flurb');
  expect(textOf(reply)).toContain('No item is called “xqzzt flurb”, and none is close to it.');
  expect(labelsOf(reply)).toHaveLength(25);
  expect(reply.ephemeral).toBe(true);
});

test.each([
  '**',
  '<@123456789012345678>',
  '`',
  '\u202e',
  '😀'.repeat(40),
  '   ',
  "'; drop table",
  'a'.repeat(100),
])('/item %j is answered without formatting, mention or error', async (name) => {
  const text = textOf(await discord.ana.run('/item', { name }, { raw: true }));
  expect(text).not.toContain('Something went wrong');
  expect(text).not.toMatch(/(?<!\\)<@/);
});

test('every item answers to its own name, its aliases and its id, each with its sentence', async () => {
  for (const { id, name, aliases, evidence } of discord.current.bot.context().facts.items) {
    const words = wordsOf(evidence);
    for (const text of [name, id, ...aliases]) {
      const answer = textOf(await discord.ana.run('/item', { name: text }, { raw: true }));
      expect(answer).not.toContain('No item is called');
      expect(answer.toLowerCase()).toContain(name.toLowerCase());
      expect(answer.replaceAll('\\', '')).toContain(words.slice(-30).trim());
    }
  }
});

test('autocomplete offers night vision goggles at “nigh”, and everything there is room for at nothing', async () => {
  const [first] = await discord.ana.complete('/item', { name: 'nigh' }, 'name');
  expect(first?.name).toMatch(/^night vision goggles/);
  expect(await discord.ana.complete('/item', { name: '' }, 'name')).toHaveLength(25);
});
