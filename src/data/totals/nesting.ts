import { AssistanceMap, MetAssistance } from '../assistance-map.ts';
import type { Assistance, Facts } from '../facts.ts';
import { joinLists } from '../lists-in-steps.ts';
import { LongList } from '../long-list.ts';
import { forEach, type Steps, VALUES_A_STEP } from '../steps.ts';

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

type Group = readonly [Assistance, ...Assistance[]];

/**
 * Which thing contains which: a graph without circles. Worked out as far as it is asked, and kept; made for one answer.
 *
 * A fact that is part of another on its own subject is not a second telling of that one but a part of it: it stands alone.
 */
export class Nesting {
  readonly facts: Facts;
  // What is known of a group or a thing is kept by the first fact of it.
  readonly #groups: AssistanceMap<Group>;
  readonly #outer: AssistanceMap<ReadonlySet<Group>>;
  readonly #things: AssistanceMap<Thing>;
  readonly #children: AssistanceMap<readonly Thing[]>;

  constructor(facts: Facts) {
    this.facts = facts;
    this.#groups = new AssistanceMap(facts);
    this.#outer = new AssistanceMap(facts);
    this.#things = new AssistanceMap(facts);
    this.#children = new AssistanceMap(facts);
  }

  /** It is a thing of its own, which has to do with no other. */
  isAlone(assistance: Assistance): boolean {
    return this.facts.standsAlone(assistance);
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

  /** Its direct parts. Yields wherever it can be interrupted: they may be all rows of a table. */
  *childrenOf(thing: Thing): Steps<readonly Thing[]> {
    if (thing.alone || !this.#hasParts(thing)) return NONE;
    const [first] = thing.members;
    const known = this.#children.get(first);
    if (known) return known;
    const direct = yield* joinLists(thing.members, (member) => this.facts.childrenOf(member));
    const children = new LongList<Thing>();
    const met = new MetAssistance(this.facts);
    met.meet(first);
    yield* forEach(yield* this.facts.inOrderSteps(direct), (part) => {
      const child = this.thingOf(part);
      if (met.meet(child.members[0])) children.push(child);
    });
    const list = yield* children.joined();
    this.#children.set(first, list);
    return list;
  }

  /** All its parts, direct or not; those of a part only where `goesOn` holds for that part. Yields as `childrenOf` does. */
  *inside(thing: Thing, goesOn: (part: Thing) => boolean = () => true): Steps<readonly Thing[]> {
    const children = yield* this.childrenOf(thing);
    if (children.length === 0) return NONE;
    const inside = new LongList<Thing>();
    const met = new MetAssistance(this.facts);
    const meet = (part: Thing) => {
      if (met.meet(part.members[0])) inside.push(part);
    };
    yield* forEach(children, meet);
    for (let place = 0; place < inside.length; place += 1) {
      if (place % VALUES_A_STEP === 0) yield;
      const part = inside.at(place);
      if (part !== undefined && goesOn(part)) yield* forEach(yield* this.childrenOf(part), meet);
    }
    return yield* inside.joined();
  }

  #hasParts({ members }: Thing): boolean {
    return members.some((member) => this.facts.childrenOf(member).length > 0);
  }

  #thingOf(group: Group): Thing {
    const known = this.#things.get(group[0]);
    if (known) return known;
    const circle = [...this.#outerOf(group)].filter((other) => this.#outerOf(other).has(group));
    const groups = circle.length > 0 ? circle : [group];
    const [first, ...rest] = circle.length > 0 ? this.facts.inOrder(circle.flat()) : group;
    if (!first) throw new Error('A thing has at least one fact.');
    const thing: Thing = { members: [first, ...rest], circular: circle.length > 0, alone: false };
    for (const each of groups) this.#things.set(each[0], thing);
    return thing;
  }

  #groupOf(assistance: Assistance): Group {
    const known = this.#groups.get(assistance);
    if (known) return known;
    const isAlone = assistance.subject === undefined || this.#isPartOfItsSubject(assistance);
    const [first = assistance, ...others] = isAlone
      ? [assistance]
      : this.facts
          .inOrder([assistance, ...this.facts.sameSubject(assistance)])
          .filter((member) => !this.#isPartOfItsSubject(member));
    const group: Group = [first, ...others];
    for (const member of group) this.#groups.set(member, group);
    return group;
  }

  #isPartOfItsSubject({ id, subject, partOf }: Assistance): boolean {
    if (subject === undefined || partOf === undefined) return false;
    return this.facts.ancestorsOf(id).some((ancestor) => ancestor.subject === subject);
  }

  /** Nearest first; itself too, where the sources tell of a circle. */
  #outerOf(group: Group): ReadonlySet<Group> {
    const known = this.#outer.get(group[0]);
    if (known) return known;
    const outer = new Set(this.#parentsOf(group));
    for (const next of outer) {
      for (const parent of this.#parentsOf(next)) outer.add(parent);
    }
    this.#outer.set(group[0], outer);
    return outer;
  }

  #parentsOf(group: Group): Group[] {
    return group.flatMap(({ partOf }) =>
      partOf === undefined ? [] : [this.#groupOf(this.facts.getAssistance(partOf))],
    );
  }
}
