import { ButtonStyle, ComponentType } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampReply } from '../src/discord/clamp.ts';
import { EMBED } from '../src/discord/limits.ts';
import { truncate } from '../src/replies/markdown.ts';

const long = (length: number) => 'слово word 🇺🇦 '.repeat(Math.ceil(length / 10)).slice(0, length);

test('any embed comes out within every limit of Discord', () => {
  const text = fc.integer({ min: 1, max: 7000 }).map(long);
  const embed = fc.record({
    title: text,
    description: text,
    footer: fc.record({ text }),
    fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(embed, { minLength: 1, maxLength: 12 }), (embeds) => {
      const clamped = clampReply({ embeds }).embeds;
      expect(clamped.length).toBeLessThanOrEqual(10);
      let total = 0;
      for (const { title = '', description = '', footer, fields = [] } of clamped) {
        expect(title.length).toBeLessThanOrEqual(EMBED.title);
        expect(description.length).toBeLessThanOrEqual(EMBED.description);
        expect(fields.length).toBeLessThanOrEqual(EMBED.fields);
        total += title.length + description.length + (footer?.text.length ?? 0);
        for (const { name, value } of fields) {
          expect(name.length).toBeLessThanOrEqual(EMBED.fieldName);
          expect(value.length).toBeLessThanOrEqual(EMBED.fieldValue);
          total += name.length + value.length;
        }
      }
      expect(total).toBeLessThanOrEqual(EMBED.total);
    }),
    { numRuns: 60 },
  );
});

test('a reply within the limits is left as it is', () => {
  const reply = {
    embeds: [
      { title: 'Body armor', description: 'x'.repeat(4096), fields: [{ name: 'To', value: 'Ukraine' }] },
    ],
    components: [
      {
        type: ComponentType.ActionRow as const,
        components: [
          {
            type: ComponentType.Button as const,
            style: ButtonStyle.Secondary as const,
            label: 'Next',
            custom_id: 'a',
          },
        ],
      },
    ],
  };
  expect(clampReply(reply)).toEqual(reply);
});

test('a menu of 30 options keeps its first 25, and six rows keep five', () => {
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: 'menu',
    options: Array.from({ length: 30 }, (_, i) => ({ label: `${i}`, value: `${i}` })),
  };
  const row = { type: ComponentType.ActionRow as const, components: [menu] };
  const { components = [] } = clampReply({ embeds: [], components: Array.from({ length: 6 }, () => row) });
  expect(components).toHaveLength(5);
  expect(components[0]?.components[0]).toMatchObject({ options: menu.options.slice(0, 25) });
});

test('of twelve files ten stay, and what they show is told in 1,024 characters at most', () => {
  const file = { name: 'chart.png', data: new Uint8Array(1), description: long(2000) };
  const { files = [] } = clampReply({ embeds: [], files: Array.from({ length: 12 }, () => file) });
  expect(files).toHaveLength(10);
  expect(files[0]?.description.length).toBeLessThanOrEqual(1024);
  expect(files[0]?.description).toMatch(/…$/);
});

test('text is cut between graphemes and ends in an ellipsis', () => {
  expect(truncate('🇺🇦🇺🇦🇺🇦', 9)).toBe('🇺🇦🇺🇦…');
  expect(truncate('👩‍👩‍👧‍👦 family', 6)).toBe('…');
  expect(truncate('exactly', 7)).toBe('exactly');
});
