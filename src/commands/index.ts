import type { Command } from './command.ts';
import { find } from './find.ts';
import { createHelp } from './help.ts';
import { item } from './item.ts';
import { meetings } from './meetings.ts';
import { source } from './source.ts';
import { total } from './total.ts';

const lookUps: readonly Command[] = [total, item, meetings, find, source];

/** Every command there is. Dispatch, registration and `/help` read this list, and there is no other. */
export const commands: readonly Command[] = [...lookUps, createHelp(lookUps)];
