import type { Language } from '../i18n/language.ts';
import type { Lead } from '../reminders/leads.ts';

/** "1 week, 1 day, 2 hours" */
export function renderLeads({ t }: Language, leads: readonly Lead[]): string {
  return leads.map(({ amount, unit }) => t(`leads.${unit}`, { count: amount })).join(', ');
}
