import { html, nothing, type TemplateResult } from 'lit';
import type { Locale, PersonKey } from '../../protocol.ts';
import type { App } from '../app.ts';
import { botTime, type State } from '../state.ts';
import { isoDay, writeDay } from '../times.ts';

const PEOPLE: readonly { readonly key: PersonKey; readonly label: string }[] = [
  { key: 'member', label: 'Member' },
  { key: 'admin', label: 'Admin' },
];

export function drawSidebar(app: App): TemplateResult {
  const { state } = app;
  return html`<aside class="sidebar" id="menu" aria-label="Server" ?data-open=${state.isMenuOpen}>
    <header><h2>${state.server || 'Tranche'}</h2></header>
    ${drawChannels(app)} ${drawTime(app)}
    <div class="me">${drawPeople(app)} ${drawLanguage(app)}</div>
  </aside>`;
}

function drawChannels(app: App): TemplateResult {
  const { channels, channel, unread } = app.state;
  return html`<nav aria-label="Channels">
    <h3>Text channels</h3>
    ${channels.map(
      ({ id, name }) =>
        html`<button
          class="channel"
          aria-label=${name}
          aria-current=${id === channel ? 'page' : nothing}
          ?data-unread=${unread.has(id)}
          @click=${() => app.openChannel(id)}
        >
          <span aria-hidden="true">#</span>${name}${unread.has(id) ? html`<span class="dot" aria-hidden="true"></span>` : nothing}
        </button>`,
    )}
  </nav>`;
}

function drawTime(app: App): TemplateResult {
  const { state } = app;
  const now = botTime(state);
  const isKnown = state.clock.receivedAt > 0;
  const move = (to: string) => void app.perform('the clock', { type: 'time', to });
  const { isMoving } = state.clock;
  return html`<fieldset class="time" role="group" aria-label="Time">
    <legend>The bot’s day</legend>
    <p class="day" aria-live="polite">${isKnown ? writeDay(now, state.locale === 'uk' ? 'uk' : 'en-GB') : '…'}</p>
    <div class="row">
      <button type="button" ?disabled=${isMoving} @click=${() => move('next-day')}>Next day</button>
      <button type="button" ?disabled=${isMoving} @click=${() => move('today')}>Today</button>
    </div>
    <input
      type="date"
      aria-label="Date"
      min="1970-01-01"
      max="2100-12-31"
      .value=${isKnown ? isoDay(now) : ''}
      ?disabled=${isMoving}
      @change=${(event: Event) => chooseDay(event, move)}
    />
    <p class="note">${noteOf(state)}</p>
  </fieldset>`;
}

function chooseDay({ target }: Event, move: (day: string) => void): void {
  const { value, validity } = target as HTMLInputElement;
  if (value !== '' && validity.valid) move(value);
}

function noteOf({ clock }: State): string {
  if (clock.isMoving) return 'The days go by; reminders that fall due arrive on the way…';
  return clock.isOpening
    ? 'It opens in May 2014, when the meetings it knows of were still to come.'
    : 'Reminders arrive when their day comes.';
}

function drawPeople(app: App): TemplateResult {
  const { person } = app.state;
  return html`<fieldset class="people" role="radiogroup" aria-label="You are">
    <legend>You are</legend>
    ${PEOPLE.map(
      ({ key, label }) =>
        html`<label class="person"
          ><input
            type="radio"
            name="person"
            .checked=${key === person}
            @change=${() => void app.become(key)}
          /><img src="/page/avatars/${key}.svg" alt="" />${label}</label
        >`,
    )}
  </fieldset>`;
}

function drawLanguage(app: App): TemplateResult {
  const { locale } = app.state;
  const choose = ({ target }: Event) => {
    app.settle({ locale: (target as HTMLSelectElement).value as Locale });
  };
  return html`<label class="language"
    ><span>Language</span>
    <select @change=${choose}>
      <option value="en-US" ?selected=${locale === 'en-US'}>English</option>
      <option value="uk" lang="uk" ?selected=${locale === 'uk'}>Українська</option>
    </select></label
  >`;
}
