import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type { Limits } from './options.ts';
import type { Snowflakes } from './snowflake.ts';

/** A command as Discord stores it and answers it. */
export type RegisteredCommand = APIApplicationCommand;

type Localizations = Readonly<Record<string, string | null>>;

/** A command as it is sent; PATCH bodies are looser, and merged before they come here. */
export interface CommandBody {
  readonly id?: string;
  readonly type?: ApplicationCommandType | null;
  readonly name: string;
  readonly name_localizations?: Localizations | null;
  readonly description?: string | null;
  readonly description_localizations?: Localizations | null;
  readonly options?: readonly APIApplicationCommandOption[] | null;
  readonly default_member_permissions?: string | number | null;
  readonly dm_permission?: boolean | null;
  readonly contexts?: readonly InteractionContextType[] | null;
  readonly integration_types?: readonly ApplicationIntegrationType[] | null;
  readonly nsfw?: boolean | null;
}

const DAY_MS = 24 * 60 * 60_000;
const GLOBAL = '';

/** The registered commands of each scope: global, and each server. */
export class CommandStore {
  readonly #scopes = new Map<string, Map<string, RegisteredCommand>>();
  readonly #creates = new Map<string, number[]>();
  readonly #waiters: (() => void)[] = [];
  readonly #applicationId: string;
  readonly #snowflakes: Snowflakes;
  readonly #now: () => number;
  readonly #limits: Limits;
  #hasRegistered = false;

  constructor(applicationId: string, options: { snowflakes: Snowflakes; now: () => number; limits: Limits }) {
    this.#applicationId = applicationId;
    this.#snowflakes = options.snowflakes;
    this.#now = options.now;
    this.#limits = options.limits;
  }

  list(guildId: string | undefined): readonly RegisteredCommand[] {
    return [...this.#scope(guildId).values()];
  }

  find(guildId: string | undefined, id: string): RegisteredCommand | undefined {
    return this.#scope(guildId).get(id);
  }

  findByName(
    guildId: string | undefined,
    name: string,
    type: ApplicationCommandType = ApplicationCommandType.ChatInput,
  ): RegisteredCommand | undefined {
    return this.list(guildId).find((command) => command.name === name && command.type === type);
  }

  /** Resolves once the bot has registered, or overwritten, commands. */
  registered(): Promise<void> {
    if (this.#hasRegistered) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  createsLeft(guildId: string | undefined): number {
    const since = this.#now() - DAY_MS;
    const recent = (this.#creates.get(guildId ?? GLOBAL) ?? []).filter((at) => at > since);
    this.#creates.set(guildId ?? GLOBAL, recent);
    return this.#limits.commandCreatesPerDay - recent.length;
  }

  /** Makes a command, or takes the place of the one of the same name and type. */
  upsert(guildId: string | undefined, body: CommandBody): { command: RegisteredCommand; isNew: boolean } {
    const existing = this.#existing(guildId, body);
    const command = this.#build(guildId, body, existing);
    this.#scope(guildId).set(command.id, command);
    if (!existing) this.#countCreate(guildId);
    this.#tellRegistered();
    return { command, isNew: !existing };
  }

  /** Changes what `body` names. */
  patch(
    guildId: string | undefined,
    existing: RegisteredCommand,
    body: Partial<CommandBody>,
  ): RegisteredCommand {
    const merged = { ...existing, ...body } as CommandBody;
    const command = this.#build(guildId, merged, existing);
    this.#scope(guildId).set(command.id, command);
    this.#tellRegistered();
    return command;
  }

  delete(guildId: string | undefined, id: string): void {
    this.#scope(guildId).delete(id);
  }

  /** Replaces the whole scope; commands that keep their name keep their id. */
  overwrite(guildId: string | undefined, bodies: readonly CommandBody[]): readonly RegisteredCommand[] {
    const built = bodies.map((body) => {
      const existing = this.#existing(guildId, body);
      if (!existing) this.#countCreate(guildId);
      return this.#build(guildId, body, existing);
    });
    this.#scopes.set(guildId ?? GLOBAL, new Map(built.map((command) => [command.id, command])));
    this.#tellRegistered();
    return built;
  }

  /** How many of these a bulk overwrite would create. */
  countNew(guildId: string | undefined, bodies: readonly CommandBody[]): number {
    return bodies.filter((body) => !this.#existing(guildId, body)).length;
  }

  #tellRegistered(): void {
    this.#hasRegistered = true;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  #scope(guildId: string | undefined): Map<string, RegisteredCommand> {
    const key = guildId ?? GLOBAL;
    const scope = this.#scopes.get(key) ?? new Map<string, RegisteredCommand>();
    this.#scopes.set(key, scope);
    return scope;
  }

  #existing(guildId: string | undefined, body: CommandBody): RegisteredCommand | undefined {
    const byId = body.id === undefined ? undefined : this.find(guildId, body.id);
    return byId ?? this.findByName(guildId, body.name, body.type ?? ApplicationCommandType.ChatInput);
  }

  #countCreate(guildId: string | undefined): void {
    const key = guildId ?? GLOBAL;
    this.#creates.set(key, [...(this.#creates.get(key) ?? []), this.#now()]);
  }

  #build(
    guildId: string | undefined,
    body: CommandBody,
    existing: RegisteredCommand | undefined,
  ): RegisteredCommand {
    const command = {
      ...commandDefaults(this.#applicationId, guildId, body),
      id: existing?.id ?? this.#snowflakes.next(),
      version: existing?.version ?? '',
    };
    const isSame = existing && JSON.stringify(existing) === JSON.stringify(command);
    return isSame ? existing : { ...command, version: this.#snowflakes.next() };
  }
}

/** The fields that Discord fills in, in the order in which it answers them. */
function commandDefaults(
  applicationId: string,
  guildId: string | undefined,
  body: CommandBody,
): Omit<RegisteredCommand, 'version'> {
  const type = body.type ?? ApplicationCommandType.ChatInput;
  const permissions = body.default_member_permissions;
  const isGlobal = guildId === undefined;
  const contexts = isGlobal && body.contexts ? [...body.contexts] : null;
  return {
    id: '',
    application_id: applicationId,
    default_member_permissions: permissions == null ? null : String(permissions),
    type,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    ...(isGlobal
      ? { dm_permission: contexts?.includes(InteractionContextType.BotDM) ?? body.dm_permission ?? true }
      : { guild_id: guildId }),
    // A server's own command is there for that server only, whatever was sent.
    contexts,
    integration_types: isGlobal
      ? [...(body.integration_types ?? [ApplicationIntegrationType.GuildInstall])]
      : [ApplicationIntegrationType.GuildInstall],
    ...(body.options && body.options.length > 0 && { options: body.options.map(storedOption) }),
    nsfw: body.nsfw ?? false,
  };
}

/** Discord drops what says nothing: `required: false`, `autocomplete: false`, empty lists. */
function storedOption(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const entries = Object.entries(option).filter(([key, value]) => {
    if (value === null || value === undefined) return false;
    if (key === 'required' || key === 'autocomplete') return value === true;
    return !(Array.isArray(value) && value.length === 0);
  });
  const stored = Object.fromEntries(entries) as unknown as APIApplicationCommandOption;
  if (!('options' in option) || !option.options?.length) return stored;
  return { ...stored, options: option.options.map(storedOption) } as APIApplicationCommandOption;
}
