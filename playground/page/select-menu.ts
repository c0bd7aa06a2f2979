import type { APIStringSelectComponent } from 'discord-api-types/v10';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';

/**
 * A string select menu that works by keyboard and is read aloud: the one of `@skyra/discord-components-core` is for looking
 * at. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-select-only/
 */
export class SelectMenu extends LitElement {
  static override properties = {
    menu: { attribute: false },
    isOpen: { state: true },
    isUp: { type: Boolean, reflect: true, attribute: 'up' },
    row: { state: true },
    chosen: { state: true },
  };

  declare menu: APIStringSelectComponent | undefined;
  declare isOpen: boolean;
  /** The list opens upwards: there is more room. */
  declare isUp: boolean;
  declare row: number;
  declare chosen: readonly string[];

  constructor() {
    super();
    this.isOpen = false;
    this.isUp = false;
    this.row = 0;
    this.chosen = [];
  }

  static override styles = css`
    :host { position: relative; display: block; width: 400px; max-width: 100%; margin: 4px 0; }
    button {
      display: flex; justify-content: space-between; gap: 8px; width: 100%; min-height: 40px; padding: 8px 12px;
      border: 1px solid var(--edge); border-radius: 8px; background: var(--field); color: var(--text);
      font: inherit; font-size: 1rem; text-align: start; cursor: pointer;
    }
    button:disabled { cursor: not-allowed; opacity: 0.5; }
    button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    svg { flex: none; width: 20px; height: 20px; fill: currentColor; }
    ul {
      position: absolute; z-index: 5; inset-inline: 0; top: calc(100% + 4px); max-height: 300px; overflow-y: auto;
      margin: 0; padding: 6px; list-style: none; border: 1px solid var(--edge); border-radius: 8px;
      background: var(--popup); box-shadow: var(--shadow);
    }
    :host([up]) ul { top: auto; bottom: calc(100% + 4px); }
    li { padding: 8px 10px; border-radius: 4px; color: var(--text); cursor: pointer; }
    li[data-active] { background: var(--chosen); }
    li[aria-selected='true'] { box-shadow: inset 3px 0 0 var(--accent); }
    small { display: block; color: var(--muted); font-size: 0.8125rem; }
  `;

  override render(): TemplateResult {
    const { menu } = this;
    const options = menu?.options ?? [];
    const label = menu?.placeholder ?? 'Make a selection';
    const picked = options
      .filter((option) => this.chosen.includes(option.value))
      .map((option) => option.label);
    return html`<button
        role="combobox"
        aria-label=${label}
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-controls="list"
        aria-activedescendant=${this.isOpen ? `row-${this.row}` : nothing}
        ?disabled=${menu?.disabled ?? false}
        @click=${() => this.#toggle()}
        @keydown=${(event: KeyboardEvent) => this.#press(event)}
        @blur=${() => this.#close()}
      >
        <span>${picked.length > 0 ? picked.join(', ') : label}</span>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5.3 9.3a1 1 0 0 1 1.4 0l5.3 5.3 5.3-5.3a1 1 0 1 1 1.4 1.4l-6 6a1 1 0 0 1-1.4 0l-6-6a1 1 0 0 1 0-1.4z" /></svg>
      </button>
      <ul id="list" role="listbox" aria-label=${label} ?hidden=${!this.isOpen}>
        ${options.map((option, i) => this.#drawOption(option, i))}
      </ul>`;
  }

  #drawOption(
    { label, description, value }: APIStringSelectComponent['options'][number],
    row: number,
  ): TemplateResult {
    // Before the button loses the focus, which would close the list under the pointer.
    const keepFocus = (event: Event) => event.preventDefault();
    return html`<li
      id="row-${row}"
      role="option"
      aria-selected=${this.chosen.includes(value)}
      ?data-active=${row === this.row}
      @pointerdown=${keepFocus}
      @mousedown=${keepFocus}
      @pointermove=${() => {
        this.row = row;
      }}
      @click=${() => this.#choose(row)}
    >
      ${label}${description ? html`<small>${description}</small>` : nothing}
    </li>`;
  }

  protected override updated(): void {
    if (this.isOpen) this.renderRoot.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }

  #toggle(): void {
    if (this.isOpen) this.#close();
    else {
      const { top, bottom } = this.getBoundingClientRect();
      this.isUp = top > innerHeight - bottom;
      this.isOpen = true;
      this.row = 0;
    }
  }

  #press(event: KeyboardEvent): void {
    const { key } = event;
    if (!this.isOpen) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      event.preventDefault();
      this.#toggle();
      return;
    }
    if (key === 'Tab') {
      this.#close();
      return;
    }
    const moved = this.#rowAfter(key);
    if (moved !== undefined) this.row = moved;
    else if (key === 'Enter' || key === ' ') this.#choose(this.row);
    else if (key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #rowAfter(key: string): number | undefined {
    const options = this.menu?.options ?? [];
    const last = options.length - 1;
    if (key === 'ArrowDown') return Math.min(this.row + 1, last);
    if (key === 'ArrowUp') return Math.max(this.row - 1, 0);
    if (key === 'Home') return 0;
    if (key === 'End') return last;
    if (key.length !== 1 || key === ' ') return undefined;
    const begins = (i: number) => options[i]?.label.toLowerCase().startsWith(key.toLowerCase());
    const order = options.map((_, i) => (this.row + 1 + i) % options.length);
    return order.find(begins) ?? this.row;
  }

  /** One of one is chosen at once; of several, when the list is closed. */
  #choose(row: number): void {
    const value = this.menu?.options[row]?.value;
    if (value === undefined) return;
    if ((this.menu?.max_values ?? 1) > 1) {
      const isChosen = this.chosen.includes(value);
      this.chosen = isChosen ? this.chosen.filter((one) => one !== value) : [...this.chosen, value];
      return;
    }
    this.isOpen = false;
    this.#tell([value]);
  }

  #close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const { max_values: max = 1, min_values: min = 1 } = this.menu ?? {};
    if (max > 1 && this.chosen.length >= min && this.chosen.length > 0) this.#tell(this.chosen);
  }

  #tell(values: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: values }));
    this.chosen = [];
  }
}

customElements.define('select-menu', SelectMenu);
