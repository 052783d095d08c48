import type { Body } from '../record/sections.ts';
import { namesReader } from '../work/aliases.ts';
import type { Row } from '../work/row.ts';
import { standingsOf } from '../work/standing.ts';
import type { SearchDoc, SearchText } from './document.ts';
import { plainBlocks } from './plain-blocks.ts';

/** Makes the documents of rows. */
export function docsOf(rows: readonly Row[], urlOf: (row: Row) => string): SearchDoc[] {
  const standingOf = standingsOf(rows);
  const planOf = namesReader(rows, 'plan');
  const workstreamOf = namesReader(rows, 'workstream');
  return rows.map((row) => {
    const { status = '', supersededBy = '' } = standingOf(row);
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      url: urlOf(row),
      status,
      owner: row.owner ?? '',
      tags: row.tags ?? [],
      created: row.created ?? '',
      supersededBy,
      plan: row.plan === undefined ? [] : planOf(row.plan),
      workstream: row.workstream === undefined ? [] : workstreamOf(row.workstream),
    };
  });
}

/** The words by which a record is found. */
export const searchText = (row: Row, body: Body | undefined): SearchText => ({
  title: row.title,
  names: [row.id, ...(row.aliases ?? []), ...(row.tags ?? [])].join(' \n'),
  summary: row.summary ?? '',
  text: body ? plainBlocks(body).join('\n') : '',
});
