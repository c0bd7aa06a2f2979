import type { Facts } from '../data/facts.ts';
import type { Language } from '../i18n/language.ts';

/** What is told of, and in which language. */
export interface View {
  readonly facts: Facts;
  readonly language: Language;
}
