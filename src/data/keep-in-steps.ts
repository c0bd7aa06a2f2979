import { forEach, type Steps } from './steps.ts';

/** Those that `test` holds for. */
export function* keepInSteps<T>(list: readonly T[], test: (value: T) => boolean): Steps<readonly T[]> {
  const marks = new Uint8Array(list.length);
  yield* forEach(list, (value, place) => {
    if (test(value)) marks[place] = 1;
  });
  return yield* keepMarked(list, marks);
}

/** Those at whose place is a 1. The list is as long as it will be from the start: one that grows is copied whole where it is full. */
export function* keepMarked<T>(list: readonly T[], marks: Uint8Array): Steps<readonly T[]> {
  let length = 0;
  for (const mark of marks) length += mark;
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
