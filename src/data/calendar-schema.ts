import { z } from 'zod';
import { head, text } from './schema.ts';

const day = (what: string) =>
  z.iso
    .date({
      error: (issue) =>
        issue.code === 'invalid_format'
          ? 'is not a date — write the day as YYYY-MM-DD, such as 2026-12-31'
          : undefined,
    })
    .describe(what)
    .optional();

/** `calendar.yaml`. Strict, as `facts.yaml` is. */
export const calendarFile = z
  .strictObject({
    ...head,
    calendar: z
      .strictObject({
        zone: text
          .describe('The place whose clocks are meant where the calendar names no zone: Europe/Kyiv.')
          .optional(),
        zones: z
          .record(text, text)
          .describe('Places for names of zones that are not understood: { "Our office": Europe/Kyiv }.')
          .optional(),
        from: day(
          'Of what repeats, the meetings from this day on; two years back, in whole months, if left out.',
        ),
        until: day(
          'Of what repeats, the meetings up to this day; two years ahead, in whole months, if left out.',
        ),
      })
      .describe('How calendar.ics is read.')
      .optional(),
  })
  .describe('Where calendar.ics is from, and how it is read. See docs/data-format.md.');

export type CalendarSettings = NonNullable<z.output<typeof calendarFile>['calendar']>;
