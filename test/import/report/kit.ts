import { formatReport } from '../../../src/import/report/format-report.ts';
import type { Report, ReportItem } from '../../../src/store/imports/report.ts';

export const AT = '2026-06-01T09:00:00+02:00';
export const LATER = '2026-06-02T09:00:00+02:00';

/** A thing that was imported as a learning of its own name. */
export const item = (id: string, hash = 'a'): ReportItem => ({
  id,
  path: id,
  hash: hash.repeat(64),
  record: `learning:${id}`,
  file: `docs/learnings/${id}.md`,
  result: 'b'.repeat(64),
});

/** The report of an import of these things, as it stands in its file. */
export const report = (items: readonly ReportItem[], more: Partial<Report> = {}): string =>
  formatReport({
    format: 1,
    source: 'handoffs',
    name: 'notes',
    at: AT,
    items,
    assets: [],
    passed: 0,
    ...more,
  });
