import { LongList } from './long-list.ts';
import { forEach, type Steps, VALUES_A_STEP } from './steps.ts';

/** Those that `test` holds for. */
export function* keepInSteps<T>(list: readonly T[], test: (value: T) => boolean): Steps<readonly T[]> {
  const marks = new Uint8Array(list.length);
  yield* forEach(list, (value, place) => {
    if (test(value)) marks[place] = 1;
  });
  return yield* keepMarked(list, marks);
}

/** The first that `test` holds for: so many at most. */
export function* firstInSteps<T>(list: readonly T[], most: number, test: (value: T) => boolean): Steps<T[]> {
  const found: T[] = [];
  for (const [place, value] of list.entries()) {
    if (found.length >= most) break;
    if (test(value)) found.push(value);
    if (place % VALUES_A_STEP === 0) yield;
  }
  return found;
}

/** Those at whose place is a 1. The list is as long as it will be from the start: one that grows is copied whole where it is full. */
export function* keepMarked<T>(list: readonly T[], marks: Uint8Array): Steps<readonly T[]> {
  const length = yield* countMarks(marks);
  if (length === list.length) return list;
  const kept = new Array<T>(length);
  let next = 0;
  yield* forEach(list, (value, place) => {
    if (marks[place] !== 1) return;
    kept[next] = value;
    next += 1;
  });
  return kept;
}

/** A million at once take twenty milliseconds before V8 has compiled this. */
const MARKS_A_STEP = 65_536;

function* countMarks(marks: Uint8Array): Steps<number> {
  let count = 0;
  for (let from = 0; from < marks.length; from += MARKS_A_STEP) {
    for (const mark of marks.subarray(from, from + MARKS_A_STEP)) count += mark;
    yield;
  }
  return count;
}

/** As `Map.groupBy`: of many values in few groups. */
export function* groupInSteps<T, Key>(
  list: readonly T[],
  keyOf: (value: T) => Key,
): Steps<ReadonlyMap<Key, readonly T[]>> {
  const growing = new Map<Key, LongList<T>>();
  yield* forEach(list, (value) => {
    const key = keyOf(value);
    const group = growing.get(key);
    if (group) group.push(value);
    else growing.set(key, LongList.of(value));
  });
  const groups = new Map<Key, readonly T[]>();
  for (const [key, group] of growing) groups.set(key, yield* group.joined());
  return groups;
}

/** As long as it will be from the start: a list that grows is copied whole wherever it is full. */
export function* joinLists<Of, T>(
  of: readonly Of[],
  listOf: (one: Of) => Iterable<T> & { readonly length: number },
): Steps<readonly T[]> {
  let length = 0;
  yield* forEach(of, (one) => {
    length += listOf(one).length;
  });
  const joined = new Array<T>(length);
  let place = 0;
  for (const [index, one] of of.entries()) {
    const list = listOf(one);
    if (index % VALUES_A_STEP === 0) yield;
    if (list.length === 0) continue;
    yield* forEach(list, (value) => {
      joined[place] = value;
      place += 1;
    });
  }
  return Object.freeze(joined);
}
