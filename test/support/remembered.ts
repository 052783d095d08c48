import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

interface Entry {
  /** Below the sandbox's folder. */
  readonly path: string;
  readonly mode: number;
  /** Null is a folder; text is a file that names the sandbox's folder, with `HERE` in its place. */
  readonly content: Buffer | string | null;
}

const HERE = '{the sandbox}';

const known = new Map<string, readonly Entry[]>();

/**
 * Has repositories in a sandbox as `make` makes them with git. It is called once in a worker; whoever asks for
 * the same later, with the same environment and git set-up, gets the same files without the six processes that
 * it takes: beginning hundreds of repositories was a tenth of the whole run.
 *
 * @param parts the repositories, below the sandbox's folder
 * @param what says what they are: no two makers may name it alike
 */
export function remembered(
  box: Pick<Sandbox, 'dir' | 'env' | 'git'>,
  parts: readonly string[],
  what: string,
  make: () => void,
): void {
  // Into what is there already nothing is copied: git decides what becomes of it.
  if (parts.some((part) => existsSync(join(box.dir, part)))) return make();
  const key = JSON.stringify([parts, what, box.env, gitConfig(box)]).replaceAll(box.dir, HERE);
  let entries = known.get(key);
  if (!entries) {
    make();
    entries = parts.flatMap((part) => [...entriesIn(box.dir, part)]);
    known.set(key, entries);
    // The first gets what all get: no test may tell whether it was the first.
    for (const part of parts) rmSync(join(box.dir, part), { recursive: true });
  }
  for (const entry of entries) write(box.dir, entry);
  for (const part of parts) {
    // The index knows files by times and numbers, which are others now.
    if (existsSync(join(box.dir, part, '.git/index')))
      box.git(join(box.dir, part), 'update-index', '-q', '--refresh');
  }
}

function gitConfig({ env }: Pick<Sandbox, 'env'>): string {
  try {
    return readFileSync(join(env['HOME'] ?? '', '.gitconfig'), 'utf8');
  } catch {
    return '';
  }
}

function* entriesIn(dir: string, path: string): Generator<Entry> {
  const file = join(dir, path);
  const info = lstatSync(file);
  const mode = info.mode & 0o777;
  if (info.isDirectory()) {
    yield { path, mode, content: null };
    for (const name of readdirSync(file).sort()) yield* entriesIn(dir, `${path}/${name}`);
  } else if (!path.endsWith('.sample')) {
    const content = readFileSync(file);
    yield { path, mode, content: content.includes(dir) ? content.toString().replaceAll(dir, HERE) : content };
  }
}

function write(dir: string, { path, mode, content }: Entry): void {
  const file = join(dir, path);
  if (content === null) mkdirSync(file, { recursive: true, mode });
  else writeFileSync(file, typeof content === 'string' ? content.replaceAll(HERE, dir) : content, { mode });
}
