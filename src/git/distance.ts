import type { Repo } from './discover.ts';

/** How far one commit is ahead of another. */
export interface Distance {
  /** Commits that `to` has and `from` has not. */
  readonly commits: number;
  /** For each of them with a `Canon-Session` trailer, the paths it changes (none of a merge). */
  readonly marked: readonly (readonly string[])[];
}

/**
 * The commits between an earlier commit and a later one; undefined when the earlier one is not in the
 * history of the later one (rebased away, on another branch) or not here at all (a shallow clone).
 * Two processes, side by side.
 */
export async function distance(repo: Repo, from: string, to: string): Promise<Distance | undefined> {
  if (!/^[0-9a-f]{4,64}$/i.test(from)) return undefined;
  const range = ['--end-of-options', to, `^${from}`, '--'];
  const [listed, marked] = await Promise.all([
    repo.git.run(['rev-list', '--boundary', ...range], { ok: [0, 128] }),
    repo.git.run(['log', ...MARKED, ...range], { ok: [0, 128] }),
  ]);
  if (listed.code !== 0) return undefined;
  const lines = listed.stdout.split('\n').filter(Boolean);
  const commits = lines.filter((line) => !line.startsWith('-')).length;
  // Git names the commits at which the walk ended; `from` is among them if, and only if, it is an ancestor.
  // Nothing to walk means that `to` is in the history of `from`: the same commit, or HEAD was set back.
  const reached =
    commits === 0
      ? to.startsWith(from.toLowerCase())
      : lines.some((line) => line.startsWith(`-${from.toLowerCase()}`));
  return reached ? { commits, marked: parseMarked(marked.stdout) } : undefined;
}

// The trailer is looked for in the whole message first (cheap), then where trailers stand.
const MARKED = [
  '-z',
  '--no-color',
  '--no-show-signature',
  '--no-notes',
  '--no-ext-diff',
  '--no-renames',
  '--name-only',
  '--grep=^Canon-Session:',
  '--format=%x01%H%x01%(trailers:key=Canon-Session,valueonly,separator=%x2C)',
];

function parseMarked(out: string): string[][] {
  const commits: string[][] = [];
  let files: string[] | undefined;
  for (const token of out.split('\0')) {
    const text = token.replace(/^\n/, '');
    const start = /^\u0001[0-9a-f]{40,64}\u0001([^]*)$/.exec(text);
    if (start) {
      files = (start[1] ?? '').trim() === '' ? undefined : [];
      if (files) commits.push(files);
    } else if (text !== '') files?.push(text);
  }
  return commits;
}
