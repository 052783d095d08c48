import { applyPlanOn } from '../../change/apply.ts';
import { bytesEdit } from '../../change/bytes.ts';
import { deriveHere } from '../../change/derive-here.ts';
import type { Footing } from '../../change/footing.ts';
import type { ChangePlan, PlannedFile } from '../../change/plan.ts';
import { applyDiagnostics } from '../../change/tell.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import type { Asset } from '../../import/item.ts';
import type { ImportPlan } from '../../import/plan/plan.ts';
import { makeGuard } from '../../secrets/guard.ts';
import { searchable } from '../../secrets/searchable.ts';
import { sha256 } from '../../store/imports/standing.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import type { Progress } from '../command.ts';

export interface ApplyImport {
  readonly commit: boolean;
  /** What the plan stands on. */
  readonly footing: Footing;
  /** Fingerprints of `--allow-secret`. */
  readonly allowed: readonly string[];
  /** Files that become records where they are, and that HEAD does not have. */
  readonly uncommitted: readonly string[];
  readonly progress: Progress;
}

export interface Applied {
  readonly commit: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: 0 | 1 | 2;
}

/**
 * Looks for secrets in all that is about to be written, and then writes and commits it. A secret stops it before anything
 * is changed.
 * @throws E_IMPORT_MOVED where something else was committed since it was planned
 */
export async function applyImport(
  project: Project,
  world: World,
  plan: ImportPlan & { readonly change: ChangePlan },
  { commit, footing, allowed, uncommitted, progress }: ApplyImport,
): Promise<Applied> {
  const { change } = plan;
  const guard = makeGuard(project.config.secrets, allowed, []);
  progress.say('Looking for secrets');
  await guard.inspect(suspectsOf(plan, uncommitted));
  const files: PlannedFile[] = [];
  for (const { path, asset } of plan.assets) {
    const read = (): Promise<Buffer> => bytesOfAsset(path, asset);
    const text = searchable(await read());
    if (text !== undefined) await guard.inspect([{ path, text, before: null }]);
    files.push({ path, edit: await bytesEdit(project.repo, read), expect: 'any' });
  }
  const secrets = guard.diagnostics();
  if (secrets.some(({ severity }) => severity === 'error')) {
    return { commit: null, diagnostics: secrets.map((one) => asImport(one, plan)), exit: 2 };
  }
  const commits = commit && uncommitted.length === 0;
  progress.say(commits ? 'Committing' : 'Writing');
  // What is derived repeats what is in the records.
  const own = new Set([...files, ...change.files].map(({ path }) => path));
  const inspect: typeof guard.inspect = (all) => guard.inspect(all.filter(({ path }) => own.has(path)));
  const applied = await applyPlanOn(
    footing,
    project,
    world,
    { ...change, files: [...files, ...change.files] },
    { commit: commits, derive: deriveHere(project), inspect },
  );
  if (!applied) throw new CanonError('E_IMPORT_MOVED');
  const { notCommitted, skipped } = applied;
  const left = commit ? uncommitted : [];
  const failed = notCommitted !== undefined && !['asked', 'nothing'].includes(notCommitted.reason);
  return {
    commit: applied.commit,
    diagnostics: [
      ...secrets,
      ...applyDiagnostics(applied),
      ...left.map((path): Diagnostic => ({
        code: 'change-uncommitted',
        severity: 'warning',
        path,
        args: { path, why: 'uncommitted' },
      })),
    ],
    exit: failed || skipped.length > 0 || left.length > 0 ? 1 : 0,
  };
}

/** The bytes that the name of an asset tells of: what is looked at is what is committed, whoever writes to the file meanwhile. */
async function bytesOfAsset(path: string, asset: Asset): Promise<Buffer> {
  const bytes = await asset.read();
  if (sha256(bytes) !== asset.hash)
    throw new CanonError('E_CHANGE_BYTES', { path, data: { path: asset.path } });
  return bytes;
}

/** Of a file that HEAD has already only what the import adds: the rest has been committed before. */
function suspectsOf(
  { items, reports, change }: ImportPlan,
  uncommitted: readonly string[],
): Parameters<ReturnType<typeof makeGuard>['inspect']>[0] {
  const fresh = new Set(uncommitted);
  const records = items.flatMap(({ file, text, item }) =>
    text === undefined
      ? []
      : [{ path: file, text, before: item.inPlace && !fresh.has(file) ? (item.text ?? null) : null }],
  );
  const paths = new Set(reports.map(({ path }) => path));
  const written = (change?.files ?? []).flatMap(({ path, edit }) =>
    paths.has(path) && edit.op === 'write' ? [{ path, text: edit.text, before: null }] : [],
  );
  return [...records, ...written];
}

function asImport(one: Diagnostic, plan: ImportPlan): Diagnostic {
  if (one.code !== 'secret') return one;
  return { ...one, code: 'import-secret', args: { ...one.args, source: sourceOf(one, plan) } };
}

/** Where in the source it is that a record, a file that comes along or a line of a report has something from. */
function sourceOf({ path, line }: Diagnostic, { items, assets, change }: ImportPlan): string {
  const item = items.find(({ file }) => file === path)?.item;
  if (item) return item.path;
  const along = assets.find((one) => one.path === path)?.asset;
  if (along) return along.path;
  const edit = change?.files.find((one) => one.path === path)?.edit;
  const text = edit?.op === 'write' ? (edit.text.split('\n')[(line ?? 0) - 1] ?? '') : '';
  const named = /"path":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return named === undefined ? '' : (JSON.parse(named) as string);
}
