import { dirname, join } from 'node:path';
import type { Status } from '../git/status.ts';
import { identityFiles } from '../identity/git-identity.ts';
import { OPERATORS_PATH } from '../identity/operators.ts';
import { atomicWrite } from '../store/atomic.ts';
import { readWorkState } from '../store/cache-files.ts';
import { CONFIG_PATH } from '../store/config.ts';
import { isSettled } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import type { Look } from '../store/look.ts';
import type { Project } from '../store/project.ts';
import { type Gathered, prune } from './cache.ts';
import type { Page } from './page.ts';
import {
  kindAt,
  QUICK_MADE,
  type QuickFile,
  quickName,
  type QuickRequest,
  stampAt,
  type Stamped,
} from './quick-file.ts';

/**
 * Keeps a whole answer for the next time. Not where a file that it depends on was changed since, or just
 * before, the look that it was made from: such a change could go unnoticed.
 */
export async function keepQuick(
  project: Project,
  look: Look,
  request: QuickRequest,
  answer: { operator: Page['operator']; found: Gathered },
): Promise<void> {
  try {
    const files = settled(await dependencies(project, look.status, request, answer.operator), look.clock);
    if (files === undefined) return;
    const { file, key } = quickName(project.local, request);
    const kept: QuickFile = {
      made: QUICK_MADE,
      key,
      top: project.top,
      kinds: wayUp(project, request.cwd),
      files,
      status: JSON.stringify(look.status),
      operator: answer.operator,
      root: project.root,
      found: { snapshot: answer.found.snapshot, subject: answer.found.subject, target: answer.found.target },
    };
    localFile(project, 'cache', 'x');
    await atomicWrite(file, JSON.stringify(kept), { mode: 0o600, durable: false });
    prune(dirname(file));
  } catch {
    // A cache is no reason to fail.
  }
}

/** Where a repository or a project could begin between the working directory and where they do. */
function wayUp({ top }: Project, cwd: string): Stamped[] {
  const kinds: Stamped[] = [];
  for (let dir = cwd; ; dir = dirname(dir)) {
    for (const name of ['.canon', '.git']) kinds.push([join(dir, name), kindAt(join(dir, name))]);
    if (dir === top || dirname(dir) === dir) return kinds;
  }
}

async function dependencies(
  project: Project,
  status: Status,
  request: QuickRequest,
  operator: Page['operator'],
): Promise<string[] | undefined> {
  const { root, local, repo } = project;
  const { commonDir, gitDir } = repo;
  const state = readWorkState(project);
  const named = operator !== null && (operator.source === 'flag' || operator.source === 'env');
  const identity = named ? [] : await identityFiles(project, request.env);
  if (state === undefined || identity === undefined) return undefined;
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
    ...state.folders.map(([path]) => join(root, path)),
    ...state.loose.map(({ path }) => join(root, path)),
  ];
}

function settled(paths: readonly string[] | undefined, clock: number | undefined): Stamped[] | undefined {
  if (paths === undefined || clock === undefined) return undefined;
  const stamped: Stamped[] = [];
  for (const path of new Set(paths)) {
    const { stamp, stats } = stampAt(path);
    if (!stats.every((one) => isSettled(one, clock))) return undefined;
    stamped.push([path, stamp]);
  }
  return stamped;
}
