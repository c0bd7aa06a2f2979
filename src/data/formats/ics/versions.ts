import type { CalendarEvent } from './event.ts';
import type { CalendarReport } from './report.ts';
import { keyOf } from './times.ts';

/** The events of one UID: the newest that tells of them all, and the newest for each meeting that was changed. */
export interface EventFamily {
  readonly uid: string;
  readonly main: CalendarEvent | undefined;
  readonly changes: readonly CalendarEvent[];
}

/** So many meetings one series may have, and so many changes. */
export const MOST_OF_ONE = 5000;

/** Groups events by UID, in the order of the file. Older versions of the same are left out. */
export function groupEvents(events: readonly CalendarEvent[], report: CalendarReport): EventFamily[] {
  return [...Map.groupBy(events, ({ uid }) => uid)].map(([uid, all]) => {
    const mains = all.filter(({ replaces }) => replaces === undefined);
    const [first] = all;
    if (first && all.length > MOST_OF_ONE) {
      report.add(
        { line: first.line, what: first.what },
        `has more than ${MOST_OF_ONE} changes`,
        'export a shorter time',
      );
      return { uid, main: undefined, changes: [] };
    }
    const changes = Map.groupBy(
      all.filter(({ replaces }) => replaces !== undefined),
      replacedKey,
    );
    return {
      uid,
      main: mains.length === 0 ? undefined : newest(mains, report),
      changes: [...changes.values()].map((versions) => newest(versions, report)),
    };
  });
}

function replacedKey({ replaces }: CalendarEvent): string {
  return replaces === undefined ? '' : `${keyOf(replaces.moment)} ${replaces.andFollowing}`;
}

/** By SEQUENCE, then by DTSTAMP. Where both are the same and the events are not, nobody knows which holds. */
function newest(versions: readonly CalendarEvent[], report: CalendarReport): CalendarEvent {
  const [best, ...others] = versions.toSorted((a, b) => compareVersions(b, a));
  if (best === undefined) throw new Error('A group of events is empty.');
  const rival = others.find((each) => compareVersions(each, best) === 0 && !isSame(each, best));
  if (rival) {
    report.add(
      { line: Math.max(rival.line, best.line), what: rival.what },
      `has the UID of the event of line ${Math.min(rival.line, best.line)}, and neither is newer by SEQUENCE or DTSTAMP`,
      'give each a UID of its own, or remove the older one',
    );
  }
  return best;
}

function compareVersions({ version: a }: CalendarEvent, { version: b }: CalendarEvent): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

function isSame(a: CalendarEvent, b: CalendarEvent): boolean {
  return a.isCancelled === b.isCancelled && a.said.join('\n') === b.said.join('\n');
}
