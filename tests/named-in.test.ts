import { expect, test } from 'vitest';
import { isNamedIn } from '../src/data/named-in.ts';

const SENTENCE =
  'body armor, night vision goggles, 20-person shelters, radio batteries, refurbished T-72s and the M777';

test.each([
  'body armor',
  'Body Armour',
  'night-vision goggle',
  'shelter',
  'battery',
  'T-72 tanks',
  'M777 howitzers',
])('“%s” is named by the sentence', (name) => {
  expect(isNamedIn(name, SENTENCE)).toBe(true);
});

test.each(['tanks', 'the additional and other', '20 tents', 'T-80', 'arm', '', '72'])(
  '“%s” is not',
  (name) => {
    expect(isNamedIn(name, SENTENCE)).toBe(false);
  },
);

test.each([
  ['шоломи', 'передали 500 шоломів', true],
  ['танки', 'передали 500 шоломів', false],
  ['头盔', '提供了五百个头盔和卡车', true],
  ['坦克', '提供了五百个头盔和卡车', false],
])('“%s” in “%s”: %s, in languages with other endings, or without spaces', (name, text, expected) => {
  expect(isNamedIn(name, text)).toBe(expected);
});
