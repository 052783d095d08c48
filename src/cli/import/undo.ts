import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPlanOn } from '../../change/apply.ts';
import { deriveHere } from '../../change/derive-here.ts';
import { footingOf } from '../../change/footing.ts';
import type { ChangePlan, PlannedFile } from '../../change/plan.ts';
import { textOf } from '../../change/project.ts';
import { applyDiagnostics } from '../../change/tell.ts';
import { putText } from '../../change/write-only.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { readHead } from '../../git/head.ts';
import { readBlobs } from '../../git/objects.ts';
import { ASSETS, type SourceName } from '../../import/item.ts';
import { planUndo } from '../../import/report/plan-undo.ts';
import { readReports } from '../../import/report/read-reports.ts';
import { type ReportFile, REPORTS } from '../../store/imports/report.ts';
import { KINDS } from '../../record/kinds.ts';
import type { Project } from '../../store/project.ts';
import { containedPath, readRecord } from '../../store/read.ts';
import { readRows } from '../../store/rows.ts';
import type { World } from '../../world.ts';
import type { Outcome, Progress } from '../command.ts';
import { undoText } from './undo-text.ts';
import { unusedAssets } from './unused-assets.ts';

export interface UndoRequest {
  readonly source: SourceName;
  /** The report that is meant: its name. */
  readonly paths: readonly string[];
  readonly dryRun: boolean;
  readonly commit: boolean;
  readonly progress: Progress;
}

/**
 * Takes an import back, as one commit: what nobody has edited since.
 * @throws E_IMPORT_NO_REPORT, E_IMPORT_REPORT
 */
export async function undoImport(project: Project, world: World, request: UndoRequest): Promise<Outcome> {
  const { source, dryRun, commit, progress } = request;
  const footing = await footingOf(project);
  const reports = chosen(await readReports(project, source), request);
  progress.say('Looking at what was imported');
  const heads = await headBlobs(project);
  const rows = (await readRows(project)).all();
  const read = (path: string): Promise<string | undefined> => readUnlessOdd(project, path);
  const blob = async (oid: string): Promise<string | undefined> => {
    const [bytes] = await readBlobs(project.repo, [oid]);
    return bytes && textOf(bytes);
  };
  const { layout, prefix } = project;
  let gone: readonly string[] = [];
  const left: string[] = [];
  const plan = await planUndo(reports, {
    layout,
    prefix,
    rows,
    read,
    blob,
    head: (path) => heads.get(path),
    async unused(items) {
      const paths = rows.map(({ path }) => path);
      const assets = await unusedAssets(project, reports, items, paths);
      gone = assets.filter((path) => heads.has(path));
      // The work tree may be the only place that such a file is in.
      left.push(...assets.filter((path) => !heads.has(path) && existsSync(join(project.root, path))));
      return new Set(gone);
    },
  });
  const name = reports.length === 1 ? (reports[0]?.report.name ?? '') : '';
  const change: ChangePlan = {
    commit: {
      subject: `Take back the import of ${source}${name === '' ? '' : `: ${name}`}`,
      trailers: [['Canon-Session', 'none']],
    },
    files: [
      ...plan.files,
      ...gone.map((path): PlannedFile => ({ path, edit: { op: 'remove' }, expect: 'present' })),
    ],
  };
  const told: Diagnostic[] = plan.items.flatMap(({ action, file, why = '' }) =>
    action === 'keep' ? [{ code: 'import-undo-kept', severity: 'warning', path: file, args: { why } }] : [],
  );
  if (left.length > 0)
    told.push({ code: 'import-undo-assets', severity: 'warning', args: { count: left.length, dir: ASSETS } });
  let done: string | null = null;
  let failed = false;
  if (!dryRun) {
    progress.say(commit ? 'Committing' : 'Writing');
    // Last what names it all: a run that is killed in between is begun again.
    if (change.files.length > 0) {
      const derive = deriveHere(project);
      const applied = await applyPlanOn(footing, project, world, change, { commit, derive });
      if (!applied) throw new CanonError('E_IMPORT_MOVED');
      const { notCommitted, skipped } = applied;
      done = applied.commit;
      failed =
        (notCommitted !== undefined && !['asked', 'nothing'].includes(notCommitted.reason)) ||
        skipped.length > 0;
      told.push(...applyDiagnostics(applied));
    }
    for (const { path, before, text } of plan.loose) await putText(project, path, before, text);
    for (const folder of [ASSETS, REPORTS]) await removeEmpty(project, folder);
  }
  const kept = plan.items.some(({ action }) => action === 'keep');
  return {
    data: {
      items: plan.items.map(({ entry, action }) => ({
        source: entry.path,
        record: entry.record,
        action,
        uncertain: [],
      })),
      lost: [],
      commit: done,
      report: kept ? (reports[0]?.path ?? null) : null,
      passed: 0,
    },
    diagnostics: [...project.diagnostics, ...told],
    exit: kept || failed ? 1 : 0,
    human: (look) => undoText({ items: plan.items, assets: gone.length, commit: done, dryRun }, look),
  };
}

/** The reports that are meant: the one of that name; all that sweeps have written; else the only one. */
function chosen(reports: readonly ReportFile[], { source, paths }: UndoRequest): readonly ReportFile[] {
  const [asked] = paths;
  const names = reports.map(({ report }) => report.name);
  const found = reports.filter(
    ({ path, report }) => asked === undefined || report.name === asked || path === asked,
  );
  if (found.length === 1 || (found.length > 1 && source === 'transcripts')) return found;
  if (found.length > 1) throw new CanonError('E_IMPORT_UNDO_WHICH', { data: { source, names } });
  throw new CanonError('E_IMPORT_NO_REPORT', { data: { source, name: asked ?? '', names } });
}

/** Git's objects of all files that an import writes, as HEAD has them. */
async function headBlobs({ repo, prefix, layout }: Project): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const { oid } = await readHead(repo);
  if (oid === null) return found;
  const folders = [...KINDS.map((kind) => layout.dirOf(kind)), REPORTS, ASSETS].map((dir) => prefix + dir);
  const { stdout } = await repo.git.run(['ls-tree', '-r', '-z', '--full-tree', oid, '--', ...folders]);
  for (const line of stdout.split('\0')) {
    const [, blob = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    if (path !== '' && path.startsWith(prefix)) found.set(path.slice(prefix.length), blob);
  }
  return found;
}

async function readUnlessOdd(project: Project, path: string): Promise<string | undefined> {
  try {
    return await readRecord(project, path);
  } catch (error) {
    if (error instanceof CanonError) return undefined;
    throw error;
  }
}

/** A folder that only this import had filled; one with anything in it, or that is a link, stays, and does no harm. */
async function removeEmpty(project: Project, folder: string): Promise<void> {
  try {
    await rmdir(containedPath(project, folder));
  } catch {
    // As good as before.
  }
}
