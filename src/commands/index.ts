import { localizeCommand } from '../i18n/command-words.ts';
import type { Command } from './command.ts';
import { facts } from './facts.ts';
import { find } from './find.ts';
import { createHelp } from './help.ts';
import { item } from './item.ts';
import { meetings } from './meetings.ts';
import { remind } from './remind.ts';
import { source } from './source.ts';
import { timezone } from './timezone.ts';
import { total } from './total.ts';

const all: readonly Command[] = [total, item, meetings, find, source, remind, timezone, facts];

/** Every command there is. Dispatch, registration and `/help` read this list, and there is no other. */
export const commands: readonly Command[] = [...all, createHelp(all)].map((command) => ({
  ...command,
  data: localizeCommand(command.data),
}));
