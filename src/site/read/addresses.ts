import { nameHash } from '../../text/name-hash.ts';
import type { Row } from '../../work/row.ts';
import { foldedName } from '../folded-name.ts';

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
  return (row) =>
    owners.get(keyOf(row)) === row.path ? row.id : `${row.id}-${nameHash(row.path).slice(0, 8)}`;
}
