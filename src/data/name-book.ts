import { findCircles, NO_PARENT } from './circles.ts';
import { type NoteUse, noteSlips } from './name-slips.ts';
import { slug } from './slug.ts';
import { runAtOnce } from './steps.ts';

/** A program or party as one source declares it. */
export interface Declaration {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Name of the party that it belongs to. */
  readonly partOf: string | undefined;
  readonly sourceId: string;
  /** Reports a fault of one of the fields of this declaration. */
  readonly report: (field: 'name' | 'aliases' | 'partOf', problem: string, remedy: string) => void;
  /** Notes something of `partOf` that is no fault. */
  readonly noteUse: NoteUse;
  /** Where it stands, for a fault elsewhere that points at it. */
  readonly where: string;
}

/** What is known by one name in all sources. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly partOf: string | undefined;
}

interface Entry {
  readonly name: string;
  readonly declarations: Declaration[];
  /** How often it is used, and what says something of the first place. */
  uses: { readonly times: number; readonly first: NoteUse } | undefined;
}

/**
 * The names of all sources: which are one, and what each stands for. Names that differ only in case, typography or punctuation
 * are one (see `slug`); a name that another declares as its alias is that other. Two that share an alias are a fault: nobody
 * could say which is meant.
 *
 * First `declare` all, then `link`, then `use`.
 */
export class NameBook {
  readonly #what: 'program' | 'party';
  /** By slug of the name; where names are one, by that of each. */
  readonly #entries = new Map<string, Entry>();
  readonly #aliases = new Map<string, Entry>();
  /** By the name as it is written: a table writes the same in many thousand rows. */
  readonly #used = new Map<string, { readonly entry: Entry; readonly id: string }>();

  constructor(what: 'program' | 'party') {
    this.#what = what;
  }

  declare(declaration: Declaration): void {
    const key = slug(declaration.name);
    const entry = this.#entries.get(key) ?? { name: declaration.name, declarations: [], uses: undefined };
    this.#entries.set(key, entry);
    const twin = entry.declarations.find(({ sourceId }) => sourceId === declaration.sourceId);
    if (twin) {
      declaration.report(
        'name',
        `“${declaration.name}” is declared twice, also at ${twin.where}`,
        'keep one, with the aliases of both',
      );
    }
    entry.declarations.push(declaration);
  }

  /** Joins names that are one, gives each alias its owner, and checks what belongs to what. */
  link(): void {
    for (const [key, entry] of this.#entries) if (slug(entry.name) === key) this.#join(entry);
    for (const entry of this.#distinct()) this.#claimAliases(entry);
    for (const { declarations } of this.#distinct()) {
      for (const { partOf, noteUse } of declarations) if (partOf !== undefined) this.use(partOf, noteUse);
    }
    for (const entry of this.#distinct()) this.#checkPartOf(entry);
    this.#checkCircles();
  }

  /** The id of what goes by this name or alias. A name that nobody declared is declared by its use. */
  use(name: string, noteUse: NoteUse): string {
    const { entry, id } = this.#used.get(name) ?? this.#meet(name);
    entry.uses = { times: (entry.uses?.times ?? 0) + 1, first: entry.uses?.first ?? noteUse };
    return id;
  }

  /** A name as it is written for the first time. */
  #meet(name: string): { readonly entry: Entry; readonly id: string } {
    const key = slug(name);
    const entry = this.#find(key) ?? { name, declarations: [], uses: undefined };
    if (!this.#find(key)) this.#entries.set(key, entry);
    const met = { entry, id: idOf(entry) };
    this.#used.set(name, met);
    return met;
  }

  /** Notes the names that are only used and probably misspelt. Compares all names: not for every load. */
  noteSlips(): void {
    const [used = [], declared = []] = [true, false].map((isOnlyUsed) =>
      this.#distinct().filter(({ declarations }) => (declarations.length === 0) === isOnlyUsed),
    );
    const names = declared.flatMap((entry) => [entry.name, ...aliasesOf(entry)]);
    noteSlips(names, used);
  }

  /** In the order in which they were first named. */
  all(): Named[] {
    return this.#distinct().map((entry) => ({
      id: idOf(entry),
      name: entry.name,
      aliases: aliasesOf(entry),
      partOf: this.#partOf(entry),
    }));
  }

