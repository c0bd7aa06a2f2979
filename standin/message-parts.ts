import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';

export interface StoredAttachment {
  readonly id: string;
  readonly filename: string;
  readonly description?: string;
  readonly contentType: string;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly url: string;
}

/** Where a file can be fetched. @param base of all files of its sort */
export function attachmentUrl(
  base: string,
  channelId: string,
  { id, filename }: Pick<StoredAttachment, 'id' | 'filename'>,
): string {
  return `${base}/${channelId}/${id}/${encodeURIComponent(filename)}`;
}

/** What every component can have, over all of Discord's types; enough to walk a message's components. */
export interface LooseComponent {
  readonly type: number;
  readonly id?: number | undefined;
  readonly custom_id?: string | null | undefined;
  readonly components?: readonly LooseComponent[] | undefined;
  readonly accessory?: LooseComponent | undefined;
}

/** Embed texts lose the white space around them, as Discord's do. */
export function trimEmbed(embed: APIEmbed): APIEmbed {
  return {
    ...embed,
    ...(embed.title != null && { title: embed.title.trim() }),
    ...(embed.description != null && { description: embed.description.trim() }),
    ...(embed.fields != null && {
      fields: embed.fields.map((field) => ({
        name: field.name.trim(),
        value: field.value.trim(),
        inline: field.inline ?? false,
      })),
    }),
    ...(embed.footer != null && { footer: { ...embed.footer, text: embed.footer.text.trim() } }),
    ...(embed.author != null && { author: { ...embed.author, name: embed.author.name.trim() } }),
  };
}

/** Puts the addresses of uploaded files where an embed says `attachment://name`, and sets the type. */
export function placeAttachmentUrls(embed: APIEmbed, attachments: readonly StoredAttachment[]): APIEmbed {
  const place = (url: string) => {
    if (!url.startsWith('attachment://')) return url;
    const name = url.slice('attachment://'.length);
    return attachments.find(({ filename }) => filename === name)?.url ?? url;
  };
  return {
    ...embed,
    // The stored form of every embed that a bot sends.
    type: 'rich' as NonNullable<APIEmbed['type']>,
    ...(embed.image && { image: { ...embed.image, url: place(embed.image.url) } }),
    ...(embed.thumbnail && { thumbnail: { ...embed.thumbnail, url: place(embed.thumbnail.url) } }),
    ...(embed.footer?.icon_url && { footer: { ...embed.footer, icon_url: place(embed.footer.icon_url) } }),
    ...(embed.author?.icon_url && { author: { ...embed.author, icon_url: place(embed.author.icon_url) } }),
  };
}

/** Discord numbers the components of a message that its author did not number, from 1, depth first. */
export function withComponentIds(
  components: readonly APIMessageTopLevelComponent[],
): readonly APIMessageTopLevelComponent[] {
  const taken = new Set<number>();
  for (const { component } of walkComponents(components)) if (component.id) taken.add(component.id);
  let last = 0;
  const free = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const number = <C extends LooseComponent>(component: C): C => ({
    ...component,
    id: component.id || free(),
    ...(component.components && { components: component.components.map(number) }),
    ...(component.accessory && { accessory: number(component.accessory) }),
  });
  return components.map(number);
}

export interface PlacedComponent {
  readonly component: LooseComponent;
  readonly parent: LooseComponent | undefined;
  readonly path: readonly (string | number)[];
}

/** Every component of a message with where it stands, parents before children. */
export function* walkComponents(
  components: readonly LooseComponent[],
  path: readonly (string | number)[] = ['components'],
  parent?: LooseComponent,
): Generator<PlacedComponent> {
  for (const [index, component] of components.entries()) {
    yield* walkOne({ component, parent, path: [...path, index] });
  }
}

function* walkOne(placed: PlacedComponent): Generator<PlacedComponent> {
  yield placed;
  const { component, path } = placed;
  if (component.components) yield* walkComponents(component.components, [...path, 'components'], component);
  if (component.accessory) {
    yield* walkOne({ component: component.accessory, parent: component, path: [...path, 'accessory'] });
  }
}
