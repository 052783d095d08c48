import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { absent } from '../../store/atomic.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { SourceName } from '../item.ts';
import { parseReport } from '../../store/imports/parse-report.ts';
import { type ReportFile, REPORTS } from '../../store/imports/report.ts';

/**
 * All reports of a source, in the order of their names: several clones may have written some each.
 * @throws E_IMPORT_REPORT where one cannot be read: what was imported is not known then
 */
export async function readReports(
  project: Pick<Project, 'root' | 'top'>,
  source: SourceName,
): Promise<ReportFile[]> {
  const names = (await readdir(join(project.root, REPORTS)).catch(absent)) ?? [];
  const own = names.filter((name) => name.startsWith(`${source}-`) && name.endsWith('.json')).sort();
  const files: ReportFile[] = [];
  for (const name of own) {
    const path = `${REPORTS}/${name}`;
    const text = await readRecord(project, path);
    if (text === undefined) continue;
    const report = await parseReport(text, path);
    if (report.source !== source || name !== `${source}-${report.name}.json`) {
      const data = { path, key: 'name', expected: `the one in the file's own name, ${name.slice(0, -5)}` };
      throw new CanonError('E_IMPORT_REPORT', { path, line: 1, data });
    }
    files.push({ path, report });
  }
  return files;
}
