import { z } from 'zod';
import { party, program, publication, text } from './schema.ts';

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
    source: publication,
    programs: z.array(program).describe('Programs with other names that people use.').optional(),
    parties: z
      .array(party)
      .describe('Givers and recipients with other names, or that belong to another.')
      .optional(),
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

/** JSON Schema of `calendar.yaml` for editors. */
export function calendarJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(calendarFile, { io: 'input', target: 'draft-07' }) };
}
