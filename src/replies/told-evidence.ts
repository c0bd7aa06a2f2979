import type { Evidence, RowEvidence } from '../data/facts.ts';
import type { Evidenced } from './evidence.ts';

/** Bits for so many rows at first. */
const FIRST_ROWS = 1024;

/** Which evidence was told already. Rows are told by their numbers, one bit each: a table may have a million. */
export class ToldEvidence {
  /** By source and file. */
  readonly #rows = new Map<string, Map<string, RowBits>>();
  readonly #others = new Set<string | Evidence>();

  /** @returns whether it is told for the first time. The same sentence of a source is the same evidence. */
  add({ sourceId, evidence }: Evidenced): boolean {
    if (evidence.type === 'row') return this.#rowsOf(sourceId, evidence).add(evidence.row);
    const key = evidence.type === 'quote' ? `${sourceId} ${evidence.quote}` : evidence;
    if (this.#others.has(key)) return false;
    this.#others.add(key);
    return true;
  }

  #rowsOf(sourceId: string, { file }: RowEvidence): RowBits {
    const files = this.#rows.get(sourceId) ?? new Map<string, RowBits>();
    this.#rows.set(sourceId, files);
    const bits = files.get(file) ?? new RowBits();
    files.set(file, bits);
    return bits;
  }
}

class RowBits {
  #bits = new Uint8Array(FIRST_ROWS / 8);

  /** @returns whether it was not there */
  add(row: number): boolean {
    const [at, bit] = [Math.floor(row / 8), 1 << (row % 8)];
    while (at >= this.#bits.length) this.#enlarge();
    const before = this.#bits[at] ?? 0;
    this.#bits[at] = before | bit;
    return (before & bit) === 0;
  }

  #enlarge(): void {
    const bits = this.#bits;
    this.#bits = new Uint8Array(bits.length * 2);
    this.#bits.set(bits);
  }
}
