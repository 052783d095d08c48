import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pid } from 'node:process';
import { codeOf } from '../store/atomic.ts';
import { hasSpool, spoolDir } from '../store/spool.ts';

export { ensureSpool, hasSpool, spoolDir } from '../store/spool.ts';

/** The host of a payload whose hook does not say which. */
export const DEFAULT_HOST = 'claude-code';

/** How often a name may be taken by an older process of the same number. */
const TRIES = 1000;

/**
 * Keeps a payload as `.canon/hook.sh` does, for where there is no shell: in a file of its own in the spool,
 * if this clone has one. Never throws; false says that it is not there whole.
 */
export function keepPayload(
  project: { readonly local: string },
  host: string | undefined,
  payload: Uint8Array,
): boolean {
  if (!hasSpool(project)) return false;
  try {
    const fd = openNew(join(spoolDir(project), `${hostName(host)}.${pid}`));
    if (fd === undefined) return false;
    try {
      for (let at = 0; at < payload.length;) at += writeSync(fd, payload, at);
    } finally {
      closeSync(fd);
    }
    return true;
  } catch {
    // No spool, a full disk: the call that was made must not fail for it.
    return false;
  }
}

const hostName = (host: string | undefined): string =>
  host !== undefined && /^[A-Za-z0-9-]+$/.test(host) ? host : DEFAULT_HOST;

function openNew(name: string): number | undefined {
  for (let taken = 0; taken <= TRIES; taken += 1) {
    try {
      return openSync(taken === 0 ? name : `${name}.${taken}`, 'wx', 0o600);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return undefined;
}