  #distinct(): Entry[] {
    return [...new Set(this.#entries.values())];
  }

  /** Of what `link` has used. */
  #idOf(name: string): string {
    const entry = this.#find(slug(name));
    return entry ? idOf(entry) : slug(name);
  }

  #find(key: string): Entry | undefined {
    return this.#entries.get(key) ?? this.#aliases.get(key);
  }

  /** What an alias of the entry declares as its own name is the entry too. */
  #join(entry: Entry): void {
    // The list grows while entries are joined, so that their aliases are followed as well.
    for (const declaration of entry.declarations) {
      for (const alias of declaration.aliases) {
        const other = this.#entries.get(slug(alias));
        if (!other || other === entry) continue;
        const twin = other.declarations.find(({ sourceId }) => sourceId === declaration.sourceId);
        if (twin)
          this.#reportShared(
            declaration,
            alias,
            `is declared as a ${this.#what} of its own at ${twin.where}`,
          );
        for (const [name, owner] of this.#entries) if (owner === other) this.#entries.set(name, entry);
        entry.declarations.push(...other.declarations);
      }
    }
  }

  #claimAliases(entry: Entry): void {
    for (const declaration of entry.declarations) {
      for (const alias of declaration.aliases) {
        const key = slug(alias);
        if (this.#entries.has(key)) continue;
        const owner = this.#aliases.get(key) ?? entry;
        this.#aliases.set(key, owner);
        if (owner !== entry) this.#reportShared(declaration, alias, `is an alias of “${owner.name}” as well`);
      }
    }
  }

  #reportShared(declaration: Declaration, alias: string, problem: string): void {
    declaration.report('aliases', `“${alias}” ${problem}`, 'keep it for the one that it stands for');
  }

  #partOf(entry: Entry): string | undefined {
    const parent = entry.declarations.find(({ partOf }) => partOf !== undefined)?.partOf;
    return parent === undefined ? undefined : this.#idOf(parent);
  }

  #checkPartOf(entry: Entry): void {
    const [first, ...rest] = entry.declarations.filter(({ partOf }) => partOf !== undefined);
    for (const declaration of rest) {
      if (this.#idOf(declaration.partOf ?? '') === this.#idOf(first?.partOf ?? '')) continue;
      declaration.report(
        'partOf',
        `“${entry.name}” is part of “${declaration.partOf}” here and of “${first?.partOf}” at ${first?.where}`,
        'write the same in both, or give the two different names',
      );
    }
  }

  #checkCircles(): void {
    const entries = this.#distinct();
    const places = new Map(entries.map((entry, place) => [idOf(entry), place]));
    const parents = entries.map((entry) => places.get(this.#partOf(entry) ?? '') ?? NO_PARENT);
    for (const circle of runAtOnce(findCircles(Int32Array.from(parents)))) {
      const along = circle.flatMap((place) => entries[place] ?? []);
      const [first] = along;
      const names = [...along, first].map((entry) => `“${entry?.name}”`);
      first?.declarations
        .find(({ partOf }) => partOf !== undefined)
        ?.report(
          'partOf',
          `goes in a circle: ${names.join(' is part of ')}`,
          'remove partOf from one of them',
        );
    }
  }
}

function idOf({ name }: Entry): string {
  return slug(name);
}

/** As first written, without the name itself. */
function aliasesOf(entry: Entry): string[] {
  const written = entry.declarations.flatMap(({ name, aliases }) => [name, ...aliases]);
  const bySlug = new Map(written.toReversed().map((alias) => [slug(alias), alias]));
  bySlug.delete(idOf(entry));
  const kept = new Set(bySlug.values());
  return written.filter((alias) => kept.delete(alias));
}
