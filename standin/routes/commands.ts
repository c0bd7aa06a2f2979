import {
  ApplicationCommandCreateRequestSchema,
  ApplicationCommandPatchRequestPartialSchema,
  ApplicationCommandUpdateRequestSchema,
} from 'discord-api-spec/zod';
import * as z from 'zod/mini';
import type { CommandBody, RegisteredCommand } from '../commands.ts';
import type { Core } from '../core.ts';
import type { ApiRequest, Route } from '../router.ts';
import { COMMAND_LIST_RULES, COMMAND_RULES, COMMANDS_REQUEST_RULES } from '../rules/commands.ts';
import { LOCALE_RULES } from '../rules/locales.ts';
import { OPTION_RULES } from '../rules/options.ts';
import { GUILD_REQUEST_RULES } from '../rules/places.ts';
import { refusal } from '../rules/refusals.ts';
import { checkForm, checkRequest } from '../rules/rule.ts';
import { checkSchema } from '../validate.ts';

const FORM_RULES = [...COMMAND_RULES, ...OPTION_RULES, ...LOCALE_RULES];
const GLOBAL = '/applications/:application/commands';
const GUILD = '/applications/:application/guilds/:guild/commands';

/** Registering commands, for everywhere and for one server. */
export function commandRoutes(core: Core): readonly Route[] {
  return [GLOBAL, GUILD].flatMap((path) => [
    ...listRoutes(core, path),
    ...itemRoutes(core, `${path}/:command`),
  ]);
}

function listRoutes(core: Core, path: string): readonly Route[] {
  const { commands } = core;
  return [
    {
      method: 'GET',
      path,
      handle: (request) => {
        const guildId = scopeOf(request, core);
        const withLocalizations = request.query.get('with_localizations') === 'true';
        const shown = withLocalizations
          ? commands.list(guildId)
          : commands.list(guildId).map(withoutLocalizations);
        return { status: 200, body: shown };
      },
    },
    {
      method: 'PUT',
      path,
      handle: (request) => {
        const guildId = scopeOf(request, core);
        const bodies = checkBulk(request.body);
        checkRequest(COMMANDS_REQUEST_RULES, {
          after: bodies,
          newCount: commands.countNew(guildId, bodies),
          createsLeft: commands.createsLeft(guildId),
        });
        return { status: 200, body: commands.overwrite(guildId, bodies) };
      },
    },
    {
      method: 'POST',
      path,
      handle: (request) => {
        const guildId = scopeOf(request, core);
        const name = 'ApplicationCommandCreateRequest';
        const body = checkSchema<CommandBody>(ApplicationCommandCreateRequestSchema, name, request.body);
        checkForm(FORM_RULES, body, undefined);
        const isNew = commands.countNew(guildId, [body]) === 1;
        checkRequest(COMMANDS_REQUEST_RULES, {
          after: isNew ? [...commands.list(guildId), body] : commands.list(guildId),
          newCount: isNew ? 1 : 0,
          createsLeft: commands.createsLeft(guildId),
        });
        const { command } = commands.upsert(guildId, body);
        return { status: isNew ? 201 : 200, body: command };
      },
    },
  ];
}

function itemRoutes(core: Core, path: string): readonly Route[] {
  const { commands } = core;
  return [
    { method: 'GET', path, handle: (request) => ({ status: 200, body: commandOf(request, core) }) },
    {
      method: 'PATCH',
      path,
      handle: (request) => {
        const guildId = scopeOf(request, core);
        const existing = commandOf(request, core);
        const name = 'ApplicationCommandPatchRequestPartial';
        const schema = ApplicationCommandPatchRequestPartialSchema;
        const body = checkSchema<Partial<CommandBody>>(schema, name, request.body);
        checkForm(FORM_RULES, { ...existing, ...body } as CommandBody, undefined);
        return { status: 200, body: commands.patch(guildId, existing, body) };
      },
    },
    {
      method: 'DELETE',
      path,
      handle: (request) => {
        commands.delete(scopeOf(request, core), commandOf(request, core).id);
        return { status: 204 };
      },
    },
  ];
}

function checkBulk(body: unknown): readonly CommandBody[] {
  const list = checkSchema<readonly unknown[]>(
    z.array(z.unknown()),
    'ApplicationCommandUpdateRequest[]',
    body,
  );
  const bodies = list.map((one, index) => {
    const name = 'ApplicationCommandUpdateRequest';
    const command = checkSchema<CommandBody>(ApplicationCommandUpdateRequestSchema, name, one, [index]);
    checkForm(FORM_RULES, command, undefined, [index]);
    return command;
  });
  checkForm(COMMAND_LIST_RULES, bodies, undefined);
  return bodies;
}

/** The server whose commands are meant, undefined for the global ones. */
function scopeOf({ params }: ApiRequest, { world }: Core): string | undefined {
  if (params.application !== world.applicationId) {
    throw refusal('applicationForeign');
  }
  const guildId = params.guild;
  if (guildId === undefined) return undefined;
  const guild = world.guilds.get(guildId);
  checkRequest(GUILD_REQUEST_RULES, { world, guild, needs: 0n });
  return guildId;
}

function commandOf(request: ApiRequest, core: Core): RegisteredCommand {
  const found = core.commands.find(scopeOf(request, core), request.params.command ?? '');
  if (found) return found;
  throw refusal('commandUnknown');
}

function withoutLocalizations(command: RegisteredCommand): object {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = command;
  return rest;
}
