import type { FileReport } from '../file-report.ts';
import type { Path } from '../formats/yaml.ts';
import { findNearestWord } from '../nearest-word.ts';
import { namesIn, parseTemplate, type Template, withoutNames } from './template.ts';

const MOST_LISTED = 12;

/** The columns of a table by their names, for a `table.yaml` that speaks of them. */
export class Columns {
  readonly #places = new Map<string, number>();
  readonly #doubled = new Set<string>();
  readonly #shown = new Set<number>();
  readonly #names: readonly string[];
  readonly #report: FileReport;

  constructor(header: readonly string[], report: FileReport) {
    this.#names = header.map((name) => name.trim());
    this.#report = report;
    for (const [place, name] of this.#names.entries()) {
      if (this.#places.has(name)) this.#doubled.add(name);
      else this.#places.set(name, place);
    }
  }

  /** Those to show as evidence, in the order of the table. */
  get shown(): { readonly names: readonly string[]; readonly places: readonly number[] } {
    const places = [...this.#shown].sort((a, b) => a - b);
    return { places, names: places.map((place) => this.nameOf(place)) };
  }

  nameOf(place: number): string {
    return this.#names[place] ?? '';
  }

  /**
   * The place of a column that `table.yaml` names at `path`; one that is not there, or there twice, is reported.
   *
   * @param isShown whether its cells say something to whoever reads them
   */
  find(name: string, path: Path, isShown = true): number | undefined {
    const place = this.#places.get(name.trim());
    if (place === undefined) {
      this.#report.add(path, `there is no column “${name}”`, this.#advise(name));
    } else if (this.#doubled.has(name.trim())) {
      this.#report.add(path, `two columns are called “${name}”`, 'give them different names in the table');
    } else if (isShown) {
      this.#shown.add(place);
    }
    return place;
  }

  /** As `find`, of the columns that a text names in braces. */
  template(text: string, path: Path, isShown = true): Template {
    for (const name of namesIn(text)) this.find(name, path, isShown);
    if (/[{}]/.test(withoutNames(text))) {
      this.#report.add(
        path,
        `“${text}” has a brace without its other half`,
        'write the names of columns as {Name}',
      );
    }
    return parseTemplate(text, (name) => this.#places.get(name));
  }

  #advise(name: string): string {
    const [only = '', ...others] = this.#names;
    const separator = others.length === 0 ? /[;\t|]/.exec(only)?.[0]?.replace('\t', '\\t') : undefined;
    if (separator !== undefined) {
      return `its columns seem to be separated by “${separator}”: write table: { separator: "${separator}" }`;
    }
    const meant = findNearestWord(name, this.#places.keys());
    if (meant !== undefined) return `did you mean “${meant}”?`;
    const listed = this.#names.slice(0, MOST_LISTED).map((column) => `“${column}”`);
    const more = this.#names.length > MOST_LISTED ? ` and ${this.#names.length - MOST_LISTED} more` : '';
    return `the first row of the table names ${listed.join(', ')}${more}`;
  }
}
