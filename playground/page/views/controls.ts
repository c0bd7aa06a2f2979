import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
  APIStringSelectComponent,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { PageMessage } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { SelectMenu } from '../select-menu.ts';

// Numbers of Discord's: the package that names them is made for servers, and a browser does not load it.
// https://docs.discord.com/developers/components/reference#component-object-component-types
const isRow = (
  one: APIMessageTopLevelComponent,
): one is APIActionRowComponent<APIComponentInMessageActionRow> => Number(one.type) === 1;
const isButton = (one: APIComponentInMessageActionRow): one is APIButtonComponent => Number(one.type) === 2;
const isMenu = (one: APIComponentInMessageActionRow): one is APIStringSelectComponent =>
  Number(one.type) === 3;

/** https://docs.discord.com/developers/components/reference#button-button-styles */
const STYLES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'destructive',
};

/** The buttons and menus of a message, which work. */
export function drawControls(message: PageMessage, app: App): TemplateResult | typeof nothing {
  if (message.components.length === 0) return nothing;
  const rows = message.components.map((row) => drawRow(row, message, app));
  return html`<discord-attachments slot="components">${rows}</discord-attachments>`;
}

function drawRow(row: APIMessageTopLevelComponent, message: PageMessage, app: App): TemplateResult {
  if (!isRow(row)) return html`<p class="unknown">This page does not draw this component.</p>`;
  return html`<discord-action-row>${row.components.map((one) => drawControl(one, message, app))}</discord-action-row>`;
}

function drawControl(
  component: APIComponentInMessageActionRow,
  message: PageMessage,
  app: App,
): TemplateResult | typeof nothing {
  if (isButton(component)) return drawButton(component, message, app);
  if (isMenu(component)) return drawMenu(component, message, app);
  return html`<p class="unknown">This page does not draw this menu.</p>`;
}

function drawButton(button: APIButtonComponent, message: PageMessage, app: App): TemplateResult {
  const label = 'label' in button ? (button.label ?? '') : '';
  if ('url' in button) {
    return html`<discord-button url=${button.url} ?disabled=${button.disabled}>${label}</discord-button>`;
  }
  const customId = 'custom_id' in button ? button.custom_id : '';
  const press = () => {
    if (button.disabled) return;
    void app.perform(`the button “${label}”`, { type: 'press', message: message.id, customId });
  };
  return html`<discord-button
    type=${STYLES[button.style] ?? 'secondary'}
    ?disabled=${button.disabled}
    @click=${press}
    >${label}</discord-button
  >`;
}

function drawMenu(menu: APIStringSelectComponent, message: PageMessage, app: App): TemplateResult {
  const choose = ({ detail }: CustomEvent<SelectMenu['chosen']>) => {
    const { custom_id: customId } = menu;
    void app.perform('the menu', { type: 'choose', message: message.id, customId, values: [...detail] });
  };
  return html`<select-menu
    .menu=${menu}
    @choose=${choose}
  ></select-menu>`;
}
