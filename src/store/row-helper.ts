import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Share } from './read-share.ts';
import { decodeTable, type RowTable } from './row-table.ts';

/** The built worker, beside this chunk of the bundle. */
const WORKER = fileURLToPath(new URL('row-thread.cjs', import.meta.url));

/**
 * Starts a second thread that takes files from the same list. Resolves with what it read; with undefined
 * where there is no second thread to be had, or it failed: what it had taken is then missing, and is read
 * from git's objects like anything else that was not read early.
 */
export function startHelper(share: Share): Promise<RowTable | undefined> {
  if (availableParallelism() < 2 || !existsSync(WORKER)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, { workerData: share });
    worker.once('message', (bytes: Uint8Array) =>
      resolve(decodeTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    );
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}
