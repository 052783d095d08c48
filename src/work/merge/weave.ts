/** Lines that the two versions share, by the longest common run of them; pairs of positions, in order. */
function shared(a: readonly string[], b: readonly string[]): [number, number][] {
  // More than people leave in one place; beyond it the whole is one difference.
  if (a.length * b.length > 4_000_000) return [];
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i * width + j] =
        a[i] === b[j]
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

/** Lines on which two versions differ: a side may have none. */
export interface Difference {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/**
 * Two versions as one: what they share, what only one of them has, and `differ`'s answer where both have something
 * else at one place.
 */
export function weave(
  ours: readonly string[],
  theirs: readonly string[],
  differ: (difference: Difference) => readonly string[],
): string[] {
  let start = 0;
  while (start < Math.min(ours.length, theirs.length) && ours[start] === theirs[start]) start++;
  let tail = 0;
  const most = Math.min(ours.length, theirs.length) - start;
  while (tail < most && ours[ours.length - 1 - tail] === theirs[theirs.length - 1 - tail]) tail++;
  const a = ours.slice(start, ours.length - tail);
  const b = theirs.slice(start, theirs.length - tail);
  const out = ours.slice(0, start);
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...shared(a, b), [a.length, b.length] as const]) {
    const one = { ours: a.slice(i, nextA), theirs: b.slice(j, nextB) };
    if (one.ours.length > 0 && one.theirs.length > 0) out.push(...differ(one));
    else out.push(...one.ours, ...one.theirs);
    if (nextA < a.length) out.push(a[nextA] ?? '');
    [i, j] = [nextA + 1, nextB + 1];
  }
  return [...out, ...ours.slice(ours.length - tail)];
}
