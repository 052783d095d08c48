import { createHash } from 'node:crypto';
import type { Kind } from '../../record/kinds.ts';
import type { Known } from '../item.ts';
import type { Draft } from './drafts.ts';
import type { Property } from './page-head.ts';
import type { Table } from './pages.ts';

/** A row of a database that has no page of its own. Its title and its database name it. */
export function looseRow(
  table: Table,
  title: string,
  cells: readonly Property[],
  kind: Known<Kind> | undefined,
): Draft {
  const line = title.replace(/\s+/g, ' ').trim();
  const content = JSON.stringify([title, cells]);
  const digest = createHash('sha256')
    .update(line === '' ? content : line)
    .digest('hex');
  return {
    id: `${table.id ?? table.path.slice(0, 300)}/${line === '' ? digest.slice(0, 16) : line.slice(0, 120)}`,
    notionId: undefined,
    path: table.path,
    folder: table.folder,
    title:
      line === '' ? `${table.name} ${cells[0]?.value ?? ''}`.replace(/\s+/g, ' ').trim().slice(0, 100) : line,
    kind,
    page: undefined,
    properties: [],
    cells,
    table,
    hash: createHash('sha256').update(content).digest('hex'),
  };
}
