import type { SearchRecord } from '../../src/search/search.ts';
import { Random } from './random.ts';

// Records as an assistance list of a million lines would have them: a name of two to six words, an abbreviation or a
// model number and another name as aliases, and a sentence as description. Words are skewed as words are; every third
// name has one that hardly any other has, so that the vocabulary grows with the records.

const NOUNS =
  'system vehicle radio equipment kit generator launcher missile radar pump battery rifle helmet vest goggles truck trailer antenna sensor drone shelter tent stove blanket boot uniform ammunition mortar howitzer shell fuse detonator mine detector robot boat engine turbine filter valve cable connector switch router server laptop camera telescope binoculars scope sight laser rangefinder computer terminal satellite receiver transmitter amplifier jammer decoy flare parachute harness rope ladder tool wrench drill saw welder compressor tank container bladder hose nozzle purifier freezer oven kitchen ration meal water medicine bandage tourniquet stretcher ambulance monitor ventilator microscope syringe vaccine mask suit glove respirator tire wheel axle brake track armor plate glass barrier wire fence gate lock alarm light lamp mast pole tower bridge pontoon crane forklift loader excavator grader roller mixer simulator trainer software license manual spare assembly module processor display keyboard printer scanner'.split(
    ' ',
  );
const QUALITIES =
  'tactical portable mobile armored secure digital night thermal infrared optical acoustic electronic mechanical hydraulic pneumatic electric diesel solar heavy light medium short long high low rapid remote unmanned aerial ground naval coastal airborne amphibious tracked wheeled towed mounted handheld modular integrated advanced improved extended precision guided anti early multi dual single automatic manual medical surgical emergency protective ballistic fire cold weather desert winter arctic field combat training support command control communications navigation surveillance reconnaissance targeting logistics maintenance engineering explosive ordnance disposal chemical biological radiological nuclear border patrol search rescue fuel water power supply storage transport cargo personnel'.split(
    ' ',
  );
const FILLERS =
  'for the of and with to in used by units delivered including provides service members defense forces capability operations program security assistance new additional under between during procurement'.split(
    ' ',
  );
const UKRAINIAN =
  'приціл нічного бачення бронежилет шолом генератор радіостанція вантажівка міномет гаубиця снаряд безпілотник антена намет ковдра аптечка турнікет насос фільтр кабель акумулятор двигун причіп кулемет гвинтівка тепловізор далекомір супутник термінал броньований тактичний польовий захисний медичний інженерний прикордонний'.split(
    ' ',
  );
const ONSETS =
  'b br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm sn sp st str t th tr v w z'.split(
    ' ',
  );
const VOWELS = 'a e i o u ai ea ee ia io oa oo ou'.split(' ');
const ENDINGS = 'b ck d ft g k l ld ll m n nd ng nt p r rd rk rn s sk ss st t th x'.split(' ');

function coin(random: Random): string {
  const syllables = 2 + random.below(2);
  let word = '';
  for (let syllable = 0; syllable < syllables; syllable += 1)
    word += random.pick(ONSETS) + random.pick(VOWELS);
  return random.next() < 0.7 ? word + random.pick(ENDINGS) : word;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function designator(random: Random): string {
  const letters = Array.from({ length: 1 + random.below(3) }, () =>
    String.fromCharCode(65 + random.below(26)),
  ).join('');
  const number = random.below(10 ** (1 + random.below(4)));
  const form = random.below(3);
  if (form === 0) return `${letters}-${number}`;
  return form === 1 ? `${letters}${number}` : `AN/${letters}-${number}`;
}

/** The words that names of one benchmark are made of, real ones and coined ones. */
class Words {
  readonly coined: readonly string[];

  constructor(random: Random, records: number) {
    this.coined = Array.from(
      new Set(Array.from({ length: 400 + Math.floor(records * 0.9) }, () => coin(random))),
    );
  }
}

function englishName(random: Random, words: Words): string {
  const parts: string[] = [];
  if (random.next() < 0.55) parts.push(capitalized(random.pick(words.coined)));
  const qualities = random.below(3) + (parts.length === 0 ? 1 : 0);
  for (let index = 0; index < qualities; index += 1)
    parts.push(random.next() < 0.1 ? random.pickSkewed(words.coined) : random.pickSkewed(QUALITIES));
  if (random.next() < 0.15) parts.push(designator(random));
  parts.push(random.pickSkewed(NOUNS) + (random.next() < 0.4 ? 's' : ''));
  if (random.next() < 0.15) parts.push(random.pickSkewed(NOUNS));
  return parts.filter((part, index) => part !== parts[index - 1]).join(' ');
}

function ukrainianName(random: Random, words: Words): string {
  const count = 2 + random.below(2);
  const parts = Array.from({ length: count }, () => random.pick(UKRAINIAN));
  return `${[...new Set(parts)].join(' ')} ${capitalized(random.pick(words.coined))}`;
}

function description(random: Random, words: Words): string {
  const length = 7 + random.below(7);
  return Array.from({ length }, () => {
    const kind = random.next();
    if (kind < 0.45) return random.pickSkewed(FILLERS);
    if (kind < 0.7) return random.pickSkewed(NOUNS);
    if (kind < 0.96) return random.pickSkewed(QUALITIES);
    return random.pickSkewed(words.coined);
  }).join(' ');
}

function initialsOf(name: string): string {
  return name
    .split(/[ -]/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

export function generate(count: number, seed: number): SearchRecord[] {
  const random = new Random(seed);
  const words = new Words(random, count);
  return Array.from({ length: count }, (_, index): SearchRecord => {
    const name = random.next() < 0.03 ? ukrainianName(random, words) : englishName(random, words);
    const short = random.next() < 0.5 ? initialsOf(name) : designator(random);
    return {
      type: 'item',
      id: `source-${index % 97}/aid-${index % 9973}/item-${index}`,
      name,
      aliases: [short, englishName(random, words)],
      details: [{ field: 'description', text: description(random, words) }],
    };
  });
}
