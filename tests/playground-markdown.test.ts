import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, type Inline, parseMarkdown, plainText } from '../playground/page/markdown.ts';
import { parseInline } from '../playground/page/markdown-inline.ts';

const text = (value: string): Inline => ({ type: 'text', text: value });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });

test.each<[string, Inline[]]>([
  ['**More than $23 million**', [{ type: 'strong', children: [text('More than $23 million')] }]],
  ['*sheet*, The White House', [{ type: 'emphasis', children: [text('sheet')] }, text(', The White House')]],
  ['_a_ snake_case_name', [{ type: 'emphasis', children: [text('a')] }, text(' snake_case_name')]],
  [
    '__u__ ~~s~~',
    [{ type: 'underline', children: [text('u')] }, text(' '), { type: 'strike', children: [text('s')] }],
  ],
  ['`/remind *test*`', [{ type: 'code', text: '/remind *test*' }]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
  [String.raw`\*not this\* 1\. \<t:1\>`, [text('*not this* 1. <t:1>')]],
  ['||hidden||', [{ type: 'spoiler', children: [text('hidden')] }]],
  ['a\nb', [text('a'), { type: 'break' }, text('b')]],
])('%j is what Discord makes of it', (written, nodes) => {
  expect(parseInline(written)).toEqual(nodes);
});

test.each<[string, Inline[]]>([
  ['<t:1401624000:R>', [{ type: 'time', seconds: 1401624000, style: 'R' }]],
  ['<t:-62135596800>', [{ type: 'time', seconds: -62135596800, style: 'f' }]],
  [
    '<#1> <@&2> <@3>',
    [
      { type: 'channel', id: '1' },
      text(' '),
      { type: 'role', id: '2' },
      text(' '),
      { type: 'user', id: '3' },
    ],
  ],
  ['</remind add:5>', [{ type: 'command', name: 'remind add' }]],
  ['@everyone', [{ type: 'everyone', text: '@everyone' }]],
  ['mail@example.org', [text('mail@example.org')]],
])('%j points at something', (written, nodes) => {
  expect(parseInline(written)).toEqual(nodes);
});

test('links are those of the web alone, with words, in brackets, or bare', () => {
  const link = (href: string, label: string): Inline => ({ type: 'link', href, children: [text(label)] });
  expect(parseInline('[The sheet](https://example.org/a)')).toEqual([
    link('https://example.org/a', 'The sheet'),
  ]);
  expect(parseInline('[a](<https://example.org/b_(c)>)')).toEqual([link('https://example.org/b_(c)', 'a')]);
  expect(parseInline('see https://example.org/a.')).toEqual([
    text('see '),
    link('https://example.org/a', 'https://example.org/a'),
    text('.'),
  ]);
  expect(parseInline('[x](javascript:alert(1))')).toEqual([text('[x](javascript:alert(1))')]);
});

test('a quote ends where its lines end, and holds what Markdown it has', () => {
  expect(parseMarkdown('> **5** million\n> more\n— The White House')).toEqual([
    {
      type: 'quote',
      blocks: [
        paragraph(
          { type: 'strong', children: [text('5')] },
          text(' million'),
          { type: 'break' },
          text('more'),
        ),
      ],
    },
    paragraph(text('— The White House')),
  ]);
  expect(parseMarkdown('>>> a\nb')).toEqual([
    { type: 'quote', blocks: [paragraph(text('a'), { type: 'break' }, text('b'))] },
  ]);
});

test('lists keep their numbers and what is indented below an item', () => {
  expect(parseMarkdown('- a\n  - b\n- c')).toEqual([
    {
      type: 'list',
      start: undefined,
      items: [
        [paragraph(text('a')), { type: 'list', start: undefined, items: [[paragraph(text('b'))]] }],
        [paragraph(text('c'))],
      ],
    },
  ]);
  expect(parseMarkdown('3. x\n4. y')).toMatchObject([{ type: 'list', start: 3, items: [{}, {}] }]);
});

test('headings, small print and code blocks are blocks; what only looks like one is text', () => {
  expect(parseMarkdown('## Total\n-# revision 1\n```yaml\na: *b*\n```\n#hash\n2014-06-04')).toEqual([
    { type: 'heading', level: 2, children: [text('Total')] },
    { type: 'subtext', children: [text('revision 1')] },
    { type: 'pre', text: 'a: *b*' },
    paragraph(text('#hash'), { type: 'break' }, text('2014-06-04')),
  ]);
});

test('a title shows its words, without the signs', () => {
  expect(plainText(String.raw`**Night** \*vision\* [goggles](https://example.org)`)).toBe(
    'Night *vision* goggles',
  );
});

function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'quote') return wordsOf(block.blocks);
      if (block.type === 'list') return block.items.map(wordsOf).join('');
      return block.type === 'pre' ? block.text : inlineWordsOf(block.children);
    })
    .join('');
}

function inlineWordsOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return inlineWordsOf(node.children);
      return 'text' in node ? node.text : '';
    })
    .join('');
}

test('any text is read without an error, and none of its words is lost', () => {
  const signs = fc.constantFrom(...'*_`~|><[]()#-.1\\\n й');
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), (all) => {
      const words = wordsOf(parseMarkdown(all.join('')));
      const count = (text: string) => [...text].filter((sign) => sign === 'й').length;
      expect(count(words)).toBe(count(all.join('')));
    }),
    { numRuns: 2000 },
  );
});
