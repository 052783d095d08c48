import { readHead } from '../git/head.ts';
import { openObjects, remembering } from '../git/objects.ts';
import { groundAt } from './ground.ts';
import { prepare } from './own-files.ts';
import { isText, type OwnFile, type Skipped } from './versions.ts';
import type { ChangePlan, Derive } from './plan.ts';
import type { ChangeProject } from './project.ts';

/** What a change would commit. */
export interface Preview {
  readonly amends: boolean;
  /** Files that would change: the committed text now (null: none) and then (null: taken away). */
  readonly files: readonly ChangedFile[];
  /** Files that would be put there or taken away whole, whatever is in them. */
  readonly wholes: readonly ChangedWhole[];
  readonly skipped: readonly Skipped[];
}

interface ChangedFile {
  readonly path: string;
  readonly derived: boolean;
  readonly before: string | null;
  readonly after: string | null;
}

interface ChangedWhole {
  readonly path: string;
  readonly action: 'create' | 'update' | 'remove';
}

/** Makes a plan's edits without writing anything anywhere: `--dry-run`. */
export async function previewPlan(
  project: ChangeProject,
  plan: ChangePlan,
  options: { readonly derive?: Derive } = {},
): Promise<Preview> {
  const running = openObjects(project.repo);
  const objects = remembering(running);
  try {
    const head = await readHead(project.repo);
    const ground = await groundAt(project, objects, head.oid, plan.amend);
    const { files, skipped } = await prepare(project, objects, ground, plan.files, options.derive);
    const changed = files.filter(({ old, next }) => old?.oid !== next?.oid);
    return {
      amends: ground.amends,
      wholes: changed.flatMap(wholeOf),
      files: changed.filter(isText).map(({ path, derived, old, next }) => ({
        path,
        derived,
        before: old?.text ?? null,
        after: next?.text ?? null,
      })),
      skipped,
    };
  } finally {
    running.close();
  }
}

function wholeOf(file: OwnFile): ChangedWhole[] {
  if (isText(file)) return [];
  const { path, old, next } = file;
  const action = old === null ? 'create' : next === null ? 'remove' : 'update';
  return [{ path, action }];
}
