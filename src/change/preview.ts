import { readHead } from '../git/head.ts';
import { openObjects, remembering } from '../git/objects.ts';
import { groundAt } from './ground.ts';
import { prepare } from './own-files.ts';
import type { Skipped } from './versions.ts';
import type { ChangePlan, Derive } from './plan.ts';
import type { ChangeProject } from './project.ts';

/** What a change would commit. */
export interface Preview {
  readonly amends: boolean;
  /** Files that would change: the committed text now (null: none) and then (null: taken away). */
  readonly files: readonly {
    readonly path: string;
    readonly derived: boolean;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly skipped: readonly Skipped[];
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
    return {
      amends: ground.amends,
      files: files
        .filter(({ old, next }) => old?.oid !== next?.oid)
        .map(({ path, derived, old, next }) => ({
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
