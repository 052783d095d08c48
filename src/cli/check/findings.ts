import { isAbsolute, resolve } from 'node:path';
import { check, type CheckResult } from '../../check/check.ts';
import { checkCached } from '../../check/cache.ts';
import { applyFixes, type Fix, planFixes } from '../../check/fix.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import type { World } from '../../world.ts';

/** What `canon check` found, and mended or would mend. */
export interface Checked {
  readonly findings: readonly Diagnostic[];
  readonly records: number;
  readonly fixed: readonly string[];
}

/** Checks the work tree, and mends what is safe where that is asked for. */
export async function checkHere(
  project: Project,
  world: World,
  { fix, dryRun }: { fix: boolean; dryRun: boolean },
): Promise<Checked> {
  let result = await checkCached(project, world.now());
  const fixes = fix ? await fixesFor(project, result) : [];
  if (fixes.length > 0 && !dryRun) {
    await applyFixes(project, fixes);
    ({ result } = await check(project, undefined, world.now()));
  }
  return { findings: result.findings, records: result.records, fixed: fixes.map(({ path }) => path) };
}

const fixesFor = (project: Project, result: CheckResult): Promise<Fix[]> =>
  planFixes(project, result.findings, async () => (await readRows(project)).all());

/** Checks what is staged, in the index that git gives its hooks where there is one. */
export async function checkIndex(project: Project, world: World): Promise<Checked> {
  const { checkStaged } = await import('../../check/staged.ts');
  const file = world.env['GIT_INDEX_FILE'];
  // Git runs its hooks in the top of the work tree, and names the index from there.
  const index = file === undefined || file === '' || isAbsolute(file) ? file : resolve(project.top, file);
  return { ...(await checkStaged(project, world.now(), index || undefined)), fixed: [] };
}
