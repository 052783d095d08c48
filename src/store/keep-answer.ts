import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Status } from '../git/status.ts';
import { BUILD } from './build.ts';
import { isSettled } from './file-stamp.ts';
import { type Asked, kindAt, type Kept, keptName, stampAt, type Stamped } from './kept.ts';
import { localFile } from './local.ts';
import type { Project } from './project.ts';
import { writeNow } from './write-now.ts';

/** An answer, and what it depends on. */
export interface Answer<Found> {
  readonly found: Found;
  /** Of the whole work tree. */
  readonly status: Status;
  /** Files and folders, absolute, which need not be there; undefined where they cannot be told. */
  readonly files: () => Iterable<string> | undefined;
  /** Those whose stamps are known, whatever the clock says. */
  readonly stamped?: readonly Stamped[];
  /** The file system's time from before any of `files` was looked at. */
  readonly since: number;
}

/**
 * Keeps a whole answer for the next time (`quickAnswer`). Not where a file that it depends on was changed since
 * the look that it was made from, or just before: such a change could go unnoticed.
 */
export function keepAnswer<Found>(project: Project, asked: Asked, answer: Answer<Found>): void {
  try {
    if (project.readOnly) return;
    const paths = answer.files();
    const files = paths && settled(paths, answer.since);
    if (files === undefined) return;
    const { file, key } = keptName(project.local, asked);
    const kept: Kept<Found> = {
      made: BUILD,
      key,
      top: project.top,
      kinds: wayUp(project, asked.cwd),
      files: [...files, ...(answer.stamped ?? [])],
      status: JSON.stringify(answer.status),
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

function settled(paths: Iterable<string>, since: number): Stamped[] | undefined {
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
  const files = readdirSync(dir).filter((name) => /^(?:resume|next|site)-[0-9a-f]+\.json$/.test(name));
  if (files.length <= MOST) return;
  const aged = files.map((name) => ({ name, at: statSync(join(dir, name)).mtimeMs }));
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(MOST)) rmSync(join(dir, name), { force: true });
}
