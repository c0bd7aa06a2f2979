import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PageMessage } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { ComposerController } from '../composer/controller.ts';
import { judge } from '../judge.ts';
import { botTime, type Notice, type State } from '../state.ts';
import { localeOfTimes, writeDay } from '../times.ts';
import { drawComposer } from './composer.ts';
import type { Reading } from './markdown.ts';
import { drawMessage, drawNotice } from './message.ts';
import { drawTour } from './tour.ts';

export function drawChat(app: App, controller: ComposerController): TemplateResult {
  const { state } = app;
  const name = state.channels.find(({ id }) => id === state.channel)?.name ?? '';
  const entries = entriesOf(state);
  return html`<main class="chat">
    ${drawHeader(app, name)} ${drawTrouble(state)}
    <div class="scroll">
      <div class="content">
      ${entries.length === 0 ? drawEmpty(app, name) : nothing}
      <discord-messages role="log" aria-label="Messages" tabindex="0" ?light-theme=${state.theme === 'light'}>
        ${repeat(
          entries,
          ({ id }) => id,
          (entry) => drawEntry(entry, app),
        )}
      </discord-messages>
      ${state.sending.filter((sent) => sent.startsWith('/')).map((sent) => html`<p class="sending">Sending ${sent.split('\n')[0]}…</p>`)}
      </div>
    </div>
    <div class="bottom">
      ${entries.length > 0 ? drawTour(app, false) : nothing} ${drawComposer(controller, name)}
    </div>
  </main>`;
}

type Entry = PageMessage | Notice;

/** Messages in their order, each notice after what was there when it came; what that was may be gone. */
function entriesOf({ messages, notices, channel }: State): Entry[] {
  const here = [...messages.values()].filter((message) => message.channel === channel);
  const ours = notices.filter((notice) => notice.channel === channel);
  const after = (id: string) => ours.filter((notice) => notice.after === id);
  const first = ours.filter((notice) => !here.some(({ id }) => id === notice.after));
  return [...first, ...here.flatMap((message) => [message, ...after(message.id)])];
}

function drawEntry(entry: Entry, app: App): TemplateResult {
  return 'title' in entry ? drawNotice(entry, app) : drawMessage(entry, app, readingOf(app));
}

function readingOf(app: App): Reading {
  const { channels, roles, people, locale } = app.state;
  return {
    channels,
    roles,
    people,
    times: { locale: localeOfTimes(locale, navigator.language) },
    now: botTime(app.state),
    openChannel: (id) => app.openChannel(id),
  };
}

const MOON = 'M20.5 14.6A8.8 8.8 0 0 1 9.4 3.5a.7.7 0 0 0-.9-.9 9.8 9.8 0 1 0 12.9 12.9.7.7 0 0 0-.9-.9z';
const SUN =
  'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM11 1.5h2v3.4h-2zm0 17.6h2v3.4h-2zM1.5 11h3.4v2H1.5zm17.6 0h3.4v2h-3.4zM4.6 3.2 7 5.6 5.6 7 3.2 4.6zm13.8 13.8 2.4 2.4-1.4 1.4-2.4-2.4zm1-13.8 1.4 1.4L18.4 7 17 5.6zM5.6 17 7 18.4l-2.4 2.4-1.4-1.4z';

/** Drawn, not written: a machine may have no font with such a sign. */
function drawIcon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

function drawHeader(app: App, name: string): TemplateResult {
  const { state } = app;
  const troubles = state.wire.filter((entry) => judge(entry) !== 'fine').length;
  return html`<header class="top">
    <button
      type="button"
      class="icon menu"
      aria-label="Menu"
      aria-expanded=${state.isMenuOpen}
      aria-controls="menu"
      @click=${() => toggleMenu(app)}
    >
      ${drawIcon('M3 5.5h18v2H3zm0 5.5h18v2H3zm0 5.5h18v2H3z')}
    </button>
    <h1><span aria-hidden="true">#</span> ${name}</h1>
    <span class="status" role="status" data-state=${state.connection}>${statusOf(state)}</span>
    <button
      type="button"
      class="tool"
      aria-label="Wire"
      aria-expanded=${state.isWireOpen}
      aria-controls="wire"
      aria-description=${troubles > 0 ? `${troubles} to look at` : nothing}
      data-troubles=${troubles > 0 ? troubles : nothing}
      @click=${() => app.change({ isWireOpen: !state.isWireOpen })}
    >
      Wire
    </button>
    <button
      type="button"
      class="tool"
      aria-label="Theme"
      aria-pressed=${state.theme === 'light'}
      @click=${() => app.settle({ theme: state.theme === 'light' ? 'dark' : 'light' })}
    >
      ${drawIcon(state.theme === 'light' ? MOON : SUN)}
    </button>
  </header>`;
}

/** Who opens the drawer is in it, once it can be seen. */
function toggleMenu(app: App): void {
  const isMenuOpen = !app.state.isMenuOpen;
  app.change({ isMenuOpen });
  if (isMenuOpen) {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.channel')?.focus()),
    );
  }
}

function statusOf({ connection, bot }: State): string {
  if (connection === 'lost') return 'Connection lost, trying again…';
  if (connection === 'connecting') return 'Connecting…';
  return bot.isRunning ? 'Connected' : 'The bot has stopped';
}

function drawTrouble({ connection, bot }: State): TemplateResult | typeof nothing {
  if (connection === 'lost') {
    return html`<p class="trouble" role="alert">
      The playground does not answer. If you stopped it, start it again with <code>npm start</code>: this page comes back
      by itself.
    </p>`;
  }
  if (bot.isRunning) return nothing;
  return html`<p class="trouble" role="alert">The bot has stopped: ${bot.reason} Start it again with <code>npm start</code>.</p>`;
}

function drawEmpty(app: App, name: string): TemplateResult {
  const { clock, connection } = app.state;
  if (connection === 'connecting' || name === '') return html`<div class="empty"><p>Connecting…</p></div>`;
  return html`<div class="empty">
    <img src="/page/avatars/bot.svg" alt="" />
    <h2>Welcome to #${name}</h2>
    <p>
      This is Tranche, the real bot, on a Discord of its own on this machine. Nothing here reaches the network.
      ${
        clock.isOpening
          ? html`The bot believes that it is <strong>${writeDay(clock.now, 'en-GB')}</strong>: the meetings it knows of
              were still to come. <em>Today</em> brings it back.`
          : nothing
      }
    </p>
    <p>Ask one of these, or type <kbd>/</kbd> below.</p>
    ${drawTour(app, true)}
  </div>`;
}
