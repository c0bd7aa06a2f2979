import { html, render } from 'lit';
import { App } from './app.ts';
import { colourComponents } from './components.ts';
import { ComposerController } from './composer/controller.ts';
import { EndKeeper } from './end-keeper.ts';
import { drawChat } from './views/chat.ts';
import { drawSidebar } from './views/sidebar.ts';
import { drawWire } from './views/wire.ts';

/** Relative times and the bot's day move on. */
const REDRAW_MS = 15_000;

colourComponents();

let isAsked = false;
const app: App = new App(() => {
  if (isAsked) return;
  isAsked = true;
  queueMicrotask(draw);
});
const controller = new ComposerController(app);
const endKeeper = new EndKeeper();
const root = document.body;
let shown = { channel: '', sending: 0 };

function draw(): void {
  isAsked = false;
  const { theme, isMenuOpen, channel, sending } = app.state;
  document.documentElement.dataset.theme = theme;
  const closeMenu = () => app.change({ isMenuOpen: false });
  render(
    html`${drawSidebar(app)}
      <div class="veil" ?hidden=${!isMenuOpen} @click=${closeMenu}></div>
      ${drawChat(app, controller)} ${drawWire(app)}`,
    root,
  );
  keepEnd(channel !== shown.channel || sending.length > shown.sending);
  shown = { channel, sending: sending.length };
  root.querySelector('.suggestions [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
}

/** @param isNews the person has opened a channel, or sent something */
function keepEnd(isNews: boolean): void {
  const scroller = root.querySelector<HTMLElement>('.scroll');
  const content = root.querySelector<HTMLElement>('.content');
  if (scroller === null || content === null) return;
  endKeeper.watch(scroller, content);
  if (isNews) endKeeper.goToEnd();
}

root.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && app.state.isMenuOpen) app.change({ isMenuOpen: false });
  const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  // As in Discord: whoever begins to type writes a message, wherever the focus was not in use.
  if (isText && event.key !== ' ' && isIdle(document.activeElement))
    document.getElementById('message')?.focus();
});

function isIdle(element: Element | null): boolean {
  return element === null || element === root || element.getAttribute('role') === 'log';
}

setInterval(() => app.change({}), REDRAW_MS);

root.replaceChildren();
draw();
app.start();
