import type { Locale, PersonKey } from '../protocol.ts';
import type { Theme } from './state.ts';

/** What a window remembers, in `sessionStorage`: a second window may be somebody else. */
export interface Settings {
  readonly person: PersonKey;
  readonly locale: Locale;
  readonly theme: Theme;
}

const THEME = 'tranche-theme';
const PERSON = 'tranche-person';
const LOCALE = 'tranche-locale';

export function readSettings(): Settings {
  const prefersLight = matchMedia('(prefers-color-scheme: light)').matches;
  const theme = localStorage.getItem(THEME) ?? (prefersLight ? 'light' : 'dark');
  const locale = sessionStorage.getItem(LOCALE) ?? navigator.language;
  return {
    person: sessionStorage.getItem(PERSON) === 'admin' ? 'admin' : 'member',
    locale: locale.toLowerCase().startsWith('uk') ? 'uk' : 'en-US',
    theme: theme === 'light' ? 'light' : 'dark',
  };
}

export function keepSettings({ person, locale, theme }: Settings): void {
  sessionStorage.setItem(PERSON, person);
  sessionStorage.setItem(LOCALE, locale);
  localStorage.setItem(THEME, theme);
}
