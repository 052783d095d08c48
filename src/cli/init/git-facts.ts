import { readBlobs } from '../../git/objects.ts';
import { status } from '../../git/status.ts';
import type { Project } from '../../store/project.ts';
import { MANIFEST_PATH } from './manifest.ts';
import type { Step } from './plan.ts';

/** What git makes of the files that `init` installs, asked before anything is written. */
export interface GitFacts {
  /** Paths that are committed with this run's: written by it, or by an earlier one and not committed yet. */
  readonly add: readonly string[];
  /** Paths that are removed and that git knows. */
  readonly drop: readonly string[];
  /** Written, but git is told not to look at it. */
  readonly ignored: readonly string[];
  /** Files of the people that hold changes of somebody, which a commit would take along. */
  readonly dirty: readonly string[];
  /** Modes of files do not show here (`core.fileMode` is false). */
  readonly modeless: boolean;
}

/** A file of the people that canon adds to, or takes from. */
export interface SharedFile {
  readonly path: string;
  /** What it is when this run is done; undefined: gone. */
  readonly text: string | undefined;
  /** What it would be if canon did the same to the file of HEAD. */
  readonly redo: (head: string | undefined) => string | undefined;
}

type Touch = Pick<Step, 'act' | 'path'>;

/**
 * Asks git about the files of a plan. `installed` are those that are exactly as canon wrote them, `shared` are
 * the people's.
 */
export async function gitFacts(
  project: Project,
  steps: readonly Touch[],
  installed: readonly string[],
  shared: readonly SharedFile[],
): Promise<GitFacts> {
  const { repo, prefix } = project;
  const own = (path: string): string => path.slice(prefix.length);
  const pathsOf = (...acts: Touch['act'][]): string[] =>
    steps.flatMap(({ act, path }) => (acts.includes(act) ? [path] : []));
  const written = pathsOf('write', 'update');
  const removed = pathsOf('remove');
  const all = [
    ...new Set([...written, ...removed, ...installed, ...shared.map(({ path }) => path), MANIFEST_PATH]),
  ];
  const [ignored, state, mode] = await Promise.all([
    ignoredOf(project, [...written, ...removed]),
    status(
      repo,
      all.map((path) => prefix + path),
      { untracked: 'all', aheadBehind: false },
    ),
    repo.git.run(['config', '--type=bool', '--get', 'core.fileMode'], { ok: [0, 1] }),
  ]);
  const untracked = new Set(state.untracked.map(own));
  const added = new Set(state.entries.flatMap(({ path, x }) => (x === 'A' ? [own(path)] : [])));
  const changed = new Set(state.entries.map(({ path }) => own(path)));
  const isLeft = (path: string): boolean => untracked.has(path) || changed.has(path);
  const open = shared.filter(({ path }) => !installed.includes(path) && isLeft(path));
  const changes = await changesOf(project, open);
  const pathsOfChange = (change: Change): string[] =>
    open.flatMap(({ path }, at) => (changes[at] === change ? [path] : []));
  const add = new Set([...written, ...installed.filter(isLeft), ...pathsOfChange('ours')]);
  const dirty = pathsOfChange('theirs');
  const apart = new Set([...dirty, ...pathsOfChange('none'), ...ignored]);
  return {
    add: [...add].filter((path) => !apart.has(path) && !removed.includes(path)),
    // What is only in the index is not known to a commit by its path.
    drop: removed.filter((path) => !untracked.has(path) && !added.has(path) && !apart.has(path)),
    ignored: ignored.filter((path) => written.includes(path)),
    dirty,
    modeless: mode.stdout.trim() === 'false',
  };
}

/** By what a file differs from HEAD once this run is done: by what canon does to it, or by more than that. */
type Change = 'none' | 'ours' | 'theirs';

async function changesOf({ repo, prefix }: Project, files: readonly SharedFile[]): Promise<Change[]> {
  if (files.length === 0) return [];
  const specs = files.map(({ path }) => `HEAD:${prefix}${path}`);
  const heads = await readBlobs(repo, specs);
  // As git keeps them: a checkout may have given a file other line ends.
  const plain = (text: string | undefined): string | undefined => text?.replaceAll('\r\n', '\n');
  return files.map(({ text, redo }, at) => {
    const head = heads[at]?.toString('utf8');
    if (plain(head) === plain(text)) return 'none';
    return plain(redo(head)) === plain(text) ? 'ours' : 'theirs';
  });
}

/** Of these paths, those that git is told to ignore and does not track. */
async function ignoredOf({ repo, prefix }: Project, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  // With `./` a path can have no magic; check-ignore is the one command that refuses literal pathspecs.
  const input = paths.map((path) => `./${prefix}${path}`).join('\0');
  const { stdout } = await repo.git.run(['check-ignore', '-z', '--stdin'], {
    input,
    ok: [0, 1],
    env: { GIT_LITERAL_PATHSPECS: '0' },
  });
  return stdout
    .split('\0')
    .filter(Boolean)
    .map((path) => path.slice(2 + prefix.length));
}
