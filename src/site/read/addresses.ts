import type { Kind } from '../../record/kinds.ts';
import { nameHash } from '../../text/name-hash.ts';
import type { Row } from '../../work/row.ts';
import { foldedName } from '../folded-name.ts';
import { byName, toldApart, type Wish } from '../told-apart.ts';
import { segment } from '../urls.ts';

type Named = Pick<Row, 'kind' | 'id' | 'path'>;

/**
 * The name that each record has in addresses: its id. Of several with one id (which `canon check` reports), or with
 * ids that some file systems take for one, the first by path has it, and the others get a few digits besides.
 */
export function addressesOf(rows: readonly Named[]): (row: Named) => string {
  const owners = new Map<string, string>();
  const keyOf = ({ kind, id }: Named): string => `${kind}/${foldedName(id)}`;
  for (const row of rows) {
    const owner = owners.get(keyOf(row));
    if (owner === undefined || row.path < owner) owners.set(keyOf(row), row.path);
  }
  const nameOf = (row: Named): string =>
    owners.get(keyOf(row)) === row.path ? row.id : `${row.id}-${nameHash(row.path).slice(0, 8)}`;
  // Those that are written as they are called go first: nothing that stands for another name takes their place.
  const rank = (row: Named): number => (nameOf(row) !== row.id ? 2 : segment(row.id) === row.id ? 0 : 1);
  const wishes = new Map<Kind, { readonly rank: number; readonly wish: Wish }[]>();
  for (const row of rows) {
    const of = wishes.get(row.kind) ?? [];
    of.push({ rank: rank(row), wish: [row.path, segment(nameOf(row))] });
    wishes.set(row.kind, of);
  }
  const parts = new Map<string, string>();
  for (const of of wishes.values()) {
    of.sort((a, b) => a.rank - b.rank || byName(a.wish[0], b.wish[0]));
    for (const [path, part] of toldApart(of.map(({ wish }) => wish))) parts.set(path, part);
  }
  return (row) => parts.get(row.path) ?? row.id;
}
