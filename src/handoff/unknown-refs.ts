import type { Diagnostic } from '../fault/diagnostic.ts';
import type { RowSet } from '../store/row-set.ts';
import { nearest } from '../text/nearest.ts';
import { recordNamed } from '../work/aliases.ts';
import type { Row } from '../work/row.ts';
import type { Draft } from './draft.ts';

/** Sessions to supersede, and items to close, that are not there. */
export function unknownInLists(all: Pick<RowSet, 'having' | 'ids'>, draft: Draft | undefined): Diagnostic[] {
  const listOf = (key: string): string[] => {
    const value = draft?.data[key];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const [supersedes, closes] = [listOf('supersedes'), listOf('closes')];
  if (supersedes.length + closes.length === 0) return [];
  const rows = [...all.having('kind', 'session'), ...all.having('kind', 'plan')];
  const named = (id: string): Row | undefined =>
    recordNamed(rows, 'session', id) ?? recordNamed(rows, 'plan', id);
  const told = (key: string, kind: string, id: string, among: Iterable<string>): Diagnostic => {
    const line = draft?.lineOf(key);
    return {
      code: 'handoff-unknown-ref',
      severity: 'warning',
      ...(draft && line !== undefined ? { path: draft.name, line } : {}),
      args: { kind, id, near: nearest(id, [...among]) },
    };
  };
  return [
    ...supersedes
      .filter((id) => named(id)?.kind !== 'session')
      .map((id) => told('supersedes', 'session', id, all.ids('session'))),
    ...closes.flatMap((ref) => {
      const [id = '', item = ''] = ref.split('#');
      const row = named(id);
      const items = [...(row?.waiting ?? []), ...(row?.questions ?? [])].map((one) => `${id}#${one.id}`);
      return items.includes(`${id}#${item.toLowerCase()}`) ? [] : [told('closes', 'item', ref, items)];
    }),
  ];
}
