import { execFile, execFileSync } from 'node:child_process';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGit } from '../../src/git/exec.ts';
import { mergeFileTexts } from '../../src/git/merge-file.ts';
import { mergeFile } from '../../src/work/merge/merge-texts.ts';

export interface Answer {
  readonly code: number;
  readonly out: string;
}

/** Clones of one remote, a HOME of their own, and a merge driver that this process itself is. */
export interface Place {
  readonly dir: string;
  readonly env: Record<string, string>;
  git(cwd: string, ...args: string[]): Promise<Answer>;
  write(file: string, text: string): void;
  read(file: string): string;
  /** What the driver ran into. */
  readonly faults: string[];
  remove(): void;
}

const CONFIG = `[init]
	defaultBranch = main
[advice]
	detachedHead = false
[core]
	fsync = none
	editor = true
[gc]
	auto = 0
[maintenance]
	auto = false
[receive]
	autoGC = false
`;

/** A driver that asks this process: starting canon for each of some thousand merged files takes minutes. */
const driverOf = (dir: string): string =>
  [
    `r='${dir}'/answer.$$; mkfifo "$r"`,
    `printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$r" "$PWD" %O %A %B %L %P > '${dir}/calls'`,
    'read -r code < "$r"; rm "$r"; exit "$code"',
  ].join('; ');

export function place(driver: boolean): Place {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'canon-merging-')));
  const home = join(dir, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.gitconfig'), CONFIG);
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    TZ: 'Europe/Berlin',
    LC_ALL: 'C.UTF-8',
  };
  const faults: string[] = [];
  let close = (): void => {};
  if (driver) {
    execFileSync('mkfifo', [join(dir, 'calls')]);
    execFileSync('git', ['config', '--global', 'merge.canon.driver', driverOf(dir)], { env });
    close = serve(dir, env, faults);
  }
  return {
    dir,
    env,
    faults,
    git: (cwd, ...args) =>
      new Promise((resolve) => {
        execFile('git', args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code ?? 255) : 0, out: `${stdout}${stderr}` }),
        );
      }),
    write(file, text) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    read: (file) => readFileSync(file, 'utf8'),
    remove() {
      close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function serve(dir: string, env: Record<string, string>, faults: string[]): () => void {
  // Open for writing, too: it does not end with the first who calls.
  const calls = createReadStream(join(dir, 'calls'), { flags: 'r+', encoding: 'utf8' });
  const lines = createInterface({ input: calls });
  lines.on('line', (line) => {
    const [answer = '', cwd = '', base = '', ours = '', theirs = '', size = '', path = ''] = line.split('\t');
    if (answer === '') return;
    void merge(cwd, [base, ours, theirs], Number(size), path, env)
      .catch((error: unknown) => {
        faults.push(`${path}: ${String(error)}`);
        return 2;
      })
      .then((code) => writeFileSync(answer, `${code}\n`));
  });
  return () => {
    lines.close();
    // Somebody waits in a thread for the next call: one that says nothing lets it end.
    calls.destroy();
    writeFileSync(join(dir, 'calls'), '\n', { flag: 'r+' });
  };
}

async function merge(
  cwd: string,
  [base, ours, theirs]: readonly [string, string, string],
  markerSize: number,
  path: string,
  env: Record<string, string>,
): Promise<0 | 1> {
  const text = (name: string): string => readFileSync(join(cwd, name), 'utf8');
  const merged = await mergeFile(path, [text(base), text(ours), text(theirs)], ([one, two, three]) =>
    mergeFileTexts(
      createGit(cwd, env),
      { base: one, ours: two, theirs: three },
      { dir: tmpdir(), markerSize, labels: { base: 'base', ours: 'ours', theirs: 'theirs' } },
    ),
  );
  writeFileSync(join(cwd, ours), merged.text);
  return merged.conflicts ? 1 : 0;
}
