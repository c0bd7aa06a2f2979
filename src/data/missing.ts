/** A reference that nobody checked is our bug, not the user's. */
export function missing(what: string, id: string): never {
  throw new Error(`There is no ${what} “${id}” among the facts.`);
}
