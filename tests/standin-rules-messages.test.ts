import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import { COMPONENT_RULES } from '../standin/rules/components.ts';
import { CONTROL_RULES } from '../standin/rules/controls.ts';
import { EMBED_RULES } from '../standin/rules/embeds.ts';
import { MESSAGE_REQUEST_RULES, MESSAGE_RULES } from '../standin/rules/message.ts';
import { api, type RawAnswer, type RawFile, type RawRequest } from './standin-raw.ts';

let clock = Date.UTC(2026, 0, 1);
let standin: Standin;

beforeAll(async () => {
  standin = await startStandin({ now: () => clock, limits: { fileBytes: 1_000 } });
});
afterAll(() => standin.stop());

/** Each message a minute later than the last, so that no rate limit is met. */
function post(request: RawRequest): Promise<RawAnswer> {
  clock += 60_000;
  return api(standin, 'POST', `/channels/${standin.channelId}/messages`, request);
}

const V2 = 1 << 15;
const text = (length: number) => 'x'.repeat(length);
const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, n) => make(n));
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more });
const link = (more: object = {}) => ({
  type: 2,
  style: 5,
  label: 'See',
  url: 'https://example.org',
  ...more,
});
const option = (n: number, more: object = {}) => ({ label: `Option ${n}`, value: `${n}`, ...more });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: [option(1), option(2), option(3)],
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const rows = (...components: object[]) => ({ components: components.map((one) => row(one)) });
const embed = (more: object = {}) => ({ embeds: [{ title: 'Title', ...more }] });
const field = (more: object = {}) => embed({ fields: [{ name: 'Name', value: 'Value', ...more }] });
const file = (more: Partial<RawFile> = {}): RawFile => ({ name: 'a.txt', data: 'hello', ...more });

interface Example {
  readonly refused: RawRequest;
  /** As near to it as is legal. */
  readonly accepted: RawRequest;
}

const byBody = (refused: object, accepted: object): Example => ({
  refused: { body: refused },
  accepted: { body: accepted },
});

