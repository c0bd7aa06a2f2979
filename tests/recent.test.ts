import { expect, test } from 'vitest';
import { Recent } from '../src/commands/recent.ts';

test('the same question of the same facts is worked out once', () => {
  const recent = new Recent<object, number>(10);
  const facts = {};
  let asked = 0;
  const make = () => (asked += 1);
  expect([recent.get(facts, 'a', make), recent.get(facts, 'a', make), recent.get({}, 'a', make)]).toEqual([
    1, 1, 2,
  ]);
});

test('what was unasked for longest goes first, and never more than the most is kept', () => {
  const recent = new Recent<object, string>(2);
  const facts = {};
  const made: string[] = [];
  const ask = (question: string) =>
    recent.get(facts, question, () => {
      made.push(question);
      return question;
    });
  for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) ask(question);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('a refusal is not kept', () => {
  const recent = new Recent<object, string>(2);
  const facts = {};
  expect(() =>
    recent.get(facts, 'a', () => {
      throw new Error('not now');
    }),
  ).toThrow('not now');
  expect(recent.get(facts, 'a', () => 'now')).toBe('now');
});
