import { Locale } from 'discord-api-types/v10';
import type { CommandBody } from '../commands.ts';
import type { Path } from '../errors.ts';
import type { FormRule } from './rule.ts';

const LOCALES: ReadonlySet<string> = new Set(Object.values(Locale));
const LOCALIZED: ReadonlySet<string> = new Set(['name_localizations', 'description_localizations']);

/** Every key of a command's localizations, and of all that is in it, that is no locale. */
function* unknownLocales(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (!LOCALIZED.has(key)) yield* unknownLocales(entry, place);
    else for (const locale of Object.keys(entry ?? {})) if (!LOCALES.has(locale)) yield [...place, locale];
  }
}

export const LOCALE_RULES: readonly FormRule<CommandBody, undefined>[] = [
  {
    name: 'locale-known',
    doc: 'https://docs.discord.com/developers/reference#locales',
    code: 'BASE_TYPE_CHOICES',
    message: `Value must be one of {${[...LOCALES].join(', ')}}.`,
    faults: (command) => unknownLocales(command, []),
  },
];
