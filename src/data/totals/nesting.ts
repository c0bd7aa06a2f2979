import type { Assistance, Facts } from '../facts.ts';

/**
 * What one or more facts are about. Facts of one subject are one thing, so that containment, which each source tells in its
 * own words, holds for all of them: what contains one source's tranche contains every source's.
 */
export interface Thing {
  /** In the order of `facts.assistance`. */
  readonly members: readonly [Assistance, ...Assistance[]];
  /** The sources contradict each other: each of its subjects would contain the others. They are taken as one thing. */
  readonly circular: boolean;
  /** It is in nothing and has no parts, and one fact tells of it: so it is with nearly every row of a table. */
  readonly alone: boolean;
}

const NONE: readonly never[] = Object.freeze([]);
const EMPTY: ReadonlySet<never> = new Set<never>();

type Group = readonly Assistance[];

/**
 * Which thing contains which: a graph without circles. Worked out as far as it is asked, and kept; made for one answer.
 *
 * A fact that is part of another on its own subject is not a second telling of that one but a part of it: it stands alone.
 */
export class Nesting {
  readonly #facts: Facts;
  readonly #groups = new Map<Assistance, Group>();
  readonly #outer = new Map<Group, ReadonlySet<Group>>();
  readonly #things = new Map<Group, Thing>();
  readonly #children = new Map<Thing, readonly Thing[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** It is a thing of its own, which has to do with no other. */
  isAlone(assistance: Assistance): boolean {
    return this.#facts.standsAlone(assistance);
  }

  /** The same for all facts about it; what is alone is not kept. */
  thingOf(assistance: Assistance): Thing {
    if (this.isAlone(assistance)) return { members: [assistance], circular: false, alone: true };
    return this.#thingOf(this.#groupOf(assistance));
  }

  /** All that contain it, directly or not, nearest first, whether or not they have an amount. */
  around(thing: Thing): readonly Thing[] {
    if (thing.alone) return NONE;
    const outer = [...this.#outerOf(this.#groupOf(thing.members[0]))];
    return [...new Set(outer.map((group) => this.#thingOf(group)))].filter((other) => other !== thing);
  }

  /** Its direct parts. */
  childrenOf(thing: Thing): readonly Thing[] {
    if (thing.alone) return NONE;
    const known = this.#children.get(thing);
    if (known) return known;
    const parts = this.#facts.inOrder(thing.members.flatMap(({ id }) => this.#facts.childrenOf(id)));
    const children = new Set(parts.map((part) => this.thingOf(part)));
    children.delete(thing);
    this.#children.set(thing, [...children]);
    return [...children];
  }

  /** All its parts, direct or not; those of a part only where `goesOn` holds for that part. */
  inside(thing: Thing, goesOn: (part: Thing) => boolean = () => true): ReadonlySet<Thing> {
    if (thing.alone) return EMPTY;
    const inside = new Set(this.childrenOf(thing));
    for (const part of inside) {
      if (!goesOn(part)) continue;
      for (const child of this.childrenOf(part)) inside.add(child);
    }
    return inside;
  }

  #thingOf(group: Group): Thing {
    const known = this.#things.get(group);
    if (known) return known;
    const circle = [...this.#outerOf(group)].filter((other) => this.#outerOf(other).has(group));
    const groups = circle.length > 0 ? circle : [group];
    const [first, ...rest] = circle.length > 0 ? this.#facts.inOrder(circle.flat()) : group;
    if (!first) throw new Error('A thing has at least one fact.');
    const thing: Thing = { members: [first, ...rest], circular: circle.length > 0, alone: false };
    for (const each of groups) this.#things.set(each, thing);
    return thing;
  }

  #groupOf(assistance: Assistance): Group {
    const known = this.#groups.get(assistance);
    if (known) return known;
    const isAlone = assistance.subject === undefined || this.#isPartOfItsSubject(assistance);
    const group = isAlone
      ? [assistance]
      : this.#facts
          .inOrder([assistance, ...this.#facts.sameSubject(assistance)])
          .filter((member) => !this.#isPartOfItsSubject(member));
    for (const member of group) this.#groups.set(member, group);
    return group;
  }

  #isPartOfItsSubject({ id, subject }: Assistance): boolean {
    return (
      subject !== undefined && this.#facts.ancestorsOf(id).some((ancestor) => ancestor.subject === subject)
    );
  }

  /** Nearest first; itself too, where the sources tell of a circle. */
  #outerOf(group: Group): ReadonlySet<Group> {
    const known = this.#outer.get(group);
    if (known) return known;
    const outer = new Set(this.#parentsOf(group));
    for (const next of outer) {
      for (const parent of this.#parentsOf(next)) outer.add(parent);
    }
    this.#outer.set(group, outer);
    return outer;
  }

  #parentsOf(group: Group): Group[] {
    return group.flatMap(({ partOf }) =>
      partOf === undefined ? [] : [this.#groupOf(this.#facts.getAssistance(partOf))],
    );
  }
}
