import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { discover, type Repo } from '../git/discover.ts';
import type { World } from '../world.ts';
import { type Config, CONFIG_PATH, type LoadedConfig, parseConfig } from './config.ts';
import { DEFAULT_CONFIG } from './config-defaults.ts';
import { type Layout, layoutOf } from './layout.ts';
import { localDir, worktreeKeyOf } from './local.ts';
import { readRecord } from './read.ts';
import { ensureSpool, removeSpool } from './spool.ts';

/** A repository, or a folder in one, whose records canon keeps. */
export interface Project {
  /** Absolute: the folder with `.canon/`, else the work tree's top. */
  readonly root: string;
  /** The work tree's top, absolute. */
  readonly top: string;
  /** From top to root: the empty text, or `sub/folder/`. Git's paths are this and the record's path. */
  readonly prefix: string;
  readonly repo: Repo;
  readonly config: Config;
  readonly layout: Layout;
  /** True where there is a `.canon` folder: somebody ran `init`. */
  readonly initialized: boolean;
  /** Folder of local state, shared by all work trees of the clone. */
  readonly local: string;
  /** Tells this work tree from the others of the clone. */
  readonly worktreeKey: string;
  /** Nothing may be written, local state included. */
  readonly readOnly?: boolean;
  /** What is odd about the configuration without stopping anybody. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a project is, whatever its configuration says, or whether it can be read. */
export type Site = Pick<Project, 'root' | 'top' | 'prefix' | 'repo' | 'initialized' | 'local'>;

/**
 * Finds the project around a folder without reading anything of it.
 * @throws E_NO_REPOSITORY, E_BARE_REPOSITORY
 */
export async function findSite(world: Pick<World, 'cwd' | 'env'>, repoFlag?: string): Promise<Site> {
  const from = repoFlag === undefined ? world.cwd : resolve(world.cwd, repoFlag);
  const repo = await discover(from, world.env);
  const { top } = repo;
  const found = nearestCanon(realpathSync.native(from), top);
  const root = found ?? top;
  const below = relative(top, root).split(sep).join('/');
  return {
    root,
    top,
    prefix: below === '' ? '' : `${below}/`,
    repo,
    initialized: found !== undefined,
    local: localDir(repo),
  };
}

export interface OpenOptions {
  /** For a command that must not change anything, not even a cache: `--dry-run`. */
  readonly readOnly?: boolean;
}

/**
 * Finds the project around the working directory, or around `repoFlag` (`--repo DIR`): the nearest folder
 * with `.canon/` from there up to the top of the work tree, else that top. Where
 * tool calls are to be counted, the hook finds its spool from then on.
 * @throws E_NO_REPOSITORY, E_BARE_REPOSITORY, E_CONFIG_…
 */
export async function openProject(
  world: Pick<World, 'cwd' | 'env'>,
  repoFlag?: string,
  options: OpenOptions = {},
): Promise<Project> {
  const site = await findSite(world, repoFlag);
  const { config, diagnostics } = site.initialized ? await loadConfig(site) : DEFAULTS;
  const project: Project = {
    ...site,
    config,
    layout: layoutOf(config),
    worktreeKey: worktreeKeyOf(site.repo),
    ...(options.readOnly ? { readOnly: true } : {}),
    diagnostics,
  };
  settleSpool(project);
  return project;
}

function settleSpool(project: Project): void {
  if (!project.initialized || project.readOnly) return;
  if (project.config.telemetry === 'on') ensureSpool(project);
  else if (isAlone(project)) removeSpool(project);
}

/** Whether this is all that the clone holds: other work trees and projects share the spool, and may count. */
const isAlone = ({ prefix, repo }: Project): boolean =>
  prefix === '' && repo.gitDir === repo.commonDir && !existsSync(join(repo.commonDir, 'worktrees'));

const DEFAULTS: LoadedConfig = { config: DEFAULT_CONFIG, diagnostics: [] };

/** The configuration in a project's root; the defaults where there is none. */
export async function loadConfig(project: Pick<Project, 'root' | 'top'>): Promise<LoadedConfig> {
  const text = await readRecord(project, CONFIG_PATH);
  return text === undefined ? DEFAULTS : parseConfig(text);
}

// A `.canon` that is a link may lead out of the repository: it is none.
function nearestCanon(from: string, top: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    if (lstatSync(join(dir, '.canon'), { throwIfNoEntry: false })?.isDirectory()) return dir;
    if (dir === top || dirname(dir) === dir) return undefined;
  }
}
