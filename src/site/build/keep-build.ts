import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gitIdentity, identityFiles } from '../../identity/git-identity.ts';
import { OPERATORS_PATH } from '../../identity/operators.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import { keepAnswer } from '../../store/keep-answer.ts';
import { stampAt, type Stamped } from '../../store/kept.ts';
import type { Project } from '../../store/project.ts';
import type { Sight } from '../../store/sight.ts';
import type { BuiltSite, KeepAs } from './build-site.ts';
import { LIST } from './out-folder.ts';

/** What is kept of a build: what is said of it again when nothing has changed. */
export type KeptBuild = Omit<BuiltSite, 'written' | 'removed'>;

/** What a build has come to, and what it was made from besides records and settings. */
interface Build {
  readonly built: KeptBuild;
  /** The folder of the site's style and scripts. */
  readonly assets: string;
  /** How the site's files stand, by their path in the folder. */
  readonly stamps: ReadonlyMap<string, string>;
  /** The same of their folders, in which somebody may put something else. */
  readonly folders: ReadonlyMap<string, string>;
  readonly reads: () => Iterable<string>;
}

/** Keeps that a site is as it should be, with all that it depends on, its own files among them; see `keepAnswer`. */
export async function keepBuild(project: Project, seen: Sight, as: KeepAs, build: Build): Promise<void> {
  const { clock, status, paths } = seen;
  if (clock === undefined || paths === undefined || project.readOnly) return;
  // A record has changed while its page was made.
  if ([...build.stamps.values()].includes('-')) return;
  // Addresses of remotes may be rewritten by any file of git's configuration: whoever asks who somebody is knows them.
  await gitIdentity(project, as.asked.env).catch(() => {});
  keepAnswer(project, as.asked, {
    found: build.built,
    status,
    files: () => dependencies(project, paths, as, build),
    stamped: ownFiles(build),
    since: Math.min(clock, as.began),
  });
}

function dependencies(
  project: Project,
  paths: readonly string[],
  { asked }: KeepAs,
  { assets, reads }: Build,
): string[] | undefined {
  const { root, top, repo } = project;
  const { commonDir, gitDir } = repo;
  const identity = identityFiles(project, asked.env);
  if (identity === undefined) return undefined;
  const remotes = join(commonDir, 'refs', 'remotes');
  return [
    join(root, CONFIG_PATH),
    join(root, OPERATORS_PATH),
    join(commonDir, 'config'),
    join(gitDir, 'config.worktree'),
    ...(gitDir === commonDir ? [] : [join(top, '.git'), join(gitDir, 'commondir')]),
    ...identity,
    // Which branch is the default one, and how deep the history goes.
    ...['packed-refs', 'shallow', 'reftable/tables.list', 'refs/heads/main', 'refs/heads/master'].map((one) =>
      join(commonDir, ...one.split('/')),
    ),
    remotes,
    join(remotes, 'origin', 'HEAD'),
    ...namesIn(remotes).map((remote) => join(remotes, remote, 'HEAD')),
    ...namesIn(assets).map((file) => join(assets, file)),
    ...paths.map((path) => join(root, path)),
    ...reads(),
  ];
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/**
 * The site's files as they were written, just now: whoever changes one in the same moment, and to the same length, is
 * not noticed.
 */
function ownFiles({ built: { out }, stamps, folders }: Build): Stamped[] {
  const list = join(out, LIST);
  const known = [...folders, ...stamps].map(([path, stamp]): Stamped => [join(out, path), stamp]);
  return [[list, stampAt(list).stamp], ...known];
}
