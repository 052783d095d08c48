import { fileName } from './folded-name.ts';
import { marked } from './urls.ts';

/** Somebody or something that needs a name in addresses, and the one that it would have if it were alone. */
export type Wish = readonly [key: string, part: string];

/**
 * The name that each has in addresses: the one it wishes for, unless one before it has that, or what some file system
 * takes for the same. Such a one gets digits behind it, whatever else is called so; no name can keep a page from being.
 * @param wishes in an order that does not change when others join: whoever comes first keeps its address
 * @param taken names of files that stand there
 */
export function toldApart(wishes: Iterable<Wish>, taken: Iterable<string> = []): Map<string, string> {
  const used = new Set([...taken].map(fileName));
  const given = new Map<string, string>();
  const late: Wish[] = [];
  const isTaken = (key: string, part: string): boolean => {
    const name = fileName(part);
    if (used.has(name)) return false;
    used.add(name);
    given.set(key, part);
    return true;
  };
  for (const [key, part] of wishes) if (!isTaken(key, part)) late.push([key, part]);
  for (const [key, part] of late) {
    let time = 1;
    // Whoever names things after these digits as well makes it take another turn, and no more.
    while (!isTaken(key, marked(part, `${key}\0${time}`))) time += 1;
  }
  return given;
}

/** By what they are called, letter by letter: the same in every language and on every machine. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
