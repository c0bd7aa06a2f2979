import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationCommandOptionType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { BUNDLED_FACTS, SHEET } from '../fixtures/bot.ts';
import { Stage } from './stage.ts';
import type { Answers } from './visitor.ts';

// Every command there is, by keyboard and by mouse.

const stage = new Stage();

interface Question {
  readonly command: string;
  readonly as?: 'Admin';
  readonly typed?: Answers;
  /** What is clicked for it, where it is not the same. */
  readonly clicked?: Answers;
  readonly says: string | RegExp;
}

/** In an order in which each finds what it needs. */
const QUESTIONS: readonly Question[] = [
  {
    command: '/total',
    typed: { kind: 'approved', since: 'March 2014' },
    says: 'More than $23 million approved, since early March 2014',
  },
  {
    command: '/item',
    typed: { name: 'night vision' },
    clicked: { name: 'night vision goggles · New tranche of equipment' },
    says: 'No number published',
  },
  { command: '/meetings', typed: { when: 'all' }, says: 'Bilateral defense consultations' },
  {
    command: '/find',
    typed: { text: 'Foreign Military Financing' },
    clicked: { text: 'Foreign Military Financing · program' },
    says: 'Foreign Military Financing',
  },
  {
    command: '/source',
    typed: { name: 'U.S. security assistance to Ukraine' },
    says: 'The White House',
  },
  {
    command: '/remind add',
    as: 'Admin',
    typed: { before: '1 week, 1 day', mention: 'team' },
    clicked: { before: '1 week', mention: '@team' },
    says: 'Reminders are on',
  },
  { command: '/remind list', as: 'Admin', says: 'Reminders · 1 subscription' },
  { command: '/remind pause', as: 'Admin', says: 'Paused.' },
  { command: '/remind resume', as: 'Admin', says: 'It goes on.' },
  {
    command: '/remind test',
    as: 'Admin',
    says: /A test: this is what a reminder looks like|A reminder as it will look/,
  },
  { command: '/remind remove', as: 'Admin', says: 'Removed:' },
  {
    command: '/timezone',
    as: 'Admin',
    typed: { zone: 'kyiv' },
    clicked: { zone: 'Africa/Cairo' },
    says: /time zone is now (?:Europe\/Kyiv|Africa\/Cairo)/,
  },
  { command: '/facts status', as: 'Admin', says: 'Facts: revision 1' },
  { command: '/facts reload', as: 'Admin', says: 'Reload of the folder: what would change' },
  {
    command: '/facts upload',
    as: 'Admin',
    typed: { file: 'facts.yaml', source: SHEET },
    says: 'title: New tranche of equipment → A tranche for the night',
  },
  { command: '/facts history', as: 'Admin', says: 'History: 1 revision kept' },
  {
    command: '/facts rollback',
    as: 'Admin',
    typed: { revision: '1' },
    says: 'Revision 1 is the one that is served.',
  },
  { command: '/facts export', as: 'Admin', typed: { format: 'csv' }, says: 'facts-revision-1.csv' },
  { command: '/facts pin', as: 'Admin', typed: { revision: '1' }, says: 'Revision 1 is pinned' },
  {
    command: '/facts unpin',
    as: 'Admin',
    typed: { revision: '1' },
    says: 'Revision 1 is not pinned any more',
  },
  { command: '/help', says: 'What you can ask' },
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tranche-upload-'));
  const text = await readFile(join(BUNDLED_FACTS, SHEET, 'facts.yaml'), 'utf8');
  const changed = text.replace('New tranche of equipment', 'A tranche for the night');
  await writeFile(join(folder, 'facts.yaml'), changed);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('each command and subcommand there is has a question here', () => {
  const known = commands.flatMap(({ data }) => {
    const parts = (data.options ?? []).filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
    return parts.length === 0 ? [`/${data.name}`] : parts.map(({ name }) => `/${data.name} ${name}`);
  });
  expect(QUESTIONS.map(({ command }) => command).toSorted()).toEqual(known.toSorted());
});

describe.each([
  { way: 'typed', channel: 'general' },
  { way: 'clicked', channel: 'team' },
] as const)('$way', ({ way, channel }) => {
  test.for(QUESTIONS)('$command is answered', async (question) => {
    const visitor = await stage.visit();
    await visitor.openChannel(channel);
    await visitor.be(question.as ?? 'Member');
    const answers = withFile((way === 'clicked' && question.clicked) || question.typed || {});
    const answer =
      way === 'clicked'
        ? await visitor.clicks(question.command, answers)
        : await visitor.types(question.command, answers);
    await answer.filter({ hasText: question.says }).waitFor();
  });
});

const withFile = ({ file, ...others }: Answers): Answers => ({
  ...(file !== undefined && { file: join(folder, file) }),
  ...others,
});
