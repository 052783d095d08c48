import type { Kind } from '../record/kinds.ts';
import type { Row } from './row.ts';

type Named = Pick<Row, 'kind' | 'id' | 'aliases' | 'stub'>;

/** The record of a kind that an id means: a live id goes before an alias. */
export function recordNamed(rows: readonly Row[], kind: Kind, id: string): Row | undefined {
  const own = rows.filter((row) => row.kind === kind && row.stub !== true);
  return own.find((row) => row.id === id) ?? own.find((row) => row.aliases?.includes(id));
}

/**
 * What each old id of a kind stands for now. A live id goes before an alias; of two records that carry one alias the
 * first has it.
 */
export function aliasesOf(rows: readonly Named[], kind: Kind): Map<string, string> {
  const own = rows.filter((row) => row.kind === kind && row.stub !== true);
  const live = new Set(own.map(({ id }) => id));
  const found = new Map<string, string>();
  for (const { id, aliases } of own) {
    for (const alias of aliases ?? []) if (!live.has(alias) && !found.has(alias)) found.set(alias, id);
  }
  return found;
}

/** Every name under which others may mean the record that `asked` names: its id, and its old ones that nobody has now. */
export const namesOf = (rows: readonly Named[], kind: Kind, asked: string): Set<string> =>
  new Set(namesReader(rows, kind)(asked));

/** The same for any number of names: the id comes first. */
export function namesReader(rows: readonly Named[], kind: Kind): (asked: string) => string[] {
  const aliases = aliasesOf(rows, kind);
  const former = new Map<string, string[]>();
  for (const [alias, id] of aliases) former.set(id, [...(former.get(id) ?? []), alias]);
  return (asked) => {
    const id = aliases.get(asked) ?? asked;
    return [id, ...(former.get(id) ?? [])];
  };
}
