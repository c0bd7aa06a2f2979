import type { ChartWords } from './words.ts';

/** What a picture shows, and nothing of how: plain data, which goes to the thread that draws. */
export interface Chart {
  readonly title: string;
  /** What the question was narrowed to; empty where it was not. */
  readonly subtitle: string;
  /** One for each currency: no axis holds two. */
  readonly panels: readonly Panel[];
  /** Whole sentences under the bars. */
  readonly notes: readonly string[];
  /** Sources and revision. */
  readonly footer: readonly string[];
  readonly words: ChartWords;
}

export interface Panel {
  /** The currency, where there are several panels. */
  readonly heading: string | undefined;
  /** Before a figure of the axis: `$`, or `UAH ` where the currency has no symbol of its own. */
  readonly prefix: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** How many of the rows above contain this one. */
  readonly depth: number;
  /** One for each kind of amount. */
  readonly bars: readonly Bar[];
  /** Under its bars: what of it has no published amount, by name. */
  readonly remark: string | undefined;
}

/**
 * An amount as far as it is drawn. Its figures are in whole units of the currency and only as exact as a picture can be:
 * `words` say the same without loss.
 */
export interface Bar {
  /** As the reply words it: "more than $23 million approved". */
  readonly words: string;
  readonly low: number;
  /** Absent where nobody states an upper bound. */
  readonly high: number | undefined;
  /** The source is not sure of the figure. */
  readonly isLowAbout: boolean;
  readonly isHighAbout: boolean;
}

export interface Picture {
  readonly png: Uint8Array<ArrayBuffer>;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}
