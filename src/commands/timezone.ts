import { checkZone, zoneNames } from '../data/when-zoned.ts';
import { ParseError, UserError } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { COLOR } from '../replies/facts.ts';
import { literal } from '../replies/markdown.ts';
import type { Command } from './command.ts';
import { IN_SERVERS, textOption } from './options.ts';
import { getDesk, managedServer, placeOf } from './place.ts';

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
    const { language, now } = context;
    const { t } = language;
    const desk = getDesk(context);
    const place = placeOf(interaction);
    const text = interaction.options.getString('zone')?.trim();
    if (text === undefined || text === '') {
      if (place.serverId === undefined) throw new UserError(t('timezone.inServers'));
      return render(language, t('timezone.is', { zone: await desk.zone(place.serverId) }));
    }
    const serverId = managedServer(language, place);
    const zone = readZone(language, text);
    await desk.setZone(serverId, zone);
    const time = now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
    return render(language, t('timezone.isNow', { zone, time }));
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
function readZone({ problem }: Language, text: string): string {
  const name = text.replace(/\s+/g, '_');
  const places = zoneNames().filter((zone) => zone.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  const [place] = places;
  try {
    return checkZone(
      place !== undefined && places.length === 1 ? place : name.toUpperCase() === 'UTC' ? 'UTC' : name,
    );
  } catch (error) {
    if (error instanceof ParseError) throw new UserError(literal(problem(error)), { cause: error });
    throw error;
  }
}

function render({ t }: Language, sentence: string) {
  const description = `${sentence}\n${t('timezone.about')}`;
  return { embeds: [{ color: COLOR, title: t('timezone.title'), description }] };
}
