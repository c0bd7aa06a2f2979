import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { renderText } from '../playground/render-text.ts';
import { commands } from '../src/commands/index.ts';
import { shareTestBot, startTestBot } from './fixtures/bot.ts';
import { writeFiles } from './fixtures/revisions.ts';

// What the front page shows must be what comes out.

const page = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
const discord = shareTestBot();

/** The page breaks long lines; an answer does not. */
const unbroken = (text: string) =>
  text
    .replace(/\n> /g, ' ')
    .replace(/[>\s─]+/g, ' ')
    .trim();

test('the answer that README.md shows for /item nite vison gogles is the one that comes out, hash of the facts included', async () => {
  const [, shown = ''] = /^\$ npm run ask -- '\/item nite vison gogles'\n(.*?)^```/ms.exec(page) ?? [];
  const reply = await discord.ana.run('/item', { name: 'nite vison gogles' });
  expect(unbroken(shown)).toBe(unbroken(renderText(reply)));
});

test('the source that README.md makes in five minutes loads, and /total answers what README.md shows', async () => {
  const written = page.matchAll(/^cat > my-facts\/(\S+) <<'END'\n(.*?)^END$/gms);
  const files = Object.fromEntries([...written].map(([, path = '', text = '']) => [path, text]));
  expect(Object.keys(files).map((path) => path.replace(/^.*\//, ''))).toEqual(['source.txt', 'facts.yaml']);
  const bot = await startTestBot({ factsDir: await writeFiles(files) });
  onTestFinished(() => bot.stop());
  const [, shown = ''] = /^```text\n(Total assistance\n.*?)^```/ms.exec(page) ?? [];
  const reply = await bot.standin.user('ana').run('/total');
  expect(unbroken(shown)).toBe(unbroken(renderText(reply)));
});

test.each(commands.map(({ data }) => ({ data })))(
  'README.md lists /$data.name with every option and part that it has',
  ({ data }) => {
    const row = page.split('\n').find((line) => new RegExp(`^\\| \`/${data.name}\\b`).test(line)) ?? '';
    const names = (data.options ?? []).map(({ name }) => name);
    // That one all look-ups have: a sentence below the table says so.
    const missing = names.filter(
      (name) => name !== 'private' && !new RegExp(`[[ \`]${name}[\\]\`]`).test(row),
    );
    expect({ row, missing }).toEqual({ row: expect.stringMatching(/./), missing: [] });
  },
);
