import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriver, rowDocument } from '../../src/cli/list/document.ts';
import { recordsJson } from '../../src/cli/list/records-json.ts';
import { supersededIn } from '../../src/cli/list/superseded.ts';
import { toJson } from '../../src/cli/output/json.ts';
import { encodeTable } from '../../src/store/row-encode.ts';
import { addRow, rowPack } from '../../src/store/row-pack.ts';
import { rowSet, type RowSet } from '../../src/store/row-set.ts';
import { tableOfBytes } from '../../src/store/row-table.ts';
import { sessionReader } from '../../src/store/session-reader.ts';
import type { Row } from '../../src/work/row.ts';
import { usualFront } from '../support/session-front.ts';
import { runs } from '../support/runs.ts';

const STREAM: Row = {
  kind: 'workstream',
  id: 'a-stream',
  path: 'workstreams/a-stream.md',
  title: 'A «stream»\u200b',
  plan: 'a-plan',
  progress: { done: 1, total: 3 },
};

/** Rows as they come out of a table: sessions that nobody has made a row of, and a workstream. */
function inTable(fronts: readonly string[]): RowSet {
  const pack = rowPack();
  addRow(pack, STREAM);
  const take = sessionReader(pack);
  for (const [at, front] of fronts.entries()) {
    const id = `RT-260511-0${at + 1}`;
    const bytes = Buffer.from(`---\n${front.replace('RT-260511-01', id)}---\n`);
    const path = `docs/sessions/${id}.md`;
    const letters = bytes.toString('latin1');
    take({ path, bytes, letters, start: 0, end: bytes.length, hasItems: false });
  }
  return rowSet(tableOfBytes(encodeTable(pack, {})));
}

test('records are listed in bytes as their documents are', () => {
  let sessions = 0;
  fc.assert(
    fc.property(fc.array(usualFront, { minLength: 1, maxLength: 5 }), (fronts) => {
      const rows = inTable(fronts);
      const all = rows.all();
      sessions += all.length - 1;
      const derive = deriver(all, supersededIn(rows));
      const expected = all.map((row) => toJson(rowDocument(row, derive(row)))).join(',');
      expect(recordsJson(rows, () => true).toString('utf8')).toBe(expected);
      const isSession = ({ kind }: { kind: string }): boolean => kind === 'session';
      const some = all.filter(isSession).map((row) => toJson(rowDocument(row, derive(row))));
      expect(recordsJson(rows, isSession).toString('utf8')).toBe(some.join(','));
    }),
    { numRuns: runs(300) },
  );
  expect(sessions).toBeGreaterThan(200);
});
