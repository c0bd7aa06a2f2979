import type { AssistanceOrder } from './assistance-order.ts';
import type { ByText } from './by-text.ts';
import { missing } from './missing.ts';
import type { Assistance } from './records.ts';
import { forEach, type Steps } from './steps.ts';
import { TextGroups } from './text-groups.ts';

const NONE: readonly never[] = Object.freeze([]);

/** What has to do with others, as bits. */
const [IS_PART, HAS_PARTS, SHARES_SUBJECT] = [1, 2, 4];

/** Which assistance is part of which, and which tells of the same. Nearly none is and does: that is kept by place, and asked first. */
export class Ties {
  readonly #order: AssistanceOrder;
  readonly #bits: Uint8Array;
  readonly #parts: TextGroups<Assistance>;
  readonly #tellings: TextGroups<Assistance>;

  /**
   * @param all in their order
   * @param oldestFirst the same, those of the oldest source first
   * @throws Error if one is part of what is not among them
   */
  static *of(
    all: readonly Assistance[],
    oldestFirst: readonly Assistance[],
    { order, byId }: { readonly order: AssistanceOrder; readonly byId: ByText<Assistance> },
  ): Steps<Ties> {
    const parts = yield* TextGroups.of(all, ({ partOf }) => partOf);
    const tellings = yield* TextGroups.of(oldestFirst, ({ subject }) => subject);
    const bits = new Uint8Array(all.length);
    const mark = (place: number, bit: number) => {
      bits[place] = (bits[place] ?? 0) | bit;
    };
    yield* forEach(all, ({ partOf, subject }, place) => {
      if (partOf !== undefined) {
        mark(place, IS_PART);
        mark(byId.placeOf(partOf) ?? missing('assistance', partOf), HAS_PARTS);
      }
      if (subject !== undefined && (tellings.get(subject)?.length ?? 0) > 1) mark(place, SHARES_SUBJECT);
    });
    return new Ties({ order, bits, parts, tellings });
  }

  private constructor(ties: {
    readonly order: AssistanceOrder;
    readonly bits: Uint8Array;
    readonly parts: TextGroups<Assistance>;
    readonly tellings: TextGroups<Assistance>;
  }) {
    this.#order = ties.order;
    this.#bits = ties.bits;
    this.#parts = ties.parts;
    this.#tellings = ties.tellings;
  }

  /** It is part of nothing, has no parts, and nothing else tells of its subject. */
  hasNone(record: Assistance): boolean {
    return this.#bitsOf(record) === 0;
  }

  /** What is directly part of it. */
  partsOf(record: Assistance): readonly Assistance[] {
    return this.#bitsOf(record) & HAS_PARTS ? (this.#parts.get(record.id) ?? NONE) : NONE;
  }

  /** All about its subject, itself too, the oldest source's first; none where it has no subject. */
  tellingsOf({ subject }: Assistance): readonly Assistance[] {
    return subject === undefined ? NONE : (this.#tellings.get(subject) ?? NONE);
  }

  #bitsOf(record: Assistance): number {
    return this.#bits[this.#order.placeOf(record)] ?? 0;
  }
}
