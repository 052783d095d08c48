import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { identityFiles } from '../identity/git-identity.ts';
import { OPERATORS_PATH } from '../identity/operators.ts';
import { CONFIG_PATH } from '../store/config.ts';
import { isSettled } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import type { Project } from '../store/project.ts';
import { spoolDir } from '../store/spool.ts';
import { writeNow } from '../store/write-now.ts';
import { FORGOTTEN, openFiles } from '../telemetry/open.ts';
import type { Page } from './page.ts';
import type { Sight } from './sight.ts';
import { kindAt, type Kept, keptName, type Asked, stampAt, type Stamped } from './kept.ts';
import { BUILD } from '../store/build.ts';

/**
 * Keeps a whole answer for the next time. Not where a file that it depends on was changed since the look that
 * it was made from (or `began`, if that is earlier), or just before: such a change could go unnoticed.
 */
export function keep<Found>(
  project: Project,
  seen: Sight,
  asked: Asked,
  answer: { operator: Page['operator']; found: Found; began: number },
): void {
  try {
    if (seen.clock === undefined || project.readOnly) return;
    // The configuration was read before the look.
    const since = Math.min(seen.clock, answer.began);
    const files = settled(dependencies(project, seen, asked, answer), since);
    if (files === undefined) return;
    const { file, key } = keptName(project.local, asked);
    const kept: Kept<Found> = {
      made: BUILD,
      key,
      top: project.top,
      kinds: wayUp(project, asked.cwd),
      files,
      status: JSON.stringify(seen.status),
      operator: answer.operator,
      root: project.root,
      found: answer.found,
    };
    localFile(project, 'cache', 'x');
    writeNow(file, JSON.stringify(kept));
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

function settled(paths: readonly string[] | undefined, since: number): Stamped[] | undefined {
  if (paths === undefined) return undefined;
  const stamped: Stamped[] = [];
  for (const path of new Set(paths)) {
    const { stamp, stats } = stampAt(path);
    if (!stats.every((one) => isSettled(one, since))) return undefined;
    stamped.push([path, stamp]);
  }
  return stamped;
}

/** More answers than anybody looks at: of other folders, operators, targets. */
const MOST = 40;

/** Clears away what was not made for longest. */
function prune(dir: string): void {
  const files = readdirSync(dir).filter((name) => /^(resume|next)-[0-9a-f]+\.json$/.test(name));
  if (files.length <= MOST) return;
  const aged = files.map((name) => ({ name, at: statSync(join(dir, name)).mtimeMs }));
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(MOST)) rmSync(join(dir, name), { force: true });
}
