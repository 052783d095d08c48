import { CanonError } from '../fault/error.ts';
import type { Repo } from './discover.ts';
import { startFailure } from './exec.ts';

export interface GitObject {
  readonly oid: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly bytes: Buffer;
}

/** A running `git cat-file --batch`: any number of questions for the price of one process. */
export interface Objects {
  /** The object a revision names (`HEAD`, an oid, `oid:path`); undefined where there is none. */
  get(spec: string): Promise<GitObject | undefined>;
  /** Lets the process go. Must be called, or it waits for questions for ever. */
  close(): void;
}

/** Opens the object store for reading. Questions are answered in order, as they come. */
export function openObjects(repo: Repo, buffered = false): Objects {
  const child = repo.git.start(['cat-file', '--batch', ...(buffered ? ['--buffer'] : [])]);
  const waiting: {
    resolve: (object: GitObject | undefined) => void;
    reject: (fault: unknown) => void;
  }[] = [];
  let failed: unknown;
  let closed = false;
  let error = '';
  const fail = (fault: unknown): void => {
    failed ??= fault;
    for (const { reject } of waiting.splice(0)) reject(failed);
  };
  const answers = batchReader((object) => waiting.shift()?.resolve(object));
  child.on('error', (cause: NodeJS.ErrnoException) => fail(startFailure(cause, repo.git.cwd)));
  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString('utf8')));
  child.stdout.on('data', answers);
  child.on('close', (code) => {
    const data = { args: 'cat-file --batch', code: code ?? -1, stderr: error.trim() };
    fail(new CanonError('E_GIT_FAILED', { data }));
  });
  return {
    get(spec) {
      // A question is a line; no revision holds a line break (paths with one are found in their tree).
      if (/[\n\0]/.test(spec)) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        if (failed !== undefined || closed) {
          reject(
            failed ?? new CanonError('E_GIT_FAILED', { data: { args: 'cat-file', code: -1, stderr: '' } }),
          );
          return;
        }
        waiting.push({ resolve, reject });
        child.stdin.write(`${spec}\n`);
      });
    },
    close() {
      closed = true;
      child.stdin.end();
    },
  };
}

/** The same, but every question is asked of git once; for the length of one task. */
export function remembering(objects: Objects): Objects {
  const asked = new Map<string, Promise<GitObject | undefined>>();
  return {
    get(spec) {
      const known = asked.get(spec) ?? objects.get(spec);
      asked.set(spec, known);
      return known;
    },
    close: () => objects.close(),
  };
}

/** Objects by revision, all at once, in the order asked; undefined where there is none. */
export async function readBlobs(repo: Repo, specs: readonly string[]): Promise<(Buffer | undefined)[]> {
  if (specs.length === 0) return [];
  const objects = openObjects(repo, true);
  const answers = Promise.all(specs.map((spec) => objects.get(spec)));
  objects.close();
  return (await answers).map((object) => (object?.type === 'blob' ? object.bytes : undefined));
}

/** Takes `cat-file --batch` output in chunks of any size, gives each answer as it is complete. */
function batchReader(answer: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  let header: { oid: string; type: GitObject['type']; size: number } | undefined;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < wanted) return;
    let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (;;) {
      if (!header) {
        const end = bytes.indexOf(10);
        if (end < 0) break;
        const line = bytes.toString('utf8', 0, end);
        bytes = bytes.subarray(end + 1);
        const found = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line);
        if (!found) {
          answer(undefined);
          continue;
        }
        header = { oid: found[1] ?? '', type: found[2] as GitObject['type'], size: Number(found[3]) };
      }
      if (bytes.length < header.size + 1) break;
      answer({ oid: header.oid, type: header.type, bytes: bytes.subarray(0, header.size) });
      bytes = bytes.subarray(header.size + 1);
      header = undefined;
    }
    chunks = [bytes];
    held = bytes.length;
    wanted = header ? header.size + 1 : 0;
  };
}
