import type { SearchRecord } from '../src/search/search.ts';

/** Real-shaped names with their other names. */
const ITEMS: readonly (readonly [name: string, ...aliases: string[]])[] = [
  ['body armor', 'bulletproof vests'],
  ['night vision goggles', 'NVG', 'NVGs', 'night vision devices'],
  ['additional communications equipment', 'communications equipment'],
  ['Meals Ready to Eat', 'MREs', 'MRE'],
  ['medical supplies'],
  ['helmets'],
  ['sleeping mats'],
  ['water purification units'],
  ['explosive ordnance disposal equipment'],
  ['handheld radios'],
  ['clothing'],
  ['shelters'],
  ['small power generators'],
  ['hand fuel pumps'],
  ['engineering equipment'],
  ['communications equipment'],
  ['vehicles'],
  ['non-lethal individual tactical gear'],
  ['20-person shelters'],
  ['sleeping bags'],
  ['fuel filter adapters'],
  ['barbed wire'],
  ['patrol flashlights'],
  ['perimeter alarm systems'],
  ['fuel pumps'],
  ['concertina wire'],
  ['vehicle batteries'],
  ['spare tires'],
  ['binoculars'],
  ['excavators'],
  ['trucks'],
  ['generators'],
  ['food storage freezers'],
  ['field stoves'],
  ['communications gear', 'communications equipment'],
  ['M777 howitzers'],
  ['155 mm artillery shells'],
  ['приціл нічного бачення'],
];

const QUOTE =
  'Embassy Kyiv has purchased and delivered equipment to the Ukrainian State Border Guard Service, for use in monitoring and securing their borders.';

/** An item as the facts would have it; its id is `sheet/aid/<slug>`. */
export function itemRecord(name: string, draft: Partial<SearchRecord> = {}): SearchRecord {
  const slug = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return { type: 'item', id: `sheet/aid/${slug}`, name, aliases: [], details: [], ...draft };
}

export const RECORDS: readonly SearchRecord[] = [
  ...ITEMS.map(([name, ...aliases]) => itemRecord(name, { aliases })),
  {
    type: 'assistance',
    id: 'sheet/embassy',
    name: 'Goods for the border guard, bought in Kyiv',
    aliases: [],
    details: [{ field: 'quote', text: QUOTE }],
  },
  {
    type: 'program',
    id: 'foreign-military-financing',
    name: 'Foreign Military Financing',
    aliases: ['FMF'],
    details: [],
  },
  { type: 'party', id: 'ukraine', name: 'Ukraine', aliases: [], details: [] },
  {
    type: 'party',
    id: 'border-guard',
    name: 'State Border Guard Service of Ukraine',
    aliases: ['SBGS', 'Ukrainian State Border Guard Service'],
    details: [],
  },
  {
    type: 'engagement',
    id: 'sheet/steering-group',
    name: 'U.S. European Command general/flag officer steering group meeting with Ukrainian counterparts',
    aliases: [],
    details: [
      { field: 'place', text: 'Kyiv' },
      { field: 'topic', text: 'strategic direction for future military-to-military cooperation' },
    ],
  },
  {
    type: 'source',
    id: 'sheet',
    name: 'U.S. security assistance to Ukraine',
    aliases: [],
    details: [{ field: 'publisher', text: 'The White House' }],
  },
];
