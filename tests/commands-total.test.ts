import { expect, test } from 'vitest';
import { labelsOf, SHEET, shareTestBot, textOf, valuesOf } from './fixtures/bot.ts';
import { readPng } from './fixtures/png.ts';

const discord = shareTestBot([SHEET]);

const total = async (options: Record<string, string | boolean> = {}) =>
  textOf(await discord.ana.run('/total', options));

test('/total answers more than $23 million, approved, since early March 2014, with the sentence behind it', async () => {
  const text = await total();
  expect(text).toContain('**More than $23 million** approved, since early March 2014');
  expect(text).toContain(
    '> President Obama has approved more than $23 million in additional defensive security assistance',
  );
  expect(text).toContain('— *U.S. security assistance to Ukraine*, The White House, 4 June 2014 (line ');
  expect(text).toMatch(/Facts: revision 1 \([0-9a-f]{8}\)/);
});

test('/total says that $5 million is itemized and more than $18 million is not', async () => {
  const text = await total();
  expect(text).toContain(
    'Of more than $23 million, $5 million (announced) is itemized, more than $18 million is not.',
  );
  expect(text).toContain('A new tranche of $5 million');
});

test('/total names what has no published amount, and never shows it as zero', async () => {
  const text = await total();
  const unpublished = text.slice(text.indexOf('No amount published'));
  for (const name of [
    'Meals Ready to Eat',
    'Foreign Military Financing',
    'Cooperative Threat Reduction',
    'Embassy',
  ]) {
    expect(unpublished).toContain(name);
  }
  expect(text).not.toMatch(/\$0\b/);
});

test('/total with no options has one sum: the $5 million tranche is inside it and not beside it', async () => {
  const text = await total();
  expect(text.match(/^\*\*[^*]*\$[^*]*\*\*/gm)).toEqual(['**More than $23 million**']);
});

test('/total kind: announced is $5 million, and says what larger amount it is part of', async () => {
  const text = await total({ kind: 'announced' });
  expect(text).toContain('**$5 million** announced');
  expect(text).toContain('It is part of more than $23 million approved');
});

test('/total of: body armor is part of $5 million shared by 3 items, with no figure of its own', async () => {
  const text = await total({ of: 'body armor' });
  expect(text).toContain('Part of $5 million (announced: ');
  expect(text).toContain('shared by 3 items; the source gives no figure of its own');
  expect(text).toContain(
    '> This assistance includes: A new tranche of $5 million for the provision of body armor',
  );
});

test('/total of: MREs is approximately 300,000, delivered March 2014', async () => {
  const text = await total({ of: 'MREs' });
  expect(text).toContain('Approximately 300,000 meals. Delivered, March 2014');
  expect(text).not.toMatch(/\$0\b/);
});

test('/total program: CTR has no amount published, and lists its eight kinds of goods', async () => {
  const text = await total({ program: 'CTR' });
  expect(text).toContain('**No amount published**');
  for (const item of ['clothing', 'hand fuel pumps', 'non-lethal individual tactical gear'])
    expect(text).toContain(item);
  expect(text).not.toMatch(/\$0\b/);
  expect(text).toContain('The United States also has allocated Cooperative Threat Reduction funding');
});

test('/total recipient: Ukraine counts what went to its armed forces and its border guard', async () => {
  const text = await total({ recipient: 'Ukraine' });
  expect(text).toContain('**More than $23 million**');
  expect(text).toContain('Foreign Military Financing');
  expect(text).toContain('Cooperative Threat Reduction');
});

test('/total as of 3 June 2014 knows nothing, and does not call that zero', async () => {
  const text = await total({ as_of: '3 June 2014' });
  expect(text).toContain('That is not zero');
  expect(text).toContain('No source was published by 3 June 2014; the first is');
  expect(await total({ as_of: '4 June 2014' })).toContain('**More than $23 million**');
});

test('/total since: April 2014 does not add an amount that began in March, and says so', async () => {
  const text = await total({ since: 'April 2014' });
  expect(text).not.toContain('**More than $23 million**');
  expect(text).toContain('No record falls wholly into that period');
  expect(text.slice(text.indexOf('Only partly in that period, as far as is said, so not added'))).toContain(
    'More than $23 million',
  );
});

test('/total since: March, with no year, takes 2014 by the newest source, and says so', async () => {
  const text = await total({ since: 'March' });
  expect(text).toContain('You gave no year in `since: March`; 2014 is taken');
  expect(text).toContain('**More than $23 million**');
});

test.each([
  ['fmf', '“fmf” is a program, and not an item or assistance: `/total program: Foreign Military Financing`'],
  ['Ukraine', '“Ukraine” is a recipient, and not an item or assistance: `/total recipient: Ukraine`'],
])('/total of: %s, which another option takes, says how to ask that', async (of, said) => {
  expect(await total({ of })).toContain(said);
});

test('/total of: approved-since-march, an id as it stands in facts.yaml, is that assistance', async () => {
  expect(await total({ of: 'approved-since-march' })).toContain('**More than $23 million** approved');
});

test('/total of a misspelled name answers with the closest and says that nothing is called that', async () => {
  const text = await total({ of: 'bodi armer' });
  expect(text).toContain('No item or assistance is called “bodi armer”. Closest: **body armor**.');
  expect(text).toContain('shared by 3 items');
});

