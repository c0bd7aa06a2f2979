import type { APIEmbed } from 'discord-api-types/v10';
import type { Path } from '../errors.ts';
import type { MessageBody } from '../messages.ts';
import type { MessageContext } from './message-context.ts';
import { type FormRule, indexes, isBlank, lengthOf } from './rule.ts';

const DOCS = 'https://docs.discord.com/developers';
const EMBED_LIMITS = `${DOCS}/resources/message#embed-object-embed-limits`;
const MAX_EMBED_TEXT = 6_000;

/** What a blank embed lacks: any of these would do. */
const hasSubstance = (embed: APIEmbed) =>
  !isBlank(embed.title) ||
  !isBlank(embed.description) ||
  !isBlank(embed.footer?.text) ||
  !isBlank(embed.author?.name) ||
  Boolean(embed.fields?.length || embed.image || embed.thumbnail);

const textOf = (embed: APIEmbed) =>
  [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, text) => sum + lengthOf(text?.trim()), 0);

function* embedUrls(body: MessageBody): Generator<{ path: Path; url: string; mayAttach: boolean }> {
  for (const [index, embed] of (body.embeds ?? []).entries()) {
    const urls: [string[], string | undefined, boolean][] = [
      [['url'], embed.url, false],
      [['author', 'url'], embed.author?.url, false],
      [['author', 'icon_url'], embed.author?.icon_url, true],
      [['footer', 'icon_url'], embed.footer?.icon_url, true],
      [['image', 'url'], embed.image?.url, true],
      [['thumbnail', 'url'], embed.thumbnail?.url, true],
    ];
    for (const [path, url, mayAttach] of urls) {
      if (url) yield { path: ['embeds', index, ...path], url, mayAttach };
    }
  }
}

const schemeOf = (url: string) => url.slice(0, url.indexOf(':')).toLowerCase();

/** The files that the message will have, by the name that `attachment://` uses. */
function attachmentNames(body: MessageBody, { files, previous }: MessageContext): ReadonlySet<string> {
  const listed = body.attachments;
  const entry = (id: string) => listed?.find((one) => String(one.id) === id);
  const kept = (previous?.attachments ?? []).filter(({ id }) => listed === undefined || entry(id));
  const coming = previous && listed ? files.filter(({ index }) => entry(String(index))) : files;
  const added = coming.map((file) => entry(String(file.index))?.filename ?? file.filename);
  return new Set([...kept.map(({ filename }) => filename), ...added]);
}

export const EMBED_RULES: readonly FormRule<MessageBody, MessageContext>[] = [
  {
    name: 'embed-not-blank',
    doc: `${DOCS}/resources/message#embed-object`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, (embed) => !hasSubstance(embed)).map((index) => ['embeds', index, 'description']),
  },
  {
    name: 'embed-field-name',
    doc: `${DOCS}/resources/message#embed-object-embed-field-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      (embeds ?? []).flatMap(({ fields }, embed) =>
        indexes(fields, ({ name }) => isBlank(name)).map((field) => [
          'embeds',
          embed,
          'fields',
          field,
          'name',
        ]),
      ),
  },
  {
    name: 'embed-field-value',
    doc: `${DOCS}/resources/message#embed-object-embed-field-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      (embeds ?? []).flatMap(({ fields }, embed) =>
        indexes(fields, ({ value }) => isBlank(value)).map((field) => [
          'embeds',
          embed,
          'fields',
          field,
          'value',
        ]),
      ),
  },
  {
    name: 'embed-footer-text',
    doc: `${DOCS}/resources/message#embed-object-embed-footer-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, ({ footer }) => footer != null && isBlank(footer.text)).map((index) => [
        'embeds',
        index,
        'footer',
        'text',
      ]),
  },
  {
    name: 'embed-author-name',
    doc: `${DOCS}/resources/message#embed-object-embed-author-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, ({ author }) => author != null && isBlank(author.name)).map((index) => [
        'embeds',
        index,
        'author',
        'name',
      ]),
  },
  {
    name: 'embed-total-length',
    doc: EMBED_LIMITS,
    code: 'MAX_EMBED_SIZE_EXCEEDED',
    message: `Embed size exceeds maximum size of ${MAX_EMBED_TEXT}`,
    faults: ({ embeds }) => {
      const total = (embeds ?? []).reduce((sum, embed) => sum + textOf(embed), 0);
      return total > MAX_EMBED_TEXT ? [['embeds']] : [];
    },
  },
  {
    name: 'embed-link-scheme',
    doc: `${DOCS}/resources/message#embed-object`,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme is not supported. Scheme must be one of ('http', 'https').",
    faults: (body) =>
      [...embedUrls(body)]
        .filter(({ url, mayAttach }) => !mayAttach && !['http', 'https'].includes(schemeOf(url)))
        .map(({ path }) => path),
  },
  {
    name: 'embed-image-scheme',
    doc: `${DOCS}/resources/message#embed-object-embed-image-structure`,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme is not supported. Scheme must be one of ('http', 'https', 'attachment').",
    faults: (body) =>
      [...embedUrls(body)]
        .filter(({ url, mayAttach }) => mayAttach && !['http', 'https', 'attachment'].includes(schemeOf(url)))
        .map(({ path }) => path),
  },
  {
    // Discord itself shows an empty picture; a bot that does this is wrong all the same.
    name: 'embed-attachment-exists',
    doc: `${DOCS}/reference#uploading-files-using-attachments-within-embeds`,
    code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    message: 'The referenced attachment was not found',
    faults: (body, context) => {
      const names = attachmentNames(body, context);
      return [...embedUrls(body)]
        .filter(({ url }) => url.startsWith('attachment://') && !names.has(url.slice('attachment://'.length)))
        .map(({ path }) => path);
    },
  },
  {
    name: 'embed-attachment-type',
    doc: `${DOCS}/reference#uploading-files-using-attachments-within-embeds`,
    code: 'URL_TYPE_INVALID_URL',
    message: 'Only .jpg, .jpeg, .png, .webp, and .gif may be used.',
    faults: (body) =>
      [...embedUrls(body)]
        .filter(({ url }) => url.startsWith('attachment://') && !/\.(?:jpe?g|png|webp|gif)$/i.test(url))
        .map(({ path }) => path),
  },
];
