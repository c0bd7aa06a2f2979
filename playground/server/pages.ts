import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join } from 'node:path';
import { FONT_FILES } from '../../src/replies/charts/typeface.ts';
import { Modules } from './modules.ts';

export interface Page {
  readonly type: string;
  readonly body: string | Uint8Array;
  /** Its address never means anything else. */
  readonly isForever?: true;
}

const FOLDER = join(import.meta.dirname, '..', 'page');
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  ts: 'text/javascript; charset=utf-8',
};

/** The files of the page: its own, with the types taken out of them, and those of the packages it imports. */
export class Pages {
  readonly #modules = new Modules();

  get contentSecurityPolicy(): string {
    return [
      "default-src 'none'",
      `script-src 'self' '${this.#modules.importMapHash}'`,
      "style-src 'self'",
      // The web components set colours by the attribute.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  }

  /** Reads anew each time: whoever works on the page sees a change after a reload. */
  async find(path: string): Promise<Page | undefined> {
    if (path === '/') return { type: 'text/html; charset=utf-8', body: await this.#index() };
    if (path.startsWith('/page/fonts/')) return readFont(basename(path));
    if (path.startsWith('/modules/')) return this.#module(path.slice('/modules/'.length));
    const [, name, extension = ''] = /^\/page\/((?:[\w-]+\/)?[\w.-]+\.(\w+))$/.exec(path) ?? [];
    const type = TYPES[extension];
    if (name === undefined || type === undefined) return undefined;
    const text = await readOwn(join(FOLDER, name));
    if (text === undefined) return undefined;
    return { type, body: extension === 'ts' ? stripTypeScriptTypes(text) : text };
  }

  async #index(): Promise<string> {
    const html = await readFile(join(FOLDER, 'index.html'), 'utf8');
    return html.replace(
      '<!-- import map -->',
      () => `<script type="importmap">${this.#modules.importMap}</script>`,
    );
  }

  async #module(path: string): Promise<Page | undefined> {
    const file = this.#modules.find(path);
    const body = file && (await readOwn(file));
    return body === undefined ? undefined : { type: TYPES.ts ?? '', body, isForever: true };
  }
}

/** The typeface of the charts: the page looks alike wherever it is opened. */
async function readFont(name: string): Promise<Page | undefined> {
  const file = FONT_FILES.find((one) => basename(one) === name);
  return file === undefined ? undefined : { type: 'font/ttf', body: await readFile(file) };
}

async function readOwn(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
