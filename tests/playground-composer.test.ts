import { expect, test } from 'vitest';
import { listCommands, matchCommands, type PageCommand } from '../playground/page/commands.ts';
import {
  back,
  type Composer,
  choose,
  EMPTY,
  edit,
  enter,
  leave,
  moveRow,
  next,
  offer,
  take,
  typed,
} from '../playground/page/composer/model.ts';
import { isAsking, questionOf, rowsOf } from '../playground/page/composer/rows.ts';
import { type Completion, Suggestions } from '../playground/page/composer/suggestions.ts';
import { faultOfFile } from '../playground/page/composer/values.ts';

// What the box on the page makes of keys, without a browser.

type Registered = Parameters<typeof listCommands>[0];

const REGISTERED = [
  {
    name: 'item',
    name_localizations: { uk: 'позиція' },
    description: 'Look up an item of assistance',
    description_localizations: { uk: 'Знайти позицію' },
    options: [
      { type: 3, name: 'name', description: 'Its name', required: true, autocomplete: true },
      { type: 5, name: 'private', description: 'Only you see it' },
    ],
  },
  {
    name: 'total',
    description: 'How much',
    options: [
      { type: 3, name: 'kind', description: 'x', choices: [{ name: 'Approved', value: 'approved' }] },
      { type: 3, name: 'since', description: 'x' },
    ],
  },
  {
    name: 'facts',
    description: 'x',
    options: [
      {
        type: 1,
        name: 'rollback',
        description: 'Go back',
        options: [{ type: 4, name: 'revision', description: 'x', required: true, min_value: 1 }],
      },
      {
        type: 1,
        name: 'upload',
        description: 'Put in',
        options: [{ type: 11, name: 'file', description: 'x', required: true }],
      },
    ],
  },
  {
    name: 'remind',
    description: 'x',
    options: [
      { type: 1, name: 'add', description: 'x', options: [{ type: 7, name: 'channel', description: 'x' }] },
    ],
  },
] as unknown as Registered;

const commands = listCommands(REGISTERED, 'en-US');
const around = {
  commands,
  places: {
    channels: [
      { id: '1', name: 'general' },
      { id: '2', name: 'team' },
    ],
    roles: [],
    people: [],
  },
};

const command = (path: string): PageCommand => {
  const found = commands.find((one) => one.path === path);
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return found;
};
const type = (text: string, composer: Composer = EMPTY) => typed(composer, text, around);
const labels = (composer: Composer) => rowsOf(composer, around).map(({ label }) => label);
const sent = ({ filled }: Composer) =>
  Object.fromEntries(Object.entries(filled).map(([name, { value }]) => [name, value]));

test('every subcommand is a command of its own, and a language has its own names for those that have any', () => {
  expect(commands.map(({ path }) => path)).toEqual([
    '/item',
    '/total',
    '/facts rollback',
    '/facts upload',
    '/remind add',
  ]);
  const ukrainian = listCommands(REGISTERED, 'uk');
  expect(ukrainian[0]).toMatchObject({ path: '/item', label: '/позиція', description: 'Знайти позицію' });
  expect(ukrainian[1]?.label).toBe('/total');
});

test('what begins as typed comes first, then what has the words, then what tells of them', () => {
  expect(matchCommands(commands, '/').map(({ path }) => path)).toHaveLength(5);
  expect(matchCommands(commands, '/facts').map(({ path }) => path)).toEqual([
    '/facts rollback',
    '/facts upload',
  ]);
  expect(matchCommands(commands, '/add').map(({ path }) => path)).toEqual(['/remind add']);
  expect(matchCommands(commands, '/assistance').map(({ path }) => path)).toEqual(['/item']);
  expect(matchCommands(commands, '/nothing')).toEqual([]);
});

test('a slash offers the commands, a message none, and Escape closes the list and then empties the box', () => {
  expect(labels(type('hello'))).toEqual([]);
  const open = type('/it');
  expect(labels(open)).toEqual(['/item']);
  const closed = leave(open, around);
  expect([labels(closed), closed.text]).toEqual([[], '/it']);
  expect(leave(closed, around)).toEqual(EMPTY);
});

