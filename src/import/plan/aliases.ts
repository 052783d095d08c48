import { LONGEST_SLUG } from '../../record/ids.ts';
import type { Row } from '../../work/row.ts';
import type { SourceItem } from '../item.ts';

// A name that may stand where an id does.
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/**
 * The aliases that each item may have: names that are ids, and that no other item and no other record has. Three pages
 * called CONV-30 have none of them that name.
 */
export function aliasGiver(
  items: readonly SourceItem[],
  rows: readonly Row[],
  given: readonly string[],
): (item: SourceItem, own: string, file: string) => string[] {
  const claimed = new Map<string, number>();
  for (const { aliases } of items) {
    for (const alias of new Set(aliases.map(fold))) claimed.set(alias, (claimed.get(alias) ?? 0) + 1);
  }
  const owners = new Map<string, Set<string>>();
  const own = (name: string, path: string): void => {
    const known = owners.get(fold(name)) ?? new Set();
    owners.set(fold(name), known.add(path));
  };
  for (const { id, path, aliases } of rows) for (const name of [id, ...(aliases ?? [])]) own(name, path);
  const ids = new Set(given.map(fold));
  return ({ aliases }, id, file) =>
    [...new Set(aliases)].filter((alias) => {
      const name = fold(alias);
      if (!NAME.test(alias) || alias.length > LONGEST_SLUG || name === fold(id)) return false;
      if ((claimed.get(name) ?? 0) > 1 || ids.has(name)) return false;
      return [...(owners.get(name) ?? [])].every((path) => path === file);
    });
}

const fold = (name: string): string => name.toLowerCase();
