import { expect, test } from 'vitest';
import { parseCommandLine } from '../playground/command-line.ts';
import { commands } from '../src/commands/index.ts';

const known = commands.map(({ data }) => data);

test.each([
  ['/total', '/total', {}],
  ['/item night vision', '/item', { name: 'night vision' }],
  ['item night vision', '/item', { name: 'night vision' }],
  ['/item name: night vision private: yes', '/item', { name: 'night vision', private: true }],
  ['/total of: body armor since: March 2014', '/total', { of: 'body armor', since: 'March 2014' }],
  ['/total body armor', '/total', { of: 'body armor' }],
  ['/meetings past', '/meetings', { when: 'past' }],
  ['/meetings steering group', '/meetings', { search: 'steering group' }],
  ['/remind list', '/remind list', {}],
  ['/remind add before: 1w, 1d', '/remind add', { before: '1w, 1d' }],
  ['/find text: talks: Kyiv', '/find', { text: 'talks: Kyiv' }],
  ['/facts rollback 2', '/facts rollback', { revision: 2 }],
  ['/find 10:30 in Kyiv', '/find', { text: '10:30 in Kyiv' }],
])('%j asks %s with %j', (line, command, options) => {
  expect(parseCommandLine(line, known)).toEqual({ command, options });
});

test.each([
  ['/totl', /no command \/totl\. There are: \/total/],
  ['/total off: x', /no option `off`: its options are `of:`/],
  ['/item name: a name: b', /`name` is given twice/],
  ['/item name: a private: maybe', /true or false, not “maybe”/],
  ['/help me', /takes no text/],
  ['/', /^Which command\? There are: \/total/],
  ['/facts rollback back', /`revision` is a number, not “back”/],
  ['/facts upload aid.zip', /`file` is a file, and a terminal has none to give: use the page/],
  ['/remind', /Which part of \/remind\? There are: \/remind add/],
])('%j is refused with what there is', (line, message) => {
  expect(() => parseCommandLine(line, known)).toThrow(message);
});
