import type { english } from './english.ts';
import type { Translated } from './translated.ts';
import { answers } from './uk/answers.ts';
import { facts } from './uk/facts.ts';
import { lookups } from './uk/lookups.ts';
import { remind } from './uk/remind.ts';
import { total } from './uk/total.ts';
import { words } from './uk/words.ts';

export const ukrainian: Translated<typeof english> = {
  ...words,
  ...answers,
  ...facts,
  ...lookups,
  ...total,
  ...remind,
};
