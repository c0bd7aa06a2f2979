import { expect, test } from 'vitest';
import { findBarriers } from './accessibility.ts';
import { Stage } from './stage.ts';
import type { Visitor } from './visitor.ts';

// What does not show in words: whether everybody can read it, on any screen.

const stage = new Stage();

const LOOKS = [
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 400 },
  { theme: 'light', width: 400 },
] as const;

/** Each after the one before it. */
const STATES: readonly { readonly state: string; readonly enter: (visitor: Visitor) => Promise<unknown> }[] =
  [
    { state: 'a channel', enter: (visitor) => visitor.openChannel('team') },
    {
      state: 'answers',
      async enter(visitor) {
        await visitor.types('/item', { name: 'nite vison gogles' });
        await visitor.types('/total', { since: 'March 2014', chart: 'kind' });
        await visitor.types('/meetings', { when: 'all', private: 'True' });
      },
    },
    {
      state: 'the list of commands',
      async enter(visitor) {
        await visitor.button('Commands').click();
        await visitor.page.keyboard.press('ArrowDown');
      },
    },
    {
      state: 'an option with suggestions',
      async enter(visitor) {
        await visitor.choose('/item');
        await visitor.list('Choices').getByRole('option').first().waitFor();
      },
    },
    { state: 'a fault', enter: showFault },
    { state: 'the wire', enter: (visitor) => visitor.button('Wire').click() },
  ];

async function showFault(visitor: Visitor): Promise<void> {
  await visitor.choose('/item');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('alert').filter({ hasText: 'name' }).waitFor();
}

test.each(LOOKS)(
  '$theme and $width wide: axe finds no serious fault in anything one comes to see, and nothing scrolls sideways',
  async (look) => {
    const visitor = await stage.visit(look);
    for (const { state, enter } of STATES) {
      await enter(visitor);
      expect(await findBarriers(visitor.page), state).toEqual([]);
      const width = await visitor.page.evaluate<number>('document.documentElement.scrollWidth');
      expect(width, state).toBeLessThanOrEqual(look.width);
      // The chosen row, the list, and what stands in the box.
      for (let presses = 0; presses < 3; presses += 1) await visitor.page.keyboard.press('Escape');
    }
  },
);

test('the page begins in the theme of the system, and “Theme” changes it for the next visit too', async () => {
  const visitor = await stage.visit({ theme: 'light' });
  const theme = () => visitor.page.locator('html').getAttribute('data-theme');
  expect(await theme()).toBe('light');
  await visitor.button('Theme').click();
  await expect.poll(theme).toBe('dark');
  await visitor.page.reload();
  await expect.poll(theme).toBe('dark');
});

test('all that can be done is reached by Tab alone, and what has the focus is shown to have it', async () => {
  const visitor = await stage.visit();
  const reached = new Set<string>();
  for (let presses = 0; presses < 40; presses += 1) {
    await visitor.page.keyboard.press('Tab');
    const { name, hasOutline } = await visitor.page.evaluate<{ name: string; hasOutline: boolean }>(FOCUSED);
    if (name === '') break;
    // Of a date the browser marks the part, where nobody else can see it.
    expect(hasOutline || name === 'Date', name).toBe(true);
    reached.add(name);
  }
  expect([...reached]).toEqual(
    expect.arrayContaining([
      'general',
      'team',
      'Next day',
      'Today',
      'Date',
      'Wire',
      'Theme',
      'Message',
      'Send',
    ]),
  );
});

/** The name of what has the focus, and whether it, or the box around it, is drawn so. */
const FOCUSED = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return { name: '', hasOutline: false };
  const isDrawn = (element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(element);
    return outlineStyle !== 'none' || boxShadow !== 'none';
  };
  const around = [one, one.closest('.box, label')].filter(Boolean);
  const name = one.getAttribute('aria-label') ?? one.textContent.trim();
  return { name: name || one.tagName, hasOutline: around.some(isDrawn) };
})()`;