const EXAMPLES: Readonly<Record<string, Example>> = {
  'content-length': byBody({ content: text(2_001) }, { content: text(2_000) }),
  'embed-not-blank': byBody(
    { embeds: [{ color: 1, title: '  ' }] },
    { embeds: [{ color: 1, footer: { text: 'f' } }] },
  ),
  'embed-field-name': byBody(field({ name: ' ' }), field({ name: '.' })),
  'embed-field-value': byBody(field({ value: '' }), field({ value: '\u200b' })),
  'embed-footer-text': byBody(embed({ footer: { text: '' } }), embed({ footer: { text: 'f' } })),
  'embed-author-name': byBody(embed({ author: { name: ' ' } }), embed({ author: { name: 'a' } })),
  'embed-total-length': byBody(
    { embeds: [{ description: text(3_000) }, { description: text(3_000), title: 'x' }] },
    { embeds: [{ description: text(3_000) }, { description: text(3_000) }] },
  ),
  'embed-link-scheme': byBody(embed({ url: 'ftp://example.org' }), embed({ url: 'http://example.org' })),
  'embed-image-scheme': byBody(
    embed({ image: { url: 'data:image/png;base64,AA' } }),
    embed({ image: { url: 'https://example.org/a.png' } }),
  ),
  'embed-attachment-exists': {
    refused: { body: embed({ image: { url: 'attachment://b.png' } }), files: [file({ name: 'a.png' })] },
    accepted: { body: embed({ image: { url: 'attachment://a.png' } }), files: [file({ name: 'a.png' })] },
  },
  'embed-attachment-type': {
    refused: { body: embed({ image: { url: 'attachment://a.svg' } }), files: [file({ name: 'a.svg' })] },
    accepted: { body: embed({ image: { url: 'attachment://a.webp' } }), files: [file({ name: 'a.webp' })] },
  },
  'attachment-exists': {
    refused: { body: { attachments: [{ id: '1' }] }, files: [file()] },
    accepted: { body: { attachments: [{ id: '0', description: 'A text' }] }, files: [file()] },
  },
  'attachment-count': {
    refused: { files: list(11, (n) => file({ name: `${n}.txt` })) },
    accepted: { files: list(10, (n) => file({ name: `${n}.txt` })) },
  },
  'message-flags': byBody({ content: 'a', flags: 64 }, { content: 'a', flags: 4096 }),
  'allowed-mentions-users': byBody(
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
    { content: 'a', allowed_mentions: { parse: ['roles'], users: ['1'] } },
  ),
  'allowed-mentions-roles': byBody(
    { content: 'a', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
    { content: 'a', allowed_mentions: { parse: ['users'], roles: ['1'] } },
  ),
  'reply-to-known-message': byBody(
    { content: 'a', message_reference: { message_id: '1' } },
    { content: 'a', message_reference: { message_id: '1', fail_if_not_exists: false } },
  ),
  'file-size': {
    refused: { files: [file({ data: text(1_001) })] },
    accepted: { files: [file({ data: text(1_000) })] },
  },
  'message-not-empty': byBody({ content: ' \n ', embeds: [] }, { content: '.' }),
  'legacy-top-level': byBody({ components: [{ type: 10, content: 'a' }] }, rows(button())),
  'action-row-count': byBody(
    rows(...list(6, (n) => button({ custom_id: `${n}` }))),
    rows(...list(5, (n) => button({ custom_id: `${n}` }))),
  ),
  'component-count': byBody(
    {
      flags: V2,
      components: list(4, () => ({ type: 17, components: list(10, () => ({ type: 10, content: 'a' })) })),
    },
    {
      flags: V2,
      components: list(4, () => ({ type: 17, components: list(9, () => ({ type: 10, content: 'a' })) })),
    },
  ),
  'components-v2-fields': byBody(
    { flags: V2, content: 'a', components: [{ type: 10, content: 'a' }] },
    { flags: V2, components: [{ type: 10, content: 'a' }] },
  ),
  'action-row-mix': byBody(
    { components: [row(select(), button())] },
    { components: [row(select()), row(button())] },
  ),
  'custom-id-unique': byBody(
    { components: [row(button({ disabled: true })), row(button())] },
    { components: [row(button({ custom_id: 'stop', disabled: true })), row(button())] },
  ),
  'component-id-unique': byBody(
    { components: [row(button({ id: 7 }), link({ id: 7 }))] },
    { components: [row(button({ id: 7 }), link({ id: 8 }))] },
  ),
  'button-custom-id': byBody(rows(button({ custom_id: undefined })), rows(button({ custom_id: 'x' }))),
  'button-no-url': byBody(rows(button({ url: 'https://example.org' })), rows(button())),
  'link-button-url': byBody(rows(link({ url: undefined })), rows(link())),
  'link-button-no-custom-id': byBody(rows(link({ custom_id: 'x' })), rows(link())),
  'link-button-scheme': byBody(rows(link({ url: 'mailto:a@b.c' })), rows(link({ url: 'discord://-/x' }))),
  'premium-button': byBody(
    rows({ type: 2, style: 6, sku_id: '1', label: 'Buy' }),
    rows({ type: 2, style: 6, sku_id: '1' }),
  ),
  'button-label': byBody(
    rows(button({ label: ' ' })),
    rows(button({ label: undefined, emoji: { name: '🔍' } })),
  ),
  'button-emoji': byBody(rows(button({ emoji: { name: 'x' } })), rows(button({ emoji: { name: '◀️' } }))),
  'select-option-unique': byBody(
    rows(select({ options: [option(1), option(2, { value: '1' })] })),
    rows(select({ options: [option(1), option(2, { label: 'Option 1' })] })),
  ),
  'select-option-emoji': byBody(
    rows(select({ options: [option(1, { emoji: { name: '1' } })] })),
    rows(select({ options: [option(1, { emoji: { name: '🇺🇦' } })] })),
  ),
  'select-min-above-max': byBody(
    rows(select({ min_values: 3, max_values: 2 })),
    rows(select({ min_values: 2, max_values: 2 })),
  ),
  'select-max-above-options': byBody(rows(select({ max_values: 4 })), rows(select({ max_values: 3 }))),
  'select-defaults-above-max': byBody(
    rows(select({ options: [option(1, { default: true }), option(2, { default: true })] })),
    rows(select({ options: [option(1, { default: true }), option(2)] })),
  ),
};

const RULES = [
  ...MESSAGE_RULES,
  ...EMBED_RULES,
  ...MESSAGE_REQUEST_RULES,
  ...COMPONENT_RULES,
  ...CONTROL_RULES,
];

test('every rule about messages has an example below', () => {
  expect(RULES.map(({ name }) => name).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  for (const { doc } of RULES) expect(doc).toMatch(/^https:\/\/docs\.discord\.com\/developers\//);
});

test.each(Object.entries(EXAMPLES))(
  '%s: its breach is refused and the nearest legal body taken',
  async (name, example) => {
    const before = standin.refusals.length;
    const refused = await post(example.refused);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(standin.refusals.slice(before).map(({ rule }) => rule.name)).toEqual([name]);
    const accepted = await post(example.accepted);
    expect(accepted.json).toMatchObject({ id: expect.any(String) });
    expect(accepted.status).toBe(200);
  },
);

/** Limits that Discord's own schemas carry: `[what, beyond it, at it]`. */
const SCHEMA_EXAMPLES: readonly (readonly [string, object, object])[] = [
  ['embeds 10', { embeds: list(11, () => ({ title: 'a' })) }, { embeds: list(10, () => ({ title: 'a' })) }],
  ['embed title 256', embed({ title: text(257) }), embed({ title: text(256) })],
  ['embed description 4,096', embed({ description: text(4_097) }), embed({ description: text(4_096) })],
  [
    'embed fields 25',
    embed({ fields: list(26, (n) => ({ name: `${n}`, value: 'v' })) }),
    embed({ fields: list(25, (n) => ({ name: `${n}`, value: 'v' })) }),
  ],
  ['embed field name 256', field({ name: text(257) }), field({ name: text(256) })],
  ['embed field value 1,024', field({ value: text(1_025) }), field({ value: text(1_024) })],
  ['embed footer 2,048', embed({ footer: { text: text(2_049) } }), embed({ footer: { text: text(2_048) } })],
  ['embed author 256', embed({ author: { name: text(257) } }), embed({ author: { name: text(256) } })],
  ['embed url', embed({ url: 'here' }), embed({ url: 'https://example.org/a?b=c' })],
  ['embed time', embed({ timestamp: 'June' }), embed({ timestamp: '2014-06-04T09:00:00+03:00' })],
  ['custom_id 100', rows(button({ custom_id: text(101) })), rows(button({ custom_id: text(100) }))],
  ['custom_id not empty', rows(select({ custom_id: '' })), rows(select({ custom_id: 'a' }))],
  ['button label 80', rows(button({ label: text(81) })), rows(button({ label: text(80) }))],
  [
    'five buttons in a row',
    { components: [row(...list(6, (n) => button({ custom_id: `${n}` })))] },
    { components: [row(...list(5, (n) => button({ custom_id: `${n}` })))] },
  ],
  ['placeholder 150', rows(select({ placeholder: text(151) })), rows(select({ placeholder: text(150) }))],
  ['options 25', rows(select({ options: list(26, option) })), rows(select({ options: list(25, option) }))],
  ['options at least 1', rows(select({ options: [] })), rows(select({ options: [option(1)] }))],
  [
    'option label 100',
    rows(select({ options: [option(1, { label: text(101) })] })),
    rows(select({ options: [option(1, { label: text(100) })] })),
  ],
  [
    'option value 100',
    rows(select({ options: [option(1, { value: text(101) })] })),
    rows(select({ options: [option(1, { value: text(100) })] })),
  ],
  [
    'option description 100',
    rows(select({ options: [option(1, { description: text(101) })] })),
    rows(select({ options: [option(1, { description: text(100) })] })),
  ],
  ['nonce 25', { content: 'a', nonce: text(26) }, { content: 'a', nonce: text(25) }],
  ['content is text', { content: 5 }, { content: '5' }],
];

test.each(SCHEMA_EXAMPLES)(
  '%s: more is refused by the schema, and so much is taken',
  async (_name, refused, accepted) => {
    const before = standin.refusals.length;
    expect(await post({ body: refused })).toMatchObject({ status: 400, json: { code: 50035 } });
    expect(standin.refusals[before]?.rule.name).toBe('schema MessageCreateRequest');
    expect((await post({ body: accepted })).status).toBe(200);
  },
);

test('an invalid form names each fault under its path, as Discord nests them', async () => {
  const broken = {
    ...embed({ title: text(257) }),
    components: [row(button({ label: text(81) }), { type: 99 })],
  };
  const { json } = await post({ body: broken });
  expect(json).toEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      embeds: {
        0: {
          title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] },
        },
      },
      components: {
        0: {
          components: {
            0: {
              label: {
                _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' }],
              },
            },
            1: {
              type: {
                _errors: [
                  {
                    code: 'UNION_TYPE_CHOICES',
                    message: 'Value of field "type" must be one of (2, 8, 7, 6, 3, 5).',
                  },
                ],
              },
            },
          },
        },
      },
    },
  });
});

