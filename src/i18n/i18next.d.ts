import 'i18next';
import type { english } from './english.ts';

declare module 'i18next' {
  /** A key that is not there, or a value that a text needs and does not get, is a type error. */
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof english };
    returnNull: false;
    strictKeyChecks: true;
    strictInterpolationChecks: true;
  }
}
