import type { Locator, Page, WebSocketRoute } from 'playwright-core';

/** What options hold, in the words of who fills them. */
export type Answers = Readonly<Record<string, string>>;

/** A person at the page, who finds things by their names alone, as those do who do not see it. */
export class Visitor {
  readonly page: Page;
  readonly #address: string;
  /** What the browser said of the page: errors, what its security policy refused, what it could not load. */
  readonly complaints: string[] = [];

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
    // Playwright catches file choosers from a moment after somebody listens: who listens only then may come too late.
    page.on('filechooser', () => undefined);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(address).origin)
        this.complaints.push(`The page asked for ${request.url()}.`);
    });
  }

  get box(): Locator {
    return this.page.getByRole('combobox', { name: 'Message', exact: true });
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  get messages(): Locator {
    return this.log.locator('[data-message]');
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What the box offers: commands, or what an option takes. */
  list(name: 'Commands' | 'Choices'): Locator {
    return this.page.getByRole('listbox', { name, exact: true });
  }

  /** Until the bot has offered something for all that is typed. */
  async isOffered(): Promise<void> {
    await this.page.locator('[role=listbox][aria-busy=false] [role=option]').first().waitFor();
  }

  async enter(): Promise<void> {
    await this.page.goto(this.#address);
    await this.status.filter({ hasText: 'Connected' }).waitFor();
  }

  async be(person: 'Member' | 'Admin'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'You are' }).getByRole('radio', { name: person }).check();
  }

  async openChannel(name: string): Promise<void> {
    // Where there is room they are beside the messages, else behind a button.
    if (await this.button('Menu').isVisible()) await this.button('Menu').click();
    await this.button(name).click();
    await this.page.getByRole('heading', { name, exact: true }).waitFor();
  }

  /** Begins a command by its name. */
  async choose(command: string): Promise<void> {
    await this.box.focus();
    await this.page.keyboard.type(command);
    // The commands come a moment after the page.
    await this.#row('Commands', command).waitFor();
    await this.page.keyboard.type(' ');
    await this.list('Commands').waitFor({ state: 'hidden' });
  }

  async nextDay(): Promise<void> {
    await this.button('Next day').click();
  }

  /** Comes anew, over a line to the server that can be cut. */
  async holdLine(): Promise<{ cut(): void; mend(): void }> {
    const open = new Set<WebSocketRoute>();
    let isCut = false;
    await this.page.routeWebSocket(/\/window$/, async (line) => {
      if (isCut) return line.close();
      open.add(line);
      line.connectToServer();
    });
    await this.page.reload();
    await this.status.filter({ hasText: 'Connected' }).waitFor();
    return {
      cut() {
        isCut = true;
        for (const line of open) void line.close();
        open.clear();
      },
      mend() {
        isCut = false;
      },
    };
  }

  /** Asks without a mouse. @returns the bot's answer */
  async types(command: string, answers: Answers = {}): Promise<Locator> {
    const { keyboard } = this.page;
    await this.choose(command);
    for (const [option, text] of Object.entries(answers)) {
      // An option that must be filled is asked for by itself.
      if (!(await this.#isAsked(option))) await keyboard.type(`${option}:`);
      if (option === 'file') await this.#giveFile(text, () => keyboard.press('Enter'));
      else {
        await keyboard.type(text);
        await keyboard.press('Tab');
      }
    }
    return this.answerTo(() => keyboard.press('Enter'));
  }

  /** Asks without a key wherever the page offers what is wanted; numbers and dates have to be typed. @returns the bot's answer */
  async clicks(command: string, answers: Answers = {}): Promise<Locator> {
    await this.button('Commands').click();
    await this.#row('Commands', command).click();
    for (const [option, text] of Object.entries(answers)) {
      if (!(await this.#isAsked(option))) await this.#row('Choices', option).click();
      if (option === 'file') await this.#giveFile(text, () => this.page.getByText('Choose a file').click());
      else if (TYPED.has(option)) await this.box.fill(text);
      else await this.#row('Choices', text).click();
    }
    return this.answerTo(() => this.button('Send').click());
  }

  /** Whether the box says that it is this option that it wants. */
  async #isAsked(option: string): Promise<boolean> {
    const hint = await this.page.locator('#hint').textContent();
    return hint?.startsWith(`${option} (required):`) || hint?.startsWith(`${option}:`) || false;
  }

  #row(list: 'Commands' | 'Choices', label: string): Locator {
    const has = this.page.getByText(label, { exact: true });
    return this.list(list).getByRole('option').filter({ has }).first();
  }

  async #giveFile(path: string, ask: () => Promise<void>): Promise<void> {
    // The box is drawn a moment after the key that asks for it.
    await this.page.getByText('Choose a file').waitFor();
    const asked = this.page.waitForEvent('filechooser');
    await ask();
    await (await asked).setFiles(path);
    await this.page.getByRole('button', { name: /^Change file:/ }).waitFor();
  }

  /** What is new in the channel after something was done. */
  async answerTo(act: () => Promise<void>): Promise<Locator> {
    const next = this.messages.nth(await this.messages.count());
    await act();
    await next.waitFor();
    const id = await next.getAttribute('data-message');
    const answer = this.log.locator(`[data-message="${id}"]`);
    await answer.locator('.thinking').waitFor({ state: 'detached' });
    return answer;
  }
}

/** Options that offer nothing to click. */
const TYPED = new Set(['revision', 'since', 'until', 'as_of', 'why']);
