import { join } from 'node:path';
import { identityFiles } from '../identity/git-identity.ts';
import { OPERATORS_PATH } from '../identity/operators.ts';
import { CONFIG_PATH } from '../store/config.ts';
import { keepAnswer } from '../store/keep-answer.ts';
import type { Asked } from '../store/kept.ts';
import type { Project } from '../store/project.ts';
import type { Sight } from '../store/sight.ts';
import { spoolDir } from '../store/spool.ts';
import { FORGOTTEN, openFiles } from '../telemetry/open.ts';
import type { Page } from './page.ts';

/** Keeps a whole answer for the next time, with the operator it is for; see `keepAnswer`. */
export function keep<Found>(
  project: Project,
  seen: Sight,
  asked: Asked,
  answer: { operator: Page['operator']; found: Found; began: number },
): void {
  if (seen.clock === undefined || project.readOnly) return;
  // The configuration was read before the look.
  const since = Math.min(seen.clock, answer.began);
  const files = (): string[] | undefined => dependencies(project, seen, asked, answer);
  keepAnswer(project, asked, { found: answer.found, status: seen.status, files, since });
}

function dependencies(
  project: Project,
  { status, paths }: Sight,
  asked: Asked,
  { operator, began }: { operator: Page['operator']; began: number },
): string[] | undefined {
  const { root, local, repo } = project;
  const { commonDir, gitDir } = repo;
  const named = operator !== null && (operator.source === 'flag' || operator.source === 'env');
  const identity = named ? [] : identityFiles(project, asked.env);
  if (paths === undefined || identity === undefined) return undefined;
  const refs = ['packed-refs', 'FETCH_HEAD', 'shallow', 'reftable/tables.list'];
  if (status.upstream !== null) {
    refs.push(`refs/remotes/${status.upstream}`, `refs/heads/${status.upstream}`);
  }
  return [
    join(root, CONFIG_PATH),
    join(root, OPERATORS_PATH),
    join(commonDir, 'config'),
    join(gitDir, 'config.worktree'),
    ...(gitDir === commonDir ? [] : [join(project.top, '.git'), join(gitDir, 'commondir')]),
    ...identity,
    ...refs.map((name) => join(commonDir, ...name.split('/'))),
    join(local, 'claims'),
    // Which sessions are left behind, and what was counted of them, or waits for it.
    ...openFiles(project, began - FORGOTTEN),
    spoolDir(project),
    ...paths.map((path) => join(root, path)),
  ];
}
