import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { committedRows, readRows } from '../../src/store/rows.ts';
import { projectAt } from '../support/project.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { rowsOnDisk } from './rows-on-disk.ts';

/** One thing that somebody does to a repository. `at` chooses among what is there. */
export interface Act {
  readonly what: keyof typeof ACTS;
  readonly at: number;
  readonly to: number;
}

const FILES = [
  'docs/sessions/RT-260511-01.md',
  'docs/sessions/SK-260511-02.md',
  'docs/sessions/2026/05/RT-260511-03.md',
  'docs/sessions/2026/06/SK-260611-01.md',
  'docs/sessions/README.md',
  'workstreams/email.md',
  'workstreams/deep/er/inner.md',
  'plans/flip.md',
  'docs/decisions/0011-email sender.md',
  'docs/learnings/ignored/secret lesson.md',
  'docs/learnings/plain.md',
  'src/code.ts',
];
const BRANCHES = ['main', 'topic', 'other'];

interface Scene {
  readonly box: Sandbox;
  readonly repo: string;
  readonly at: number;
  readonly to: number;
  readonly file: string;
  readonly other: string;
  readonly branch: string;
  /** Git may refuse (nothing to commit, a conflict): that, too, is a state to be right in. */
  git(...args: string[]): void;
  text(): string;
}

const textOf = (file: string, n: number): string =>
  [
    `---\ntitle: Title ${n}\ncreated: 2026-05-${String(10 + (n % 15))}\n---\n`,
    `# Only a heading ${n}\n`,
    `---\ntitle: [broken ${n}\n---\n`,
    `---\nkind: session\ntitle: "Quoted ${n}"\noperator: roman\ncreated: 2026-05-11T10:00:0${n % 10}Z\n---\n\n## Waiting On\n\n- [ ] w1 @sergei: do ${n}\n`,
    `---\ntitle: Work ${n}\n---\n\n## Tasks\n\n- [x] P1. One\n- [ ] P2. ${file}\n`,
  ][n % 5] ?? '';

function put(repo: string, file: string, text: string): void {
  const path = join(repo, file);
  for (let dir = dirname(path); dir !== repo; dir = dirname(dir)) {
    const info = lstatSync(dir, { throwIfNoEntry: false });
    if (info && !info.isDirectory()) unlinkSync(dir);
  }
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(path);
  writeFileSync(path, text);
}

const ACTS = {
  write: ({ repo, file, text }: Scene) => put(repo, file, text()),
  /**
   * Same size, times put back: what a careless tool does. Twice in one second with a `git add` in between
   * is more than git itself sees (it compares whole seconds), so then the times stay.
   */
  editSlyly: ({ repo, file, to }: Scene) => {
    const path = join(repo, file);
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return;
    const { atime, mtime, ctimeMs } = lstatSync(path);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/\d/, String(to % 10)));
    const second = (ms: number): number => Math.floor(ms / 1000);
    if (second(ctimeMs) < second(lstatSync(path).ctimeMs)) utimesSync(path, atime, mtime);
  },
  append: ({ repo, file }: Scene) => {
    if (existsSync(join(repo, file))) appendFileSync(join(repo, file), '\n- [ ] q9 more?\n');
  },
  renameOver: ({ repo, file, text }: Scene) => {
    put(repo, `${file}.new`, text());
    put(repo, file, '');
    renameSync(join(repo, `${file}.new`), join(repo, file));
  },
  remove: ({ repo, file }: Scene) => rmSync(join(repo, file), { force: true }),
  removeFolder: ({ repo, file }: Scene) =>
    rmSync(dirname(join(repo, file)), { recursive: true, force: true }),
  moveFolder: ({ repo, file, to }: Scene) => {
    const from = dirname(join(repo, file));
    const target = `${from}-${to % 2}`;
    if (existsSync(from) && !existsSync(target)) renameSync(from, target);
    else if (existsSync(target) && !existsSync(from)) renameSync(target, from);
  },
  linkFile: ({ repo, file, other }: Scene) => {
    put(repo, file, '');
    unlinkSync(join(repo, file));
    symlinkSync(join(repo, other), join(repo, file));
  },
  linkFolder: ({ box, repo, file }: Scene) => {
    const dir = dirname(join(repo, file));
    const away = join(box.dir, `away-${readdirSync(box.dir).length}`);
    if (!lstatSync(dir, { throwIfNoEntry: false })?.isDirectory() || dir === repo) return;
    renameSync(dir, away);
    symlinkSync(away, dir);
  },
  ignore: ({ repo, to }: Scene) => put(repo, '.gitignore', to % 2 ? 'ignored/\nplans/\n' : ''),
  add: ({ git }: Scene) => git('add', '-A'),
  addOne: ({ git, file }: Scene) => git('add', '-f', '--', file),
  intend: ({ git, file }: Scene) => git('add', '-N', '-f', '--', file),
  commit: ({ git }: Scene) => git('commit', '-qam', 'all'),
  commitStaged: ({ git }: Scene) => git('commit', '-qm', 'staged'),
  amend: ({ git }: Scene) => git('commit', '-q', '--amend', '--allow-empty', '-m', 'amended'),
  untrack: ({ git, file }: Scene) => git('rm', '-q', '--cached', '--', file),
  unstage: ({ git }: Scene) => git('reset', '-q'),
  restore: ({ git, file }: Scene) => git('checkout', '-q', '--', file),
  resetHard: ({ git, to }: Scene) => git('reset', '-q', '--hard', to % 2 ? 'HEAD' : 'HEAD~1'),
  resetSoft: ({ git }: Scene) => git('reset', '-q', '--soft', 'HEAD~1'),
  branch: ({ git, branch }: Scene) => git('branch', '-f', branch),
  switch: ({ git, branch, to }: Scene) => git('switch', '-q', ...(to % 2 ? ['-f'] : []), branch),
  detach: ({ git }: Scene) => git('switch', '-q', '--detach'),
  orphan: ({ git, to }: Scene) => git('switch', '-q', '--orphan', `orphan-${to}`),
  merge: ({ git, branch }: Scene) => git('merge', '-q', '-m', 'merged', branch),
  abort: ({ git }: Scene) => git('merge', '--abort'),
  clean: ({ git, to }: Scene) => git('clean', '-qfd', ...(to % 2 ? ['-x'] : [])),
  gc: ({ git }: Scene) => git('gc', '-q', '--prune=now'),
  forget: ({ repo }: Scene) => rmSync(join(repo, '.git/canon'), { recursive: true, force: true }),
  damage: ({ repo, at, to }: Scene) => {
    const cache = join(repo, '.git/canon/cache');
    const names = existsSync(cache) ? readdirSync(cache) : [];
    const name = names[at % Math.max(1, names.length)];
    if (name === undefined) return;
    const bytes = readFileSync(join(cache, name));
    const where = (to * 7919) % Math.max(1, bytes.length);
    if (to % 3 === 0) writeFileSync(join(cache, name), bytes.subarray(0, where));
    else {
      bytes[where] = (bytes[where] ?? 0) ^ 16;
      writeFileSync(join(cache, name), bytes);
    }
  },
  look: () => {},
} satisfies Record<string, (scene: Scene) => void>;

