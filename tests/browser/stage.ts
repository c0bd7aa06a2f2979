import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { startBrowser } from './chromium.ts';
import { type Program, startProgram } from './program.ts';
import { Visitor } from './visitor.ts';

export interface Look {
  readonly width?: number;
  readonly theme?: 'dark' | 'light';
  /** Sent with each test that wants the page's language to be another. */
  readonly locale?: string;
}

const HEIGHT = 900;
/** Of a single step, on a machine that has other work; nothing waits that long where all is well. */
const TIMEOUT_MS = 25_000;

/** One program and one browser for all tests of a file. */
export class Stage {
  #browser: Browser | undefined;
  #program: Program | undefined;

  constructor() {
    beforeAll(async () => {
      [this.#browser, this.#program] = await Promise.all([startBrowser(), startProgram()]);
    });
    afterAll(async () => {
      await this.#browser?.close();
      expect(await this.#program?.stop()).toBe(0);
    });
  }

  get address(): string {
    if (this.#program === undefined) throw new Error('The program is there inside tests only.');
    return this.#program.address;
  }

  /** A person at a window of their own, which ends with the test. Whatever the page complains of fails the test. */
  async visit(look: Look = {}, address: string = this.address): Promise<Visitor> {
    if (this.#browser === undefined) throw new Error('The browser is there inside tests only.');
    const context = await this.#browser.newContext(settingsOf(look));
    context.setDefaultTimeout(TIMEOUT_MS);
    const visitor = new Visitor(await context.newPage(), address);
    onTestFinished(async () => {
      await context.close();
      expect(visitor.complaints).toEqual([]);
    });
    await visitor.enter();
    return visitor;
  }
}

/** The same zone and language on every machine. */
function settingsOf({ width = 1280, theme = 'dark', locale = 'en-GB' }: Look): BrowserContextOptions {
  return {
    viewport: { width, height: HEIGHT },
    colorScheme: theme,
    locale,
    timezoneId: 'Europe/Kyiv',
    reducedMotion: 'reduce',
  };
}