test('a command’s name with a space behind it is that command, and the rest is its required option', () => {
  const composer = type('/item nigh');
  expect([composer.command?.path, composer.active, composer.text]).toEqual(['/item', 'name', 'nigh']);
  expect(type('/facts rollback ').active).toBe('revision');
});

test('Enter takes the first command that fits, then sends one that needs nothing', () => {
  const chosen = enter(type('/tot'), around);
  expect([chosen.send, chosen.composer.command?.path]).toEqual([false, '/total']);
  expect(enter(chosen.composer, around)).toMatchObject({ send: true, composer: { filled: {} } });
});

test('Enter sends free text though the bot offers something else: suggestions are advice', () => {
  const asked = type('/item nite vison gogles');
  const offered = { key: 'x', choices: [{ name: 'night vision goggles', value: 'id' }], failure: '' };
  const done = enter({ ...asked, offered }, around);
  expect([done.send, sent(done.composer)]).toEqual([true, { name: 'nite vison gogles' }]);
});

test('a suggestion that the arrows chose fills its option with its value, and the next Enter sends', () => {
  const offered = {
    key: 'x',
    choices: [
      { name: 'NVG', value: 'id-1' },
      { name: 'night sight', value: 'id-2' },
    ],
    failure: '',
  };
  const list = { ...type('/item nig'), offered };
  const chosen = moveRow(moveRow(list, 1, 2), 1, 2);
  const { composer, send } = enter(chosen, around);
  expect([send, sent(composer), composer.filled.name?.text]).toEqual([
    false,
    { name: 'id-2' },
    'night sight',
  ]);
  expect(enter(composer, around).send).toBe(true);
  expect(moveRow(list, -1, 2).row).toBe(1);
});

test('a late answer leaves the arrows on what they chose, wherever it stands now, and on nothing where it is gone', () => {
  const answer = (...values: string[]) => ({
    key: values.join(),
    choices: values.map((value) => ({ name: value, value })),
    failure: '',
  });
  const chosen = moveRow(offer(type('/item nig'), answer('NVG', 'night sight')), 1, 2);
  const rowAfter = (...values: string[]) => offer(chosen, answer(...values)).row;
  expect([chosen.row, rowAfter('night sight', 'NVG'), rowAfter('night sight'), rowAfter()]).toEqual([
    0, 1, -1, -1,
  ]);
  expect(offer(type('/item nig'), answer('NVG')).row).toBe(-1);
});