/** Acts that change files come more often than the rest. */
export const acts = (length: number): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.record({
      what: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('write', 'editSlyly', 'commit', 'add', 'look') },
        { weight: 5, arbitrary: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])) },
      ) as fc.Arbitrary<keyof typeof ACTS>,
      at: fc.nat(FILES.length - 1),
      to: fc.nat(999),
    }),
    { minLength: length, maxLength: length, size: 'max' },
  );

/**
 * Does one thing after the other to a repository, and looks each time whether the rows are what is on
 * disk. Returns what went wrong first, if anything. Most looks come within a tick of the clock of the change before, which is where caches go wrong.
 */
export async function simulate(
  box: Sandbox,
  repo: string,
  list: readonly Act[],
): Promise<string | undefined> {
  for (const [step, { what, at, to }] of list.entries()) {
    const [file, other] = [FILES[at] ?? '', FILES[(at + 3) % FILES.length] ?? ''];
    const git = (...args: string[]): void => {
      try {
        box.git(repo, ...args);
      } catch {
        // Refused.
      }
    };
    const branch = BRANCHES[to % BRANCHES.length] ?? '';
    ACTS[what]({ box, repo, at, to, file, other, branch, git, text: () => textOf(file, to) });
    // What the file system keeps of a moment must also be able to grow old.
    if (to % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 45));
    const wrong = await compare(box, repo);
    if (wrong !== undefined) return `${step}: ${what} ${file} ${to}\n${wrong}`;
  }
  return undefined;
}

async function compare(box: Sandbox, repo: string): Promise<string | undefined> {
  const project = await projectAt(box, repo);
  const expected = await rowsOnDisk(project);
  const wrong = difference((await readRows(project)).all(), expected);
  if (wrong !== undefined) return wrong;
  const { git } = project.repo;
  const head = (await git.run(['rev-parse', '-q', '--verify', 'HEAD'], { ok: [0, 1] })).stdout.trim();
  // A clean checkout has the same rows as its commit.
  const { stdout } = await git.run(['status', '--porcelain', '--ignored', '-uall']);
  if (head === '' || stdout !== '') return undefined;
  return difference((await committedRows(project, head)).all(), expected);
}

function difference(found: unknown, expected: unknown): string | undefined {
  const [here, there] = [JSON.stringify(found), JSON.stringify(expected)];
  return here === there ? undefined : `found    ${here}\nexpected ${there}`;
}
