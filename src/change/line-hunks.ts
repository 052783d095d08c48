/** A place where two versions differ: lines that go, and lines that come instead. */
export interface Hunk {
  /** 0-based, in the old lines: where those stand that go, or before which one the new ones come. */
  readonly at: number;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Beyond this many pairs of lines nobody reads a comparison, and it would take long. */
const MOST_PAIRS = 1_000_000;

/** Where two versions of a text differ, by their longest common run of lines; between two hunks stands a line of both. */
export function lineHunks(old: readonly string[], now: readonly string[]): Hunk[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const gone = old.slice(start, old.length - end);
  const come = now.slice(start, now.length - end);
  if (gone.length === 0 && come.length === 0) return [];
  if (gone.length * come.length > MOST_PAIRS) return [{ at: start, gone, come }];
  const common = aligned(gone, come, (a, b) => (a === b ? 1 : 0));
  return between(gone, come, common).map((hunk) => ({ ...hunk, at: hunk.at + start }));
}

/** The hunks that pairs of lines leave between them. */
export function between(
  gone: readonly string[],
  come: readonly string[],
  pairs: readonly (readonly [number, number])[],
): Hunk[] {
  const found: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [gone.length, come.length] as const]) {
    if (x > i || y > j) found.push({ at: i, gone: gone.slice(i, x), come: come.slice(j, y) });
    [i, j] = [x + 1, y + 1];
  }
  return found;
}

/** Pairs of places, in the order of both lists, whose weights come to the most; what weighs nothing is no pair. */
export function aligned<T>(
  a: readonly T[],
  b: readonly T[],
  weight: (one: T, other: T) => number,
): [number, number][] {
  const wide = b.length + 1;
  const best = new Float64Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => best[i * wide + j] ?? 0;
  const weightOf = (i: number, j: number): number => weight(a[i] as T, b[j] as T);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const both = weightOf(i, j);
      const apart = Math.max(at(i + 1, j), at(i, j + 1));
      best[i * wide + j] = both > 0 ? Math.max(apart, both + at(i + 1, j + 1)) : apart;
    }
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    const both = weightOf(i, j);
    if (both > 0 && at(i, j) === both + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