test('what is listed is known to be older than what is typed', () => {
  const asked = type('/item nig');
  const answered = offer(asked, { key: questionOf(asked) ?? '', choices: [], failure: '' });
  expect([asked, answered, typed(answered, 'nigh', around), type('/item')].map(isAsking)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('what is required and missing is asked for, not sent', () => {
  const { composer, send } = enter(choose(command('/item')), around);
  expect([send, composer.active, composer.error]).toEqual([false, 'name', '`name` needs some text.']);
});

test.each([
  ['/facts rollback many', '`revision` is a whole number, not “many”.'],
  ['/facts rollback 1.5', '`revision` is a whole number, not “1.5”.'],
  ['/facts rollback 0', '`revision` is 1 or more.'],
  ['/facts upload x', '`file` takes a file.'],
])('%j is stopped with the reason %j', (text, error) => {
  expect(enter(type(text), around)).toMatchObject({ send: false, composer: { error } });
});

test('choices, true and false and channels are taken from lists, by what they begin with', () => {
  const kind = take(choose(command('/total')), rowsOf(choose(command('/total')), around)[0] ?? never());
  expect([kind.active, labels(kind)]).toEqual(['kind', ['Approved']]);
  expect(sent(enter(type('app', kind), around).composer)).toEqual({ kind: 'approved' });
  expect(enter(type('obligated', kind), around).composer.error).toBe('`kind` is one of: Approved.');
  const channel = choose(command('/remind add'));
  expect([channel.active, labels(channel)]).toEqual(['channel', ['#general', '#team']]);
  expect(sent(enter(type('#te', channel), around).composer)).toEqual({ channel: '2' });
});

test('Tab goes on: to the options that are left, over one that is not wanted, and out of the box at the end', () => {
  const options = choose(command('/total'));
  expect(labels(options)).toEqual(['kind', 'since']);
  const kind = next(options, around);
  expect(kind?.active).toBe('kind');
  const since = next(kind ?? never(), around);
  expect([since?.active, since?.filled]).toEqual(['since', {}]);
  const filled = next(type('March 2014', since), around);
  expect([filled?.active, sent(filled ?? never())]).toEqual([undefined, { since: 'March 2014' }]);
  expect(next(type('', next(filled ?? never(), around)), around)).toBeUndefined();
});

test('“since:” typed among the options is that option, and what is none is not sent', () => {
  expect(type('since:', choose(command('/total')))).toMatchObject({ active: 'since', text: '' });
  expect(enter(type('of what', choose(command('/total'))), around)).toMatchObject({
    send: false,
    composer: { error: 'There is no option “of what” here.' },
  });
});

test('Backspace in the empty box goes back to what was filled last, then leaves the command', () => {
  const filled = enter(type('/item body armor'), around).composer;
  const again = back(filled);
  expect([again.active, again.text, again.filled]).toEqual(['name', 'body armor', {}]);
  expect(back({ ...again, text: '' })).toEqual(EMPTY);
  expect(edit(filled, 'name')).toEqual(again);
});

test('the bot is asked for suggestions of options that have any, anew for each text', () => {
  expect(questionOf(type('/item nigh'))).not.toBe(questionOf(type('/item night')));
  expect(questionOf(type('/item '))).toBeDefined();
  expect(questionOf(type('/facts rollback 1'))).toBeUndefined();
  expect(questionOf(type('hello'))).toBeUndefined();
});

/** A page whose bot offers `NVG`; `type` resolves when what was typed has its answer. */
function startPage() {
  const asked: Completion['options'][] = [];
  let answered = Promise.withResolvers<void>();
  const page = {
    composer: EMPTY,
    show(composer: Composer) {
      page.composer = composer;
      answered.resolve();
    },
    async ask({ options }: Completion) {
      asked.push(options);
      return { choices: [{ name: 'NVG', value: 'nvg' }] };
    },
  };
  const suggestions = new Suggestions(page);
  const put = (composer: Composer) => {
    page.composer = composer;
    suggestions.follow();
  };
  const typeAll = (text: string) => {
    answered = Promise.withResolvers();
    put(type(text));
    return answered.promise;
  };
  return { page, asked, put, typeAll };
}

test('a box that a playground emptied as it started anew is offered again what the bot had offered before', async () => {
  const { page, asked, typeAll } = startPage();
  await typeAll('/item ');
  page.composer = EMPTY;
  await typeAll('/item ');
  expect(page.composer.offered.choices).toEqual([{ name: 'NVG', value: 'nvg' }]);
  expect(asked).toEqual([{ name: '' }, { name: '' }]);
});

test('the bot is asked once for what is typed at once, and not again for what it has answered', async () => {
  const { page, asked, put, typeAll } = startPage();
  put(type('/item n'));
  put(type('/item ni'));
  await typeAll('/item nig');
  put(moveRow(page.composer, 1, 1));
  await typeAll('/item night');
  expect(asked).toEqual([{ name: 'nig' }, { name: 'night' }]);
});

function never(): never {
  throw new Error('There is nothing there.');
}

test('a file of 20 MB can be given, and one that is a byte larger is refused by its name before it is sent', () => {
  const size = 20 * 1024 * 1024;
  expect(faultOfFile({ name: 'table.csv', size })).toBe('');
  expect(faultOfFile({ name: 'table.csv', size: size + 1 })).toBe(
    '“table.csv” is too large: Discord takes files of at most 20 MB.',
  );
});
