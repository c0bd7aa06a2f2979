/** The plural forms that a language has by Intl.PluralRules, and i18next asks for. */
type Forms = 'one' | 'few' | 'many' | 'other';

/** The same texts in another language: every key, and of a plural every form that may be asked for. */
export type Translated<English> = {
  readonly [Key in keyof English as Key extends `${infer Base}_one` | `${infer Base}_other`
    ? `${Base}_${Forms}`
    : Key]: English[Key] extends string ? string : Translated<English[Key]>;
};