test.each([
  [{ since: '04/06/2014' }, '2014-06-04'],
  [{ since: 'sometime' }, '4 June 2014'],
  [{ since: 'June 2014', until: 'May 2014' }, 'is after `until`'],
  [{ of: 'xqzzt flurb' }, 'Nothing is called “xqzzt flurb”'],
  [{ program: 'xqzzt' }, 'There are: Foreign Military Financing and Cooperative Threat Reduction'],
])('/total %j is answered privately with what to write instead', async (options, advice) => {
  const reply = await discord.ana.run('/total', options as Record<string, string>);
  expect(textOf(reply)).toContain(advice);
  expect(reply.ephemeral).toBe(true);
});

test('/total opens one of its parts from the menu, in the same message', async () => {
  const reply = await discord.ana.run('/total');
  expect(labelsOf(reply).length).toBeGreaterThan(3);
  const value =
    discord.current.bot.context().facts.assistance.find(({ id }) => id.endsWith('/june-tranche'))?.id ?? '';
  const opened = await discord.ana.select(reply, undefined, [value]);
  expect(opened.updated).toBe(true);
  expect(textOf(opened)).toContain('**$5 million** announced');
});

test.each(['kind', 'program', 'recipient', 'month'])(
  '/total chart: %s answers as ever, with a picture in the embed and what it shows in words',
  async (chart) => {
    const reply = await discord.ana.run('/total', { chart });
    const [picture, ...others] = reply.attachments;
    expect(textOf(reply)).toBe(await total());
    expect(others).toEqual([]);
    expect(picture?.filename).toBe(`assistance-by-${chart}.png`);
    expect(picture?.contentType).toBe('image/png');
    expect(reply.embeds[0]?.image?.url).toMatch(new RegExp(`assistance-by-${chart}\\.png$`));
    expect(readPng(picture?.data ?? new Uint8Array()).width).toBe(1040);
    expect(picture?.description).toContain(`Bar chart: Assistance by ${chart}.`);
    expect(picture?.description).toContain('more than $23 million');
    expect(picture?.description).toMatch(
      /The White House, 4 June 2014\. Facts: revision 1 \([0-9a-f]{8}\)\.$/,
    );
  },
);

test('/total chart: kind says in words each kind with its amount or that none is published', async () => {
  const { attachments } = await discord.ana.run('/total', { chart: 'kind' });
  const text = attachments[0]?.description;
  expect(text).toContain(
    'Approved: more than $23 million; No amount published (Materiel for the armed forces).',
  );
  expect(text).toContain('Announced: $5 million.');
  expect(text).toContain(
    'Delivered: 2 with no published amount (Meals Ready to Eat; Purchases by Embassy Kyiv',
  );
});

test('/total program: CTR with a chart has none, and says why: nothing of it has a published amount', async () => {
  const reply = await discord.ana.run('/total', { program: 'CTR', chart: 'recipient' });
  expect(reply.attachments).toEqual([]);
  expect(textOf(reply)).toContain('*No chart: nothing here has a sum that could be drawn.*');
  expect(textOf(reply)).toContain('**No amount published**');
});

test('what is opened from the menu under a chart takes the place of the answer and of its picture', async () => {
  const reply = await discord.ana.run('/total', { chart: 'kind' });
  const [value = ''] = valuesOf(reply);
  const opened = await discord.ana.select(reply, undefined, [value]);
  expect(opened.updated).toBe(true);
  expect(opened.attachments).toEqual([]);
  expect(opened.embeds[0]?.image).toBeUndefined();
});

test('a chart’s choice sent as its name, in any case, is understood, and anything else is answered with the choices', async () => {
  expect((await discord.ana.run('/total', { chart: 'Month' }, { raw: true })).attachments).toHaveLength(1);
  const refused = await discord.ana.run('/total', { chart: 'colour' }, { raw: true });
  expect(textOf(refused)).toContain(
    '`chart` is not “colour”. It is one of: kind, program, recipient, month.',
  );
});

test('private: True shows the answer to the asker alone', async () => {
  expect((await discord.ana.run('/total', { private: true })).ephemeral).toBe(true);
  expect((await discord.ana.run('/total')).ephemeral).toBe(false);
});

test('an option’s choice sent as its name, in any case, is understood: Discord does that after a switch of channels', async () => {
  const reply = await discord.ana.run('/total', { kind: 'Announced' }, { raw: true });
  expect(textOf(reply)).toContain('**$5 million** announced');
});

test('a label that autocomplete showed, sent instead of its value, leads to the same record', async () => {
  const [choice] = await discord.ana.complete('/total', { of: 'body ar' }, 'of');
  expect(choice?.name).toMatch(/^body armor · /);
  expect(await total({ of: choice?.name ?? '' })).toBe(await total({ of: String(choice?.value) }));
});

test.each(['of', 'program', 'recipient'])('autocomplete of an empty %s offers something', async (option) => {
  const choices = await discord.ana.complete('/total', { [option]: '' }, option);
  expect(choices.length).toBeGreaterThan(1);
  expect(choices.length).toBeLessThanOrEqual(25);
});

test('what a source of 4 June 2014 tells without a date is in no answer for a time that begins after it', async () => {
  for (const options of [{ program: 'FMF' }, { of: 'body armor' }]) {
    const text = textOf(await discord.ana.run('/total', { since: '1 July 2014', ...options }));
    expect(text).toContain('Nothing among the facts fits all of this.');
    expect(text).not.toContain('No date published');
  }
  const thatDay = textOf(await discord.ana.run('/total', { program: 'FMF', since: '4 June 2014' }));
  expect(thatDay).toContain('Materiel for the armed forces');
});
