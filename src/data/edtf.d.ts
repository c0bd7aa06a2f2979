/** The part of the `edtf` package that we use; it ships no types. See https://github.com/inukshuk/edtf.js#parser */
declare module 'edtf' {
  export interface ParsedEdtf {
    readonly type: 'Date' | 'Year' | 'Decade' | 'Century' | 'Season' | 'Interval' | 'List' | 'Set';
    /** Of a Date: year, month from 0, day, and the time. Of a Season: year and the two digits. */
    readonly values: readonly unknown[];
    /** A bit for each unknown digit of YYYYMMDD, the first digit lowest. */
    readonly unspecified?: number;
    /** True, or a bit for each digit; 0 where none is. */
    readonly uncertain?: number | boolean;
    readonly approximate?: number | boolean;
  }

  /** @throws Error if the text is not EDTF of that level */
  export function parse(text: string, constraints?: { readonly level?: 0 | 1 | 2 | 3 }): ParsedEdtf;
}
