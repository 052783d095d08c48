import { status } from '../../git/status.ts';
import type { Project } from '../../store/project.ts';
import { GITATTRIBUTES } from './gitattributes.ts';
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
  /** `.gitattributes` holds changes of somebody that a commit would take along. */
  readonly attributesDirty: boolean;
  /** Modes of files do not show here (`core.fileMode` is false). */
  readonly modeless: boolean;
}

/** Asks git about the files of a plan. `installed` are those that are exactly as canon wrote them. */
export async function gitFacts(
  project: Project,
  steps: readonly Step[],
  installed: readonly string[],
): Promise<GitFacts> {
  const { repo, prefix } = project;
  const own = (path: string): string => path.slice(prefix.length);
  const pathsOf = (...acts: Step['act'][]): string[] =>
    steps.flatMap(({ act, path }) => (acts.includes(act) ? [path] : []));
  const written = pathsOf('write', 'update');
  const removed = pathsOf('remove');
  const all = [...new Set([...written, ...removed, ...installed, GITATTRIBUTES, MANIFEST_PATH])];
  const [ignored, state, mode] = await Promise.all([
    ignoredOf(project, written),
    status(
      repo,
      all.map((path) => prefix + path),
      { untracked: 'all', aheadBehind: false },
    ),
    repo.git.run(['config', '--type=bool', '--get', 'core.fileMode'], { ok: [0, 1] }),
  ]);
  const untracked = new Set(state.untracked.map(own));
  const changed = new Set(state.entries.map(({ path }) => own(path)));
  // Whatever stands uncommitted in it is somebody's, unless it holds nothing but canon's lines.
  const attributesDirty =
    !installed.includes(GITATTRIBUTES) && (changed.has(GITATTRIBUTES) || untracked.has(GITATTRIBUTES));
  const isLeft = (path: string): boolean => untracked.has(path) || changed.has(path);
  return {
    add: [...new Set([...written, ...installed.filter(isLeft)])].filter((path) => !ignored.includes(path)),
    drop: removed.filter((path) => !untracked.has(path) && !ignored.includes(path)),
    ignored,
    attributesDirty,
    modeless: mode.stdout.trim() === 'false',
  };
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
