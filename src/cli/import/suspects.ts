import { bytesEdit } from '../../change/bytes.ts';
import type { PlannedFile } from '../../change/plan.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import type { Asset } from '../../import/item.ts';
import type { ImportPlan } from '../../import/plan/plan.ts';
import type { Guard } from '../../secrets/guard.ts';
import { searchable } from '../../secrets/searchable.ts';
import { sha256 } from '../../store/imports/standing.ts';
import type { Project } from '../../store/project.ts';

/**
 * Has all that an import would write searched for secrets.
 * @returns the files that come along, as they will be written
 * @throws E_CHANGE_BYTES where one of them is no longer what was planned
 */
export async function inspectImport(
  project: Pick<Project, 'repo'>,
  plan: ImportPlan,
  guard: Guard,
  uncommitted: readonly string[],
): Promise<PlannedFile[]> {
  await guard.inspect(textsOf(plan, uncommitted));
  const files: PlannedFile[] = [];
  for (const { path, asset } of plan.assets) {
    const read = (): Promise<Buffer> => bytesOfAsset(path, asset);
    const text = searchable(await read());
    if (text !== undefined) await guard.inspect([{ path, text, before: null }]);
    files.push({ path, edit: await bytesEdit(project.repo, read), expect: 'any' });
  }
  return files;
}

/** What a guard found, by where it stands in the source. */
export function findingsOf(guard: Guard, plan: ImportPlan, dryRun = false): Diagnostic[] {
  return guard
    .diagnostics()
    .map((one) =>
      one.code === 'secret'
        ? { ...one, code: 'import-secret', args: { ...one.args, source: sourceOf(one, plan), dryRun } }
        : one,
    );
}

/** The bytes that the name of an asset tells of: what is looked at is what is committed, whoever writes to the file meanwhile. */
async function bytesOfAsset(path: string, asset: Asset): Promise<Buffer> {
  const bytes = await asset.read();
  if (sha256(bytes) !== asset.hash)
    throw new CanonError('E_CHANGE_BYTES', { path, data: { path: asset.path } });
  return bytes;
}

/** Of a file that HEAD has already only what the import adds: the rest has been committed before. */
function textsOf(
  { items, reports, change }: ImportPlan,
  uncommitted: readonly string[],
): Parameters<Guard['inspect']>[0] {
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
