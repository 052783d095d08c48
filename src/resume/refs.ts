import type { Row } from '../work/row.ts';
import { quotedLine } from './quote.ts';
import type { SessionRef } from './snapshot.ts';

/** A session's row as the dashboard mentions it. */
export const sessionRef = (row: Row): SessionRef => ({
  id: quotedLine(row.id),
  title: quotedLine(row.title),
  operator: row.owner === undefined ? null : quotedLine(row.owner),
  created: row.created === undefined ? null : quotedLine(row.created, 40),
  path: quotedLine(row.path),
  branch: row.branch === undefined ? null : quotedLine(row.branch),
  auto: row.status === 'auto',
  imported: row.status === 'imported',
});