test('an edit may not leave a message empty, and keeps what it does not name', async () => {
  const { json } = await post({ body: { content: 'a', ...embed(), ...rows(button()) } });
  const path = `/channels/${standin.channelId}/messages/${json.id}`;
  const kept = await api(standin, 'PATCH', path, { body: { content: null } });
  expect(kept.json).toMatchObject({
    content: '',
    embeds: [{ title: 'Title' }],
    components: [{ type: 1, id: 1 }],
  });
  const emptied = await api(standin, 'PATCH', path, { body: { embeds: [], components: [] } });
  expect(emptied).toMatchObject({ status: 400, json: { code: 50006 } });
  expect(standin.messages.find(({ id }) => id === json.id)?.embeds).toHaveLength(1);
});

test('an edit keeps the attachments that it lists and drops the others', async () => {
  const { json } = await post({ files: [file(), file({ name: 'b.txt' })] });
  const path = `/channels/${standin.channelId}/messages/${json.id}`;
  const [first] = json.attachments;
  const edited = await api(standin, 'PATCH', path, {
    body: { attachments: [{ id: first.id }, { id: '0' }] },
    files: [file({ name: 'c.txt' }), file({ name: 'unlisted.txt' })],
  });
  expect(edited.json.attachments.map(({ filename }: { filename: string }) => filename)).toEqual([
    'a.txt',
    'c.txt',
  ]);
  const body = await (await fetch(edited.json.attachments[1].url)).text();
  expect(body).toBe('hello');
});

test('an attachment is described in 1,024 characters at most', async () => {
  const described = (length: number) =>
    post({ body: { attachments: [{ id: '0', description: text(length) }] }, files: [file()] });
  expect((await described(1_024)).json.attachments[0].description).toHaveLength(1_024);
  expect(await described(1_025)).toMatchObject({
    status: 400,
    json: {
      code: 50035,
      errors: { attachments: { 0: { description: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } },
    },
  });
});
