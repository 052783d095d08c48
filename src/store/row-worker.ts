import { parentPort, workerData } from 'node:worker_threads';
import { readShare, type Share } from './read-share.ts';
import { rowPack } from './row-pack.ts';
import { encodeTable } from './row-table.ts';

// The second thread of a first read of thousands of records. An entry of its own in the bundle.
async function work(): Promise<void> {
  const pack = rowPack();
  await readShare(workerData as Share, pack);
  const bytes = encodeTable(pack, {});
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(bytes);
}

void work();
