import type { Property } from './property.ts';

/** A meeting of hundreds is not told by all of their names. */
const MOST = 50;
const ROOMS = new Set(['ROOM', 'RESOURCE']);

/**
 * Who meets, the organizer first: by name. Somebody without a name is called what stands before the @ of the address, so that no
 * address gets into a channel. Rooms, and who has declined, are left out.
 */
export function readPeople(properties: readonly Property[]): string[] {
  const organizers = properties.filter(({ name }) => name === 'ORGANIZER');
  const attendees = properties.filter(({ name }) => name === 'ATTENDEE');
  const names = [...organizers, ...attendees].flatMap((property) => nameOf(property) ?? []);
  return [...new Set(names)].slice(0, MOST);
}

function nameOf({ params, value }: Property): string | undefined {
  if (ROOMS.has((params.get('CUTYPE') ?? '').toUpperCase())) return undefined;
  if ((params.get('PARTSTAT') ?? '').toUpperCase() === 'DECLINED') return undefined;
  const written = (params.get('CN') ?? '').replace(/\s+/g, ' ').replace(/^['"\s]+|['"\s]+$/g, '');
  const name = written === '' ? value.trim() : written;
  // A calendar is no person, though it may be the organizer.
  if (/@(?:group|resource)\.calendar\.google\.com$/i.test(name)) return undefined;
  const bare = name.replace(/^mailto:/i, '').replace(/@[^\s@]+$/, '');
  return bare === '' || /^[a-z]+:/i.test(bare) ? undefined : bare;
}
