import type { Body } from '../record/sections.ts';
import { aliasesOf } from '../work/aliases.ts';
import { planNamer } from '../work/progress.ts';
import type { Row } from '../work/row.ts';
import type { SearchDoc, SearchText } from './document.ts';
import { plainBlocks } from './plain-blocks.ts';
import { superseders } from './superseded.ts';

/** Makes the documents of rows; plans and workstreams are named by the ids that they have now. */
export function docsOf(rows: readonly Row[], urlOf: (row: Row) => string): SearchDoc[] {
  const replaced = superseders(rows);
  const planOf = planNamer(rows);
  const workstreams = aliasesOf(rows, 'workstream');
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    url: urlOf(row),
    status: row.fault ? 'broken' : (row.status ?? (row.legacy ? 'legacy' : '')),
    owner: row.owner ?? '',
    tags: row.tags ?? [],
    created: row.created ?? '',
    supersededBy: replaced.get(row.path) ?? '',
    plan: row.plan === undefined ? '' : planOf(row.plan),
    workstream: row.workstream === undefined ? '' : (workstreams.get(row.workstream) ?? row.workstream),
  }));
}

/** The words by which a record is found. */
export const searchText = (row: Row, body: Body | undefined): SearchText => ({
  title: row.title,
  names: [row.id, ...(row.aliases ?? []), ...(row.tags ?? [])].join(' \n'),
  summary: row.summary ?? '',
  text: body ? plainBlocks(body).join('\n') : '',
});
