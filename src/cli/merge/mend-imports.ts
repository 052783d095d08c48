import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlobs } from '../../git/objects.ts';
import { unmergedPaths } from '../../git/unmerged.ts';
import { mayConflict } from '../../record/conflict-markers.ts';
import { absent } from '../../store/atomic.ts';
import type { DerivedFile } from '../../store/derived.ts';
import { REPORTS } from '../../store/imports/report.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { Row } from '../../work/row.ts';

/** What a merge without the driver has left of imports: reports, and records that say when they were imported. */
export async function mendedImports(project: Project, rows: readonly Row[]): Promise<DerivedFile[]> {
  return [...(await mendedReports(project)), ...(await mendedRecords(project, rows))];
}

async function mendedReports(project: Project): Promise<DerivedFile[]> {
  const names = (await readdir(join(project.root, REPORTS)).catch(absent)) ?? [];
  const files: DerivedFile[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = `${REPORTS}/${name}`;
    const have = await readUnlessOdd(project, path);
    if (have === undefined || (!mayConflict(have) && isJson(have))) continue;
    const { repairReport } = await import('../../import/report/repair-report.ts');
    const base = mayConflict(have) ? await baseOf(project, path) : undefined;
    files.push({ path, have, want: (await repairReport(path, have, base)) ?? have });
  }
  return files;
}

/** What both sides of a merge that is under way began with. */
async function baseOf({ repo, prefix }: Project, path: string): Promise<string | undefined> {
  const base = (await unmergedPaths(repo)).find((one) => one.path === prefix + path)?.base;
  const [bytes] = base ? await readBlobs(repo, [base.oid]) : [];
  return bytes?.toString('utf8');
}

async function mendedRecords(project: Project, rows: readonly Row[]): Promise<DerivedFile[]> {
  const files: DerivedFile[] = [];
  for (const row of rows) {
    // The time stands in the frontmatter, which cannot be read then.
    const have = row.fault ? await readUnlessOdd(project, row.path) : undefined;
    if (have === undefined || !mayConflict(have)) continue;
    const { mendImported } = await import('../../work/merge/unite-imported.ts');
    const want = mendImported(have);
    if (want !== have) files.push({ path: row.path, have, want });
  }
  return files;
}

const readUnlessOdd = (project: Project, path: string): Promise<string | undefined> =>
  readRecord(project, path).catch(() => undefined);

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}
