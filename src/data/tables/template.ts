/** Text with the cells of a row in it: “Aid for {Country}”. */
export interface Template {
  /** Columns that it names, by their place. */
  readonly columns: readonly number[];
  /** Empty where it names columns and all their cells are. */
  render(cells: readonly string[]): string;
}

const PLACE = /\{([^{}]+)\}/g;
/** White space that is not one space between words. */
const UNEVEN = /\s\s|[^\S ]|^ | $/;

/** @param placeOf finds a column by its name; undefined where there is none */
export function parseTemplate(text: string, placeOf: (name: string) => number | undefined): Template {
  // Odd ones are names of columns, even ones the text between them.
  const pieces = text.split(PLACE).map((piece, index) => (index % 2 === 1 ? placeOf(piece.trim()) : piece));
  const columns = pieces.filter((piece) => typeof piece === 'number');
  if (columns.length === 0) {
    const constant = text.trim();
    return { columns, render: () => constant };
  }
  return {
    columns,
    render(cells) {
      if (columns.every((index) => !cells[index])) return '';
      let filled = '';
      for (const piece of pieces) filled += typeof piece === 'number' ? (cells[piece] ?? '') : (piece ?? '');
      return UNEVEN.test(filled) ? filled.replace(/\s+/g, ' ').trim() : filled;
    },
  };
}

/** The names in its braces. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name.trim());
}

/** What stands around its braces. */
export function withoutNames(text: string): string {
  return text.replace(PLACE, '');
}
