import { html, type TemplateResult } from 'lit';
import type { OptionValues, PersonKey } from '../../protocol.ts';
import type { App } from '../app.ts';

interface Stop {
  readonly question: string;
  readonly shows: string;
  readonly command: string;
  readonly options: OptionValues;
  /** Who may. */
  readonly as?: PersonKey;
}

/** Five first questions, each for something that sets Tranche apart. */
const STOPS: readonly Stop[] = [
  {
    question: 'How much since March 2014?',
    shows: '“More than $23 million” stays that, and each dollar counts once',
    command: '/total',
    options: { since: 'March 2014', until: 'June 2014' },
  },
  {
    question: 'Did they get “nite vison gogles”?',
    shows: 'It says what it is not sure of, and shows the sentence it rests on',
    command: '/item',
    options: { name: 'nite vison gogles' },
  },
  {
    question: 'The drawdowns, month by month',
    shows: 'Ceilings that no sum makes firm: “up to” in every bar of the chart',
    command: '/total',
    options: { program: 'drawdown', chart: 'month' },
  },
  {
    question: 'What meetings are coming?',
    shows: '“Early June” stays early June; exact times in your zone',
    command: '/meetings',
    options: {},
  },
  {
    question: 'Remind this channel of them',
    shows: 'As the admin; then let the days go by until a reminder comes',
    command: '/remind add',
    options: { before: '1w, 1d' },
    as: 'admin',
  },
];

export function drawTour(app: App, isLarge: boolean): TemplateResult {
  return html`<section class="tour" aria-label="Tour" ?data-large=${isLarge}>
    ${STOPS.map(
      (stop) =>
        html`<button type="button" title=${stop.shows} @click=${() => void ask(stop, app)}>
          <strong>${stop.question}</strong>
          <span ?hidden=${!isLarge}>${stop.shows}</span>
        </button>`,
    )}
  </section>`;
}

async function ask({ command, options, as: person }: Stop, app: App): Promise<void> {
  if (person !== undefined) await app.become(person);
  await app.perform(command, { type: 'run', channel: app.state.channel, command, options });
}
