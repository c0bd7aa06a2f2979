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
      @click=${() => app.change({ isMenuOpen: !state.isMenuOpen })}
    >
      ☰
    </button>
    <h1><span aria-hidden="true">#</span> ${name}</h1>
    <span class="status" role="status" data-state=${state.connection}>${statusOf(state)}</span>
    <button
      type="button"
      class="tool"
      aria-label="Wire"
      aria-expanded=${state.isWireOpen}
      aria-controls="wire"
      @click=${() => app.change({ isWireOpen: !state.isWireOpen })}
    >
      Wire${troubles > 0 ? html`<span class="badge" aria-hidden="true">${troubles}</span>` : nothing}
    </button>
    <button
      type="button"
      class="tool"
      aria-label="Theme"
      aria-pressed=${state.theme === 'light'}
      @click=${() => app.settle({ theme: state.theme === 'light' ? 'dark' : 'light' })}
    >
      ${state.theme === 'light' ? '☾' : '☀'}
    </button>
  </header>`;
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
