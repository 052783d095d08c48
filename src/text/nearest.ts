/** Edit distance that counts a swap of neighbours as one (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/**
 * The names that someone who typed `word` probably meant, best first: those it begins, then those a few
 * slips away. Empty when nothing is near: a far-fetched suggestion is worse than none.
 */
export function nearest(word: string, names: Iterable<string>, most = 3): string[] {
  const typed = word.toLowerCase();
  const slips = Math.max(1, Math.floor(typed.length / 3));
  const near: { name: string; far: number }[] = [];
  for (const name of names) {
    const known = name.toLowerCase();
    if (typed.length > 1 && known.startsWith(typed)) near.push({ name, far: 0 });
    else if (Math.abs(known.length - typed.length) <= slips) {
      const far = distance(typed, known);
      if (far <= slips) near.push({ name, far });
    }
  }
  near.sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  return near.slice(0, most).map(({ name }) => name);
}
