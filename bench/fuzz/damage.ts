import type { Random } from '../search/random.ts';

/** The most ways in which one input is damaged. */
const MOST_WOUNDS = 3;
const MOST_REPEATS = 200;

/**
 * A file as it comes out of a broken disk, program or hand: cut off, with bytes changed, lines moved, repeated or put in, or in another
 * encoding.
 *
 * @param evil lines to put in
 */
export function damage(original: Uint8Array, random: Random, evil: readonly string[]): Uint8Array {
  let bytes: Buffer = Buffer.from(original);
  for (let wounds = 1 + random.below(MOST_WOUNDS); wounds > 0; wounds--) bytes = wound(bytes, random, evil);
  return bytes;
}

function wound(bytes: Buffer, random: Random, evil: readonly string[]): Buffer {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + random.below(200));
  const lines = () => bytes.toString('latin1').split('\n');
  switch (random.below(13)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return bytes.subarray(at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 4:
      return changed(bytes, at, random.below(256));
    case 5:
      return changed(bytes, at, 0);
    case 6:
      return Buffer.from(bytes.toString('utf8'), 'utf16le');
    case 7:
      return changed(bytes, digitNear(bytes, at), 0x30 + random.below(10));
    case 8:
      return withoutLine(lines(), random);
    case 9:
      return moved(lines(), random);
    case 10:
      return repeated(lines(), random);
    default:
      return inserted(lines(), random.pick(evil), random);
  }
}

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[Math.min(at, copy.length - 1)] = value;
  return copy;
}

function digitNear(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) if (/\d/.test(String.fromCharCode(bytes[at] ?? 0))) return at;
  return from;
}

const join = (lines: readonly string[]) => Buffer.from(lines.join('\n'), 'latin1');

function withoutLine(lines: string[], random: Random): Buffer {
  return join(lines.toSpliced(random.below(lines.length), 1));
}

function moved(lines: string[], random: Random): Buffer {
  const from = random.below(lines.length);
  return join(lines.toSpliced(from, 1).toSpliced(random.below(lines.length), 0, lines[from] ?? ''));
}

function repeated(lines: string[], random: Random): Buffer {
  const from = random.below(lines.length);
  const part = lines.slice(from, from + 1 + random.below(20));
  const times = 1 + random.below(random.below(MOST_REPEATS) + 1);
  return join(lines.toSpliced(from, 0, ...Array.from({ length: times }, () => part).flat()));
}

function inserted(lines: string[], line: string, random: Random): Buffer {
  const utf8 = Buffer.from(line).toString('latin1');
  return join(lines.toSpliced(random.below(lines.length + 1), 0, utf8));
}
