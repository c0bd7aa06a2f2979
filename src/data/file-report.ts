import type { Fault } from '../errors.ts';
import type { Path, Place, Places } from './formats/yaml.ts';

const LONGEST_NAME = 40;

/** Collects what is wrong in one `facts.yaml`, by path into its value. */
export class FileReport {
  readonly faults: Fault[] = [];
  /** What is probably wrong, and loads all the same. */
  readonly notes: Fault[] = [];
  readonly #file: string;
  readonly #value: unknown;
  readonly #places: Places;

  constructor(file: string, { value, places }: { readonly value: unknown; readonly places: Places }) {
    this.#file = file;
    this.#value = value;
    this.#places = places;
  }

  /** @param problem says what is wrong of the field at `path`, without naming it; `remedy` what to do */
  add(path: Path, problem: string, remedy: string): void {
    this.faults.push(this.#fault(this.#places.valueAt(path), path, problem, remedy));
  }

  /** As `add`, of the key itself. */
  addKey(path: Path, problem: string, remedy: string): void {
    this.faults.push(this.#fault(this.#places.keyAt(path), path, problem, remedy));
  }

  /** As `add`, of what may be right. */
  note(path: Path, problem: string, remedy: string): void {
    this.notes.push(this.#fault(this.#places.valueAt(path), path, problem, remedy));
  }

  /** `facts.yaml:12:5`, to point at from another fault. */
  where(path: Path): string {
    const { line } = this.#places.valueAt(path);
    return `${this.#file}:${line}`;
  }

  #fault({ line, column }: Place, path: Path, problem: string, remedy: string): Fault {
    const field = this.#label(path);
    return {
      path: this.#file,
      line,
      column,
      problem: field === '' ? problem : `${field} — ${problem}`,
      remedy,
    };
  }

  /** `assistance[june-tranche].items[body armor].amount`: records by what they are called, else by their number from 1. */
  #label(path: Path): string {
    let label = '';
    let value = this.#value;
    for (const step of path) {
      value = fieldOf(value, step);
      if (typeof step === 'number') label += `[${nameOf(value) ?? step + 1}]`;
      else label += label === '' ? step : `.${step}`;
    }
    return label;
  }
}

/** A field of a mapping or a place of a list; undefined where there is none. */
export function fieldOf(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

/** The entries of a list that may not be one. */
export function entriesOf(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}

function nameOf(record: unknown): string | undefined {
  const name = fieldOf(record, 'id') ?? fieldOf(record, 'name');
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
