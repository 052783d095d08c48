/**
 * The circles in a graph, each as the way round it, which ends where it begins. A circle is told where its first node
 * stands in `nodes`; of several through one node the shortest, and then those that have another node in them.
 */
export function circlesIn<T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][] {
  const edges = new Map(nodes.map((node) => [node, next(node)]));
  // What leads nowhere is on no circle: mostly nothing is left to look at.
  for (let before = -1; before !== edges.size;) {
    before = edges.size;
    for (const [node, ends] of edges) if (!ends.some((end) => edges.has(end))) edges.delete(node);
  }
  const told = new Set<T>();
  const found: T[][] = [];
  for (const node of edges.keys()) {
    if (told.has(node)) continue;
    const way = wayBack(node, edges);
    if (!way) continue;
    for (const one of way) told.add(one);
    found.push(way);
  }
  return found;
}

/** The shortest way from a node back to it, by breadth. */
function wayBack<T>(start: T, edges: ReadonlyMap<T, readonly T[]>): T[] | undefined {
  const from = new Map<T, T>();
  const queue = [start];
  for (const node of queue) {
    for (const end of edges.get(node) ?? []) {
      if (end === start) {
        const way = [start, node];
        for (let at = node; at !== start; way.push(at)) at = from.get(at) ?? start;
        return node === start ? [start, start] : way.toReversed();
      }
      if (from.has(end) || !edges.has(end)) continue;
      from.set(end, node);
      queue.push(end);
    }
  }
  return undefined;
}
