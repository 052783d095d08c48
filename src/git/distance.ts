import type { Repo } from './discover.ts';

/** How far one commit is ahead of another. */
export interface Distance {
  /** Commits that `to` has and `from` has not. */
  readonly commits: number;
  /** For each of them with a `Canon-Session` trailer, the paths it changes (none of a merge). */
  readonly marked: readonly (readonly string[])[];
}

/** So many commits are looked at with all their paths; where there are more, only at those with the trailer. */
const FEW = 200;

/**
 * The commits between an earlier commit and a later one; undefined when the earlier one is not in the
 * history of the later one (rebased away, on another branch) or not here at all (a shallow clone).
 */
export async function distance(repo: Repo, from: string, to: string): Promise<Distance | undefined> {
  if (!/^[0-9a-f]{4,64}$/i.test(from)) return undefined;
  const range = ['--end-of-options', to, `^${from}`, '--'];
  const few = await commitsIn(repo, ['--boundary', `--max-count=${FEW}`, ...range]);
  if (few === undefined) return undefined;
  const commits = few.filter((one) => !one.boundary);
  if (commits.length < FEW) {
    const reached = isReached(commits.length, from, to, few);
    return reached ? { commits: commits.length, marked: markedIn(commits) } : undefined;
  }
  const [listed, marked] = await Promise.all([
    repo.git.run(['rev-list', '--boundary', ...range]),
    commitsIn(repo, ['--grep=^Canon-Session:', ...range]),
  ]);
  const lines = listed.stdout.split('\n').filter(Boolean);
  const edge = lines.filter((line) => line.startsWith('-')).map((line) => ({ oid: line.slice(1) }));
  const count = lines.length - edge.length;
  return isReached(count, from, to, edge) ? { commits: count, marked: markedIn(marked ?? []) } : undefined;
}

/**
 * Git names the commits at which a walk ended; `from` is among them if, and only if, it is an ancestor.
 * Nothing to walk means that `to` is in the history of `from`: the same commit, or HEAD was set back.
 */
function isReached(count: number, from: string, to: string, edge: readonly { oid: string }[]): boolean {
  const start = from.toLowerCase();
  return count === 0 ? to.startsWith(start) : edge.some(({ oid }) => oid.startsWith(start));
}

interface Commit {
  readonly oid: string;
  /** One at which the walk ended. */
  readonly boundary: boolean;
  readonly marked: boolean;
  /** Of a marked one: an import may touch thousands. */
  readonly files: readonly string[];
}

const markedIn = (commits: readonly Commit[]): (readonly string[])[] =>
  commits.filter(({ marked }) => marked).map(({ files }) => files);

const FORMAT = '--format=%x01%m%H%x01%(trailers:key=Canon-Session,valueonly,separator=%x2C)';

/** Commits with their paths; undefined where a revision is not here. */
async function commitsIn(repo: Repo, args: readonly string[]): Promise<Commit[] | undefined> {
  const plain = ['-z', '--no-color', '--no-show-signature', '--no-notes', '--no-ext-diff', '--no-renames'];
  const { stdout, code } = await repo.git.run(['log', ...plain, '--name-only', FORMAT, ...args], {
    ok: [0, 128],
  });
  if (code !== 0) return undefined;
  const commits: (Commit & { files: string[] })[] = [];
  let last: (typeof commits)[number] | undefined;
  for (const token of stdout.split('\0')) {
    const text = token.startsWith('\n') ? token.slice(1) : token;
    const start = text.startsWith('\u0001')
      ? /^\u0001([-<>])([0-9a-f]{40,64})\u0001([^]*)$/.exec(text)
      : null;
    if (start) {
      const [, mark, oid = '', trailer = ''] = start;
      last = { oid, boundary: mark === '-', marked: trailer.trim() !== '', files: [] };
      commits.push(last);
    } else if (text !== '' && last?.marked) last.files.push(text);
  }
  return commits;
}
