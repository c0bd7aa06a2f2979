import { html, render } from 'lit';
import { App } from './app.ts';
import { colourComponents } from './components.ts';
import { ComposerController } from './composer/controller.ts';
import { drawChat } from './views/chat.ts';
import { drawSidebar } from './views/sidebar.ts';
import { drawWire } from './views/wire.ts';

/** Who has scrolled up this far reads, and is not carried away by what comes. */
const NEAR_END_PX = 120;
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
const root = document.body;

function draw(): void {
  isAsked = false;
  const { theme, isMenuOpen } = app.state;
  document.documentElement.dataset.theme = theme;
  const keepEnd = whetherAtEnd();
  const closeMenu = () => app.change({ isMenuOpen: false });
  render(
    html`${drawSidebar(app)}
      <div class="veil" ?hidden=${!isMenuOpen} @click=${closeMenu}></div>
      ${drawChat(app, controller)} ${drawWire(app)}`,
    root,
  );
  if (keepEnd) void scrollToEnd();
  root.querySelector('.suggestions [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
}

function whetherAtEnd(): boolean {
  const scroll = root.querySelector('.scroll');
  return scroll === null || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
}

/** Web components take a moment to have their size, and pictures another. */
async function scrollToEnd(): Promise<void> {
  const scroll = root.querySelector('.scroll');
  if (scroll === null || app.state.messages.size === 0) return;
  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight;
  };
  toEnd();
  await new Promise(requestAnimationFrame);
  toEnd();
}

root.addEventListener(
  'load',
  ({ target }) => {
    if (target instanceof HTMLImageElement && whetherAtEnd()) void scrollToEnd();
  },
  true,
);
root.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && app.state.isMenuOpen) app.change({ isMenuOpen: false });
});
setInterval(() => app.change({}), REDRAW_MS);

root.replaceChildren();
draw();
app.start();
