import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { committerOf, writeCommit } from '../git/commit.ts';
import { scrubbed } from '../git/env.ts';
import { type NewObject, objectId } from '../git/object-id.ts';
import { readBlobs } from '../git/objects.ts';
import { diffTrees } from '../git/tree.ts';
import { localFile } from '../store/local.ts';
import type { World } from '../world.ts';
import type { Ground } from './ground.ts';
import { type ChangeProject, textOf } from './project.ts';

export type Hooked =
  | { readonly refused: string }
  /** Texts that pre-commit changed and staged, by git path; the message as commit-msg left it. */
  | { readonly texts: ReadonlyMap<string, string>; readonly message: string };

/**
 * Runs the repository's pre-commit and commit-msg on a tree that is about to be committed, in a throw-away
 * work tree that holds it: there they can look at everything and touch nothing of anybody's.
 */
export async function runHooks(
  project: ChangeProject,
  world: World,
  ground: Ground,
  made: { readonly tree: string; readonly message: string },
): Promise<Hooked> {
  const [preCommit, commitMsg] = await Promise.all([
    hookFile(project, 'pre-commit'),
    hookFile(project, 'commit-msg'),
  ]);
  if (!preCommit && !commitMsg) return { texts: new Map(), message: made.message };
  const { git } = project.repo;
  const quiet = ['-c', 'core.hooksPath=/dev/null'];
  const dir = await mkdtemp(localFile(project, 'tmp', 'hooks-'));
  try {
    const start = ground.commit ?? (await emptyCommit(project));
    await git.run([...quiet, 'worktree', 'add', '--quiet', '--detach', '--no-checkout', dir, start]);
    await git.run(['read-tree', made.tree], { cwd: dir });
    await git.run(['checkout-index', '--all', '--quiet'], { cwd: dir });
    const { stdout } = await git.run(['rev-parse', '--absolute-git-dir'], { cwd: dir });
    const gitDir = stdout.replace(/\n$/, '');
    const env = { ...scrubbed(world.env), GIT_INDEX_FILE: join(gitDir, 'index') };
    if (preCommit) {
      const refused = await runHook(preCommit, [], dir, env);
      if (refused !== undefined) return { refused };
    }
    const messageFile = join(gitDir, 'COMMIT_EDITMSG');
    await writeFile(messageFile, made.message);
    if (commitMsg) {
      const refused = await runHook(commitMsg, [messageFile], dir, env);
      if (refused !== undefined) return { refused };
    }
    const tree = (await git.run(['write-tree'], { cwd: dir })).stdout.trim();
    return {
      texts: await changedTexts(project, made.tree, tree),
      message: await readFile(messageFile, 'utf8'),
    };
  } finally {
    await git.run(['worktree', 'remove', '--force', dir], { ok: [0, 1, 128] });
    await rm(dir, { recursive: true, force: true });
  }
}

async function hookFile(project: ChangeProject, name: string): Promise<string | undefined> {
  const { git, top } = project.repo;
  const { stdout } = await git.run(['rev-parse', '--git-path', `hooks/${name}`]);
  const file = resolve(top, stdout.replace(/\n$/, ''));
  return access(file, constants.X_OK).then(
    () => file,
    () => undefined,
  );
}

/** Undefined when the hook lets it pass; else what it said. */
function runHook(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<string | undefined> {
  return new Promise((settle) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => settle(error.message));
    child.on('close', (code) => settle(code === 0 ? undefined : said.trim() || `exit ${code ?? -1}`));
  });
}

async function changedTexts(
  project: ChangeProject,
  from: string,
  to: string,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (from === to) return texts;
  const changes = (await diffTrees(project.repo, from, to)).filter(({ status }) => status === 'M');
  const blobs = await readBlobs(
    project.repo,
    changes.map(({ newOid }) => newOid),
  );
  changes.forEach(({ path }, at) => {
    const bytes = blobs[at];
    const text = bytes && textOf(bytes);
    if (text !== undefined) texts.set(path, text);
  });
  return texts;
}

/** Before the first commit there is nothing to compare with: a commit of nothing stands in. */
async function emptyCommit(project: ChangeProject): Promise<string> {
  const nothing: NewObject = { type: 'tree', bytes: new Uint8Array() };
  const tree = objectId(project.repo.objectFormat, nothing);
  const by = await committerOf(project.repo);
  return writeCommit(
    project.repo,
    [nothing],
    { tree, parents: [], message: 'Nothing yet\n' },
    { ...by, sign: false },
  );
}
