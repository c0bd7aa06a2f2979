import '@skyra/discord-components-core';
import './select-menu.ts';
import { type CSSResultOrNative, css, unsafeCSS } from 'lit';

/** A web component, as far as its looks can be changed. */
interface Styled {
  elementStyles?: CSSResultOrNative[];
}

/**
 * The web components with the colours of the page, which are Discord's of today and have the contrast that people need. Their
 * own are fixed inside them, so rules are added to those they begin with, before the first of each is made.
 */
export function colourComponents(): void {
  for (const [tag, sheet] of Object.entries(SHEETS)) {
    const component = customElements.get(tag) as (CustomElementConstructor & Styled) | undefined;
    if (component?.elementStyles === undefined) throw new Error(`There is no web component <${tag}>.`);
    component.elementStyles.push(sheet);
  }
}

const FONT = unsafeCSS('var(--font)');

const SHEETS: Readonly<Record<string, CSSResultOrNative>> = {
  'discord-messages': css`
    :host, :host([light-theme]) { color: var(--text); background: none; border: 0; font-family: ${FONT}; line-height: 1.375; }
  `,
  'discord-message': css`
    :host, :host([light-theme]) { color: var(--text); font-family: ${FONT}; font-size: 1rem; line-height: 1.375; padding-right: 1rem; }
    :host(:hover) { background: var(--hover); }
    :host([highlight]), :host([highlight][light-theme]), :host([highlight]:hover) { background: var(--highlight); }
    .discord-message-content { min-width: 0; line-height: 1.375; }
    .discord-author-avatar img { cursor: default; }
    .discord-message-timestamp, :host([light-theme]) .discord-message-timestamp,
    .discord-message-edited, :host([light-theme]) .discord-message-edited { color: var(--muted); }
    .discord-message-body { overflow-wrap: anywhere; word-break: normal; }
    @media (max-width: 560px) {
      .discord-author-avatar { margin-right: 10px; min-width: 32px; }
      .discord-author-avatar img { width: 32px; height: 32px; }
    }
  `,
  'discord-author-info': css`
    :host .discord-author-username, :host([light-theme]) .discord-author-username { color: var(--strong); }
    :host .discord-author-username:hover { cursor: default; text-decoration: none; }
    :host .discord-application-tag { background: var(--accent); text-transform: none; font-size: 0.6875rem; font-weight: 600; border-radius: 4px; }
  `,
  'discord-embed': css`
    :host, :host([light-theme]) { color: var(--text); max-width: 100%; }
    :host .discord-left-border, :host([light-theme]) .discord-left-border { background-color: var(--edge-strong); }
    :host .discord-embed-root { flex: 0 1 auto; }
    :host .discord-embed-wrapper, :host([light-theme]) .discord-embed-wrapper { background: var(--embed); border: 1px solid var(--edge); border-left: 0; max-width: 560px; min-width: 0; }
    :host .discord-embed-wrapper .discord-embed-grid { display: grid; grid-template-columns: minmax(0, 1fr); }
    :host .discord-embed-title, :host([light-theme]) .discord-embed-title,
    :host .discord-embed-author, :host([light-theme]) .discord-embed-author { color: var(--strong); }
    :host .discord-embed-title a { color: var(--link); }
  `,
  'discord-embed-description': css`:host { line-height: 1.3; }`,
  'discord-embed-fields': css`
    :host { grid-template-columns: repeat(12, minmax(0, 1fr)); }
    @media (max-width: 560px) {
      ::slotted([inline-index='1']), ::slotted([inline-index='3']) { grid-column: 1 / 7 !important; }
      ::slotted([inline-index='2']) { grid-column: 7 / 13 !important; }
    }
  `,
  'discord-embed-field': css`
    :host { line-height: 1.3; word-break: normal; overflow-wrap: anywhere; }
    :host .discord-field-title, :host([light-theme]) .discord-field-title { color: var(--strong); }
  `,
  'discord-embed-footer': css`:host, :host([light-theme]) { color: var(--muted); overflow-wrap: anywhere; }`,
  'discord-mention': css`
    :host, :host([light-theme]) { color: var(--mention-text); background: var(--mention); cursor: default; }
    :host(:hover), :host([light-theme]:hover) { color: var(--mention-text); background: var(--mention); }
  `,
  'discord-time': css`:host { background: var(--time); white-space: normal; }`,
  'discord-quote': css`
    .discord-quote-divider, :host([light-theme]) .discord-quote-divider { background: var(--edge-strong); flex: none; }
  `,
  'discord-command': css`
    :host, :host([light-theme]) { color: var(--muted); font-family: ${FONT}; }
    :host .discord-replied-message-username { opacity: 1; cursor: default; color: var(--text) !important; }
    :host .discord-replied-message-username:hover { text-decoration: none; cursor: default; }
    :host .discord-slash-command-name, :host([light-theme]) .discord-slash-command-name,
    :host .discord-slash-command-name > *, :host([light-theme]) .discord-slash-command-name > * { color: var(--mention-text) !important; background: var(--mention) !important; }
    :host .discord-replied-message-content { cursor: default; color: var(--link); }
  `,
  'discord-file-attachment': css`
    .discord-file-attachment-mosaic-style, .discord-file-attachment-light-theme.discord-file-attachment-mosaic-style { background: var(--embed); border-color: var(--edge); }
    .discord-file-attachment-metadata { color: var(--muted) !important; }
  `,
  'discord-link': css`a, .discord-link-light-theme a { color: var(--link); }`,
  'discord-button': css`
    :host > *:first-child { font-family: ${FONT}; border-radius: 8px; min-width: 40px; }
    :host > *:first-child:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    .secondary { background: var(--button); color: var(--button-text); }
    .secondary.hoverable:hover { background: var(--button-hover); }
    .success { background: #1a7f43; } .success.hoverable:hover { background: #156636; }
    .destructive { background: #c9282d; } .destructive.hoverable:hover { background: #a92025; }
  `,
};
