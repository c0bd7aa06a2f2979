import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PageOption } from '../commands.ts';
import type { ComposerController } from '../composer/controller.ts';
import type { Composer } from '../composer/model.ts';
import { activeOption, isAsking, type Row } from '../composer/rows.ts';

/**
 * The box: a combobox whose list stands above it, as in Discord.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function drawComposer(controller: ComposerController, channel: string): TemplateResult {
  const { composer, rows } = controller;
  const option = activeOption(composer);
  const isOpen = rows.length > 0;
  return html`<form
    class="composer"
    @submit=${(event: Event) => submit(event, controller)}
    @dragover=${(event: DragEvent) => event.preventDefault()}
    @drop=${(event: DragEvent) => takeDrop(event, controller)}
  >
    ${drawList(controller, rows, option)}
    <div class="box" @click=${(event: Event) => focusInput(event.currentTarget)}>
      ${drawButton('Commands', 'button', () => controller.offerCommands())}
      ${composer.command === undefined ? nothing : drawFilled(composer, composer.command.label, controller)}
      ${option === undefined ? nothing : html`<span class="name" aria-hidden="true">${option.label}</span>`}
      <input
        id="message"
        class=${option === undefined ? 'free' : 'value'}
        role="combobox"
        aria-label="Message"
        aria-autocomplete="list"
        aria-expanded=${isOpen}
        aria-controls="suggestions"
        aria-activedescendant=${composer.row === -1 ? nothing : `suggestion-${composer.row}`}
        aria-describedby="hint"
        aria-invalid=${composer.error !== ''}
        autocomplete="off"
        spellcheck="false"
        placeholder=${placeholderOf(composer, option, channel)}
        .value=${live(composer.text)}
        @input=${(event: InputEvent) => controller.type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => press(event, controller, option)}
      />
      ${option?.kind === 'file' ? drawFileButton(option, controller) : nothing}
      ${drawButton('Send', 'submit')}
    </div>
    <p id="hint" class="hint">${hintOf(composer, option)}</p>
    <p class="fault" role="alert">${composer.error || composer.offered.failure}</p>
  </form>`;
}

const ICONS = {
  Commands: 'M15.2 3.1a1 1 0 0 1 .7 1.2l-4.2 15.9a1 1 0 1 1-1.9-.5L14 3.8a1 1 0 0 1 1.2-.7z',
  Send: 'M4.4 3.2 20.6 11a1.1 1.1 0 0 1 0 2L4.4 20.8a1 1 0 0 1-1.4-1.2L5.2 13 13 12l-7.8-1L3 4.4a1 1 0 0 1 1.4-1.2z',
};

/** What a key does too. The box keeps the focus when it is pressed by a pointer. */
function drawButton(name: keyof typeof ICONS, type: 'button' | 'submit', act?: () => void): TemplateResult {
  return html`<button
    type=${type}
    class="icon"
    aria-label=${name}
    @pointerdown=${(event: Event) => event.preventDefault()}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${() => {
      act?.();
      document.getElementById('message')?.focus();
    }}
  >
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS[name]} /></svg>
  </button>`;
}

function drawFilled(composer: Composer, label: string, controller: ComposerController): TemplateResult {
  const { command, filled } = composer;
  const options = (command?.options ?? []).filter(({ name }) => name in filled);
  return html`<span class="command">${label}</span>${options.map(
    (option) =>
      html`<button
          type="button"
          class="filled"
          aria-label=${`Change ${option.label}: ${filled[option.name]?.text ?? ''}`}
          @click=${() => controller.edit(option.name)}
        >
          <span class="name">${option.label}</span><span class="text">${filled[option.name]?.text}</span>
        </button>`,
  )}`;
}

function drawList(
  controller: ComposerController,
  rows: readonly Row[],
  option: PageOption | undefined,
): TemplateResult {
  const { composer } = controller;
  const isCommands = composer.command === undefined;
  return html`<div class="suggestions" ?hidden=${rows.length === 0}>
    <div class="title" aria-hidden="true">${titleOf(composer, option)}</div>
    <ul
      id="suggestions"
      role="listbox"
      aria-label=${isCommands ? 'Commands' : 'Choices'}
      aria-busy=${isAsking(composer)}
    >
      ${repeat(rows, keyOf, (row, i) => drawRow(row, i, controller))}
    </ul>
  </div>`;
}

/** Each row has an element of its own: one that a pointer is pressed on does not become another meanwhile. */
function keyOf(row: Row): string {
  return row.type === 'value' ? `${row.label} ${row.filled.value}` : row.label;
}

function drawRow(row: Row, i: number, controller: ComposerController): TemplateResult {
  const isChosen = i === controller.composer.row;
  return html`<li
    id="suggestion-${i}"
    role="option"
    aria-selected=${isChosen}
    @pointerdown=${(event: Event) => event.preventDefault()}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${() => controller.take(row)}
  >
    <span class="label">${row.label}${
      row.type === 'option' && row.option.required ? html`<span class="required">required</span>` : nothing
    }</span>
    ${row.detail === '' ? nothing : html`<span class="detail">${row.detail}</span>`}
    ${row.type === 'command' ? drawOptions(row.command.options) : nothing}
  </li>`;
}

/** What a command takes, at a glance; its list of options comes when it is chosen. */
function drawOptions(options: readonly PageOption[]): TemplateResult {
  return html`<span class="options" aria-hidden="true"
    >${options.slice(0, 5).map(({ label, required }) => html`<span ?data-required=${required}>${label}</span>`)}</span
  >`;
}

function drawFileButton({ label }: PageOption, controller: ComposerController): TemplateResult {
  const take = ({ target }: Event) => {
    const [file] = (target as HTMLInputElement).files ?? [];
    if (file !== undefined)
      void controller.giveFile(file).then(() => document.getElementById('message')?.focus());
  };
  return html`<label class="file"
    >Choose a file<input type="file" aria-label=${label} tabindex="-1" @change=${take}
  /></label>`;
}

function press(event: KeyboardEvent, controller: ComposerController, option: PageOption | undefined): void {
  const isForFile = option?.kind === 'file' && event.key === 'Enter';
  if (isForFile) {
    const box = (event.target as HTMLElement).closest('.box');
    box?.querySelector<HTMLInputElement>('input[type=file]')?.click();
    event.preventDefault();
    return;
  }
  if (controller.press(event)) event.preventDefault();
}

function submit(event: Event, controller: ComposerController): void {
  event.preventDefault();
  controller.submit();
}

function takeDrop(event: DragEvent, controller: ComposerController): void {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file !== undefined) void controller.giveFile(file);
}

function focusInput(box: EventTarget | null): void {
  if (box instanceof HTMLElement && !box.contains(document.activeElement)) {
    box.querySelector<HTMLInputElement>('#message')?.focus();
  }
}

function titleOf({ command }: Composer, option: PageOption | undefined): string {
  if (command === undefined) return 'Commands';
  return option === undefined ? 'Options' : option.label;
}

function placeholderOf(composer: Composer, option: PageOption | undefined, channel: string): string {
  if (option !== undefined) return option.kind === 'file' ? 'Enter chooses, or drop it here' : '';
  if (composer.command === undefined) return `Message #${channel}, or / for commands`;
  return 'Enter sends, Tab adds an option';
}

/** What is asked for now, for everybody and read aloud with the box. */
function hintOf(composer: Composer, option: PageOption | undefined): string {
  const { command } = composer;
  if (command === undefined) return '';
  if (option === undefined) return `${command.label}: ${command.description}`;
  return `${option.label}${option.required ? ' (required)' : ''}: ${option.description}`;
}
