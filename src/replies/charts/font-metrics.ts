import { readFileSync } from 'node:fs';

/**
 * How wide a font's characters are, read from its file, so that text can be fitted before it is drawn.
 *
 * Of TrueType only what that takes: https://learn.microsoft.com/en-us/typography/opentype/spec/
 */
export class FontMetrics {
  readonly #unitsPerEm: number;
  readonly #advances: readonly number[];
  readonly #glyphs: ReadonlyMap<number, number>;

  private constructor(file: DataView) {
    const tables = readTables(file);
    this.#unitsPerEm = file.getUint16(tables('head') + 18);
    this.#advances = readAdvances(file, tables('hmtx'), file.getUint16(tables('hhea') + 34));
    this.#glyphs = readGlyphs(file, tables('cmap'));
  }

  /** @throws Error if the file is no TrueType font with a Unicode character map */
  static read(path: string): FontMetrics {
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    return new FontMetrics(new DataView(buffer, byteOffset, byteLength));
  }

  has(character: string): boolean {
    return this.#glyphs.has(character.codePointAt(0) ?? 0);
  }

  /** Without kerning, which only ever makes a line a little shorter. */
  widthOf(text: string, size: number): number {
    let units = 0;
    for (const character of text) {
      const glyph = this.#glyphs.get(character.codePointAt(0) ?? 0) ?? 0;
      // Glyphs past the last advance are as wide as that one.
      units += this.#advances[Math.min(glyph, this.#advances.length - 1)] ?? 0;
    }
    return (units * size) / this.#unitsPerEm;
  }
}

function readTables(file: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let index = 0; index < file.getUint16(4); index++) {
    const at = 12 + index * 16;
    const tag = [0, 1, 2, 3].map((n) => String.fromCharCode(file.getUint8(at + n))).join('');
    offsets.set(tag, file.getUint32(at + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new Error(`The font has no table “${tag}”.`);
    return offset;
  };
}

function readAdvances(file: DataView, hmtx: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => file.getUint16(hmtx + index * 4));
}

/** The characters of the Basic Multilingual Plane (format 4), which is where every alphabet is that the fonts have. */
function readGlyphs(file: DataView, cmap: number): Map<number, number> {
  for (let index = 0; index < file.getUint16(cmap + 2); index++) {
    const subtable = cmap + file.getUint32(cmap + 4 + index * 8 + 4);
    if (file.getUint16(subtable) === 4) return readSegments(file, subtable);
  }
  throw new Error('The font has no character map of format 4.');
}

function readSegments(file: DataView, subtable: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const size = file.getUint16(subtable + 6);
  const ends = subtable + 14;
  const [starts, deltas, offsets] = [ends + size + 2, ends + 2 * size + 2, ends + 3 * size + 2];
  for (let at = 0; at < size; at += 2) {
    const start = file.getUint16(starts + at);
    const delta = file.getUint16(deltas + at);
    const offset = file.getUint16(offsets + at);
    for (let code = start; code <= file.getUint16(ends + at); code++) {
      const listed = offset === 0 ? code : file.getUint16(offsets + at + offset + (code - start) * 2);
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
