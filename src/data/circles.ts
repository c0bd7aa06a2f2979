/** Each circle of a relation in which everything has one parent at most, once, as the ids along it. */
export function findCircles(parents: ReadonlyMap<string, string | undefined>): string[][] {
  const seenFrom = new Map<string, string>();
  const circles: string[][] = [];
  for (const start of parents.keys()) {
    const chain: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !seenFrom.has(at)) {
      seenFrom.set(at, start);
      chain.push(at);
      at = parents.get(at);
    }
    if (at !== undefined && seenFrom.get(at) === start) circles.push(chain.slice(chain.indexOf(at)));
  }
  return circles;
}
