import { LONGEST_SLUG } from './ids.ts';

/** The slug itself or, where it is taken, the first of `slug-2`, `slug-3` … that is not; never longer than a slug may be. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : `-${n}`;
    const free = slug.slice(0, LONGEST_SLUG - end.length).replace(/-+$/, '') + end;
    if (!isTaken(free)) return free;
  }
}
