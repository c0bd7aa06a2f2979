import { createHash } from 'node:crypto';
import { SLUG, slug } from '../../slug.ts';
import { dateOf, type Moment } from './times.ts';

const LONGEST_UID = 40;

/** Of the UID what can be part of an id, with a hash where that is not all of it. */
export function idOf(uid: string): string {
  if (uid.length <= LONGEST_UID && SLUG.test(uid)) return uid;
  const hash = createHash('sha256').update(uid).digest('hex').slice(0, 8);
  return [
    slug(uid)
      .slice(0, LONGEST_UID - 9)
      .replace(/-$/, ''),
    hash,
  ]
    .filter((part) => part !== '')
    .join('-');
}

/**
 * By the day: then an hour that changes for the whole series changes no id. A second meeting of a day, or one that no rule makes,
 * is told apart by its hour.
 */
export function claimId(ids: Set<string>, base: string, moment: Moment, isExtra: boolean): string {
  const day = `${base}-${dateOf(moment)}`;
  const hour =
    moment.type === 'day'
      ? ''
      : `-${moment.wall.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '')}`;
  const candidates = [...(isExtra && hour !== '' ? [] : [day]), ...(hour === '' ? [] : [`${day}${hour}`])];
  let id = candidates.find((each) => !ids.has(each));
  for (let number = 2; id === undefined; number++) {
    const numbered = `${day}${hour}-${number}`;
    if (!ids.has(numbered)) id = numbered;
  }
  ids.add(id);
  return id;
}
