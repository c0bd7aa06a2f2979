import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A package that the page imports, as its own files say: `entry` is what its name alone means in a browser. */
interface Package {
  readonly name: string;
  readonly entry: string;
  /** The package that brings it; the playground itself where absent. */
  readonly by?: string;
}

const SKYRA = '@skyra/discord-components-core';

const PACKAGES: readonly Package[] = [
  { name: SKYRA, entry: 'dist/index.js' },
  { name: 'lit', entry: 'index.js' },
  { name: 'lit-html', entry: 'lit-html.js', by: 'lit' },
  { name: 'lit-element', entry: 'index.js', by: 'lit' },
  { name: '@lit/reactive-element', entry: 'reactive-element.js', by: 'lit' },
  { name: '@lit/context', entry: 'index.js', by: SKYRA },
];

/** What the page imports by name, from `node_modules`. The address of a package holds its version, so it never changes. */
export class Modules {
  /** For a `<script type="importmap">`. */
  readonly importMap: string;
  /** Of the import map, for the Content-Security-Policy. */
  readonly importMapHash: string;
  readonly #folders = new Map<string, string>();

  constructor() {
    const imports: Record<string, string> = {};
    const homes = new Map<string, string>();
    for (const { name, entry, by } of PACKAGES) {
      const home = homes.get(by ?? '') ?? import.meta.url;
      const manifest = findPackageJSON(name, home);
      if (manifest === undefined) throw new Error(`The package ${name} is not installed; npm ci brings it.`);
      homes.set(name, pathToFileURL(manifest).href);
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      const key = `${name.replace('/', '+')}@${version}`;
      this.#folders.set(key, dirname(manifest));
      imports[name] = `/modules/${key}/${entry}`;
      imports[`${name}/`] = `/modules/${key}/`;
    }
    this.importMap = JSON.stringify({ imports });
    this.importMapHash = `sha256-${createHash('sha256').update(this.importMap).digest('base64')}`;
  }

  /** @param path what comes after `/modules/` @returns undefined for what is no script of a package that the page imports */
  find(path: string): string | undefined {
    const [key = '', ...rest] = path.split('/');
    const folder = this.#folders.get(key);
    const isPlain = rest.length > 0 && rest.every((part) => /^[\w.-]+$/.test(part) && !part.startsWith('.'));
    return folder !== undefined && isPlain && path.endsWith('.js') ? join(folder, ...rest) : undefined;
  }
}
