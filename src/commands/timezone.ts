import { checkZone, zoneNames } from '../data/when-zoned.ts';
import { ParseError, UserError } from '../errors.ts';
import { COLOR } from '../replies/facts.ts';
import { literal } from '../replies/markdown.ts';
import type { Command } from './command.ts';
import { textOption } from './options.ts';
import { managedServer, placeOf } from './place.ts';
import { getDesk, IN_SERVERS } from './remind.ts';

/** Offered first: people who do not know IANA names type a city. */
const MOST = 25;

export const timezone = {
  data: {
    name: 'timezone',
    description: 'The time zone of this server, for reminders of days without an hour',
    ...IN_SERVERS,
    options: [textOption('zone', 'Such as Europe/Kyiv; leave out to see it', { autocomplete: true })],
  },
  examples: () => ['/timezone', '/timezone zone: Europe/Kyiv'],

  async execute(interaction, context) {
    const desk = getDesk(context);
    const place = placeOf(interaction);
    const text = interaction.options.getString('zone')?.trim();
    if (text === undefined || text === '') {
      if (place.serverId === undefined)
        throw new UserError('Time zones belong to servers. Please ask in one.');
      return render(`This server's time zone is **${await desk.zone(place.serverId)}**.`, context.now);
    }
    const serverId = managedServer(place);
    const zone = readZone(text);
    await desk.setZone(serverId, zone);
    return render(`This server's time zone is now **${zone}**.`, context.now, zone);
  },

  autocomplete({ value }) {
    const words = value
      .toLowerCase()
      .split(/[\s_/]+/)
      .filter(Boolean);
    const fitting = zoneNames().filter((zone) => words.every((word) => zone.toLowerCase().includes(word)));
    return fitting.slice(0, MOST).map((zone) => ({ name: zone, value: zone }));
  },
} satisfies Command;

/** The zone by its name, in any case; "Kyiv" alone is enough where only one zone ends so. */
function readZone(text: string): string {
  const name = text.replace(/\s+/g, '_');
  const places = zoneNames().filter((zone) => zone.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  const [place] = places;
  try {
    return checkZone(
      place !== undefined && places.length === 1 ? place : name.toUpperCase() === 'UTC' ? 'UTC' : name,
    );
  } catch (error) {
    if (error instanceof ParseError) throw new UserError(literal(error.message), { cause: error });
    throw error;
  }
}

function render(sentence: string, now: Temporal.Instant, zone?: string) {
  const clock =
    zone === undefined
      ? ''
      : ` It is ${now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })} there.`;
  const description = `${sentence}${clock}\nExact times are shown to every reader in their own zone. Where a source gives a day but no hour, reminders come at 09:00 in this one.`;
  return { embeds: [{ color: COLOR, title: 'Time zone', description }] };
}
