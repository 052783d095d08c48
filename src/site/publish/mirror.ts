import { lstatSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Repo } from '../../git/discover.ts';
import type { Git } from '../../git/exec.ts';
import { remoteUrl } from '../../git/remote.ts';
import { layoutOf } from '../../store/layout.ts';
import { loadConfig, type Project } from '../../store/project.ts';

/** What a site shows besides records: pictures, wherever they are. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;

/** A commit's records as a project of its own, whatever lies about in the work tree. */
export interface Mirror {
  readonly project: Project;
  /** A folder of its own that a site may be built into. */
  readonly out: string;
}

/**
 * Checks the records of a commit out into a folder of local state, with an index of its own: what has not changed
 * since the last time is not written again. Settings are those of the commit, too.
 * @throws E_CONFIG_… where the commit's settings cannot be read
 */
export async function mirrorOf(project: Project, commit: string): Promise<Mirror> {
  const base = placeOf(project);
  const made = [join(base, 'tree'), join(base, 'local'), join(base, 'out')];
  // Files are removed there: it has to be the folder that it seems to be.
  for (const dir of [dirname(base), base, ...made])
    if (lstatSync(dir, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new CanonError('E_LOCAL_LINK', { data: { file: relative(project.local, dir) } });
  for (const dir of made) mkdirSync(dir, { recursive: true, mode: 0o700 });
  const [top = '', local = '', out = ''] = made.map((dir) => realpathSync.native(dir));
  const repo: Repo = { ...project.repo, top, git: gitIn(project.repo, top, join(base, 'index')) };
  await checkOut(project, repo, commit);
  const root = join(top, project.prefix);
  mkdirSync(root, { recursive: true });
  const { config } = await loadConfig({ root, top });
  const title = config.site.title ?? (await nameOf(project));
  return {
    project: {
      ...project,
      root,
      top,
      local,
      repo,
      config: { ...config, site: { ...config.site, title } },
      layout: layoutOf(config),
    },
    out,
  };
}

const placeOf = ({ local, worktreeKey }: Project): string => join(local, 'rendered', worktreeKey);

/** No name of a work tree begins like this. */
const OLD = 'old-';

/** Puts a mirror out of the way: git that outlived a killed run goes on in the folder it began in. */
export function clearMirror(project: Project): void {
  const base = placeOf(project);
  const above = dirname(base);
  renameSync(base, join(above, OLD + Math.random().toString(36).slice(2)));
  for (const name of readdirSync(above)) {
    if (!name.startsWith(OLD)) continue;
    try {
      rmSync(join(above, name), { recursive: true, force: true });
    } catch {
      // Something is still written there: the next time.
    }
  }
}

/** The same in all clones, whatever their folders are called. */
async function nameOf({ repo, root }: Project): Promise<string> {
  const address = await remoteUrl(repo, 'origin');
  const [, name] = /([^/:\\]+?)(?:\.git)?[/\\]*$/.exec(address ?? '') ?? [];
  return name ?? basename(root);
}

// Settings that would have git look beyond the mirror's own files, or write them otherwise here than elsewhere.
const PLAIN = ['core.fsmonitor=false', 'core.sparseCheckout=false', 'core.autocrlf=false'];

/** Git on the same history, with another work tree and another index. */
function gitIn({ git, gitDir }: Repo, top: string, index: string): Git {
  const env = { GIT_DIR: gitDir, GIT_WORK_TREE: top, GIT_INDEX_FILE: index };
  const plain = PLAIN.flatMap((setting) => ['-c', setting]);
  const with_ = <O extends { readonly env?: object; readonly cwd?: string }>(
    options: O | undefined,
  ): O & { env: typeof env; cwd: string } =>
    ({ cwd: top, ...options, env: { ...env, ...options?.env } }) as O & { env: typeof env; cwd: string };
  return {
    cwd: top,
    env: { ...git.env, ...env },
    run: (args, options) => git.run([...plain, ...args], with_(options)),
    bytes: (args, options) => git.bytes([...plain, ...args], with_(options)),
    start: (args, options) => git.start([...plain, ...args], with_(options)),
  };
}

async function checkOut({ prefix, layout }: Project, { git, top }: Repo, commit: string): Promise<void> {
  // Not `-m`, which stops at files that stand otherwise than the index has it: those are written anew below.
  await git.run(['read-tree', '--reset', commit]);
  const { stdout } = await git.run(['ls-files', '-z']);
  const isWanted = (path: string): boolean => {
    if (path === '.gitattributes' || path.endsWith('/.gitattributes')) return true;
    if (!path.startsWith(prefix)) return false;
    const own = path.slice(prefix.length);
    return layout.isRenderedPath(own) ? false : layout.isOwnPath(own) || PICTURE.test(own);
  };
  const wanted = new Set(stdout.split('\0').filter((path) => path !== '' && isWanted(path)));
  for (const path of filesBelow(top)) if (!wanted.has(path)) rmSync(join(top, path), { force: true });
  await git.run(['checkout-index', '-q', '-f', '-u', '-z', '--stdin'], {
    input: [...wanted].map((path) => `${path}\0`).join(''),
    // A large file that is kept elsewhere is not fetched for this.
    env: { GIT_LFS_SKIP_SMUDGE: '1' },
  });
}

function* filesBelow(top: string, dir = top): Generator<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* filesBelow(top, path);
    else yield relative(top, path).split(sep).join('/');
  }
}
