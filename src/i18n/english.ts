import { answers } from './en/answers.ts';
import { facts } from './en/facts.ts';
import { lookups } from './en/lookups.ts';
import { remind } from './en/remind.ts';
import { total } from './en/total.ts';
import { words } from './en/words.ts';

/** Every text that a reader may see, in English: what other languages are made from, and what they fall back to. */
export const english = { ...words, ...answers, ...facts, ...lookups, ...total, ...remind } as const;
