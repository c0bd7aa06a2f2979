import { expect, test } from 'vitest';
import { Stage } from './stage.ts';

// Two people, two windows, and the time that passes for both.

const stage = new Stage();

test('a second window sees the same channel, and what is asked in the first', async () => {
  const [mira, adrian] = [await stage.visit(), await stage.visit()];
  await adrian.be('Admin');
  await mira.types('/item', { name: 'MREs' });
  const seen = adrian.messages.filter({ hasText: 'approximately 300,000' }).last();
  await seen.waitFor();
  await seen.filter({ hasText: 'Mira' }).waitFor();
});

test('a private answer is seen by who asked alone, says so, and can be dismissed', async () => {
  const [mira, adrian] = [await stage.visit(), await stage.visit()];
  await adrian.be('Admin');
  const answer = await mira.types('/item', { name: 'barbed wire', private: 'True' });
  await answer.filter({ hasText: 'Only you can see this' }).waitFor();
  // What comes after it is there, and so would it be.
  await mira.types('/find', { text: 'helmets' });
  await adrian.messages.filter({ hasText: 'helmets' }).last().waitFor();
  expect(await adrian.messages.filter({ hasText: 'Barbed wire' }).count()).toBe(0);
  await answer.getByRole('button', { name: 'Dismiss message' }).click();
  await answer.waitFor({ state: 'detached' });
});

test('a member is offered no /facts, and is refused reminders in words that say what is needed', async () => {
  const mira = await stage.visit();
  await mira.button('Commands').click();
  const rows = mira.list('Commands').getByRole('option');
  await rows.filter({ hasText: '/remind add' }).waitFor();
  expect(await rows.filter({ hasText: '/facts' }).count()).toBe(0);
  await mira.page.keyboard.press('Escape');
  await mira.page.keyboard.press('Escape');
  const answer = await mira.types('/remind list');
  await answer.filter({ hasText: 'you need the permission “Manage Server” or “Manage Events”' }).waitFor();
  await answer.filter({ hasText: 'Only you can see this' }).waitFor();
});

test('a message that comes to another channel marks it, and is there when the channel is opened', async () => {
  const [mira, adrian] = [await stage.visit(), await stage.visit()];
  await mira.openChannel('team');
  await adrian.openChannel('general');
  await mira.types('/find', { text: 'sleeping bags' });
  await expect.poll(() => adrian.button('team').getAttribute('data-unread')).not.toBeNull();
  await adrian.openChannel('team');
  expect(await adrian.button('team').getAttribute('data-unread')).toBeNull();
  await adrian.messages.filter({ hasText: 'sleeping bags' }).last().waitFor();
});

test('it opens on 20 May 2014; day by day, a reminder a week ahead of early June arrives on the 25th, for everybody', async () => {
  const [mira, adrian] = [await stage.visit(), await stage.visit()];
  await adrian.be('Admin');
  await mira.page.getByText('Tuesday, 20 May 2014').first().waitFor();
  await adrian.types('/remind add', { before: '1 week' });
  const reminder = mira.messages.filter({ hasText: 'Reminder' }).filter({ hasText: '25 May 2014, 12:' });
  for (const day of ['Wednesday, 21', 'Thursday, 22', 'Friday, 23', 'Saturday, 24', 'Sunday, 25']) {
    expect(await reminder.count()).toBe(0);
    await adrian.nextDay();
    await adrian.page.getByText(`${day} May 2014`).first().waitFor();
  }
  await reminder.filter({ hasText: 'expected early June 2014; no day announced' }).waitFor();
});

test('a date that is chosen is the bot’s day, and “Today” brings it back', async () => {
  const mira = await stage.visit();
  await mira.page.getByLabel('Date', { exact: true }).fill('2014-06-03');
  await mira.page.getByText('Tuesday, 3 June 2014').first().waitFor();
  await mira.button('Today').click();
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date());
  await mira.page.getByText(today).first().waitFor();
});
