import { expect, test } from 'vitest';
import { judge } from '../src/search/judge.ts';
import { fold } from '../src/search/normalize.ts';
import { readQuery } from '../src/search/query.ts';

const verdict = (query: string, name: string) => judge(readQuery(query), fold(name));

const LONG = 'ukraine security assistance initiative package of training and advisory services';

test('the score is the share of what was typed that is wrong: 1 letter in 8, 2 in 8, more is not alike', () => {
  expect(verdict('binocula', 'binoculars')?.score).toBeLessThan(0.01);
  expect(verdict('binxcula', 'binoculars')?.score).toBe(1 / 8);
  expect(verdict('bxnocxla', 'binoculars')?.score).toBe(2 / 8);
  expect(verdict('bxnxcxla', 'binoculars')).toBeUndefined();
});

test('under six letters only the very letters count, wherever they stand; under three nothing does', () => {
  expect(verdict('sword', 'longsword')?.ranges).toEqual([[4, 9]]);
  expect(verdict('swird', 'longsword')).toBeUndefined();
  expect(verdict('sw', 'longsword')).toBeUndefined();
});

test('64 letters, which Fuse reads in two pieces, are judged by both', () => {
  const typed = LONG.slice(0, 64);
  expect(typed).toHaveLength(64);
  expect(verdict(typed, LONG)?.score).toBeLessThan(0.01);
  expect(
    verdict(typed.replace('security', 'secority').replace('training', 'trianing'), LONG)?.score,
  ).toBeLessThan(0.1);
});

test('a long query of which only one half is alike is not alike', () => {
  expect(verdict(`${LONG.slice(0, 32)}${'qwxz jkvq '.repeat(3)}qw`, LONG)).toBeUndefined();
});

test('letters past the 60th place of a name score as those at its start', () => {
  const name = `${'spare parts and '.repeat(6)}binoculars`;
  expect(verdict('binocular', name)?.score).toBe(verdict('binocular', 'binoculars')?.score);
});
