import { accessSync, constants, statfsSync } from 'node:fs';

/** Much more than tests that run side by side take up at a time: containers often have 64 MB there. */
const ENOUGH = 512 * 1024 ** 2;

/**
 * Where unit tests make their folders: in memory, where a system has room for it. They make some tens of thousands of
 * files, and a third of their time went into the disk; end-to-end tests stay on it.
 */
export function temporary(memory = '/dev/shm'): { readonly TMPDIR?: string } {
  if (process.env['TMPDIR'] !== undefined || process.platform !== 'linux') return {};
  try {
    accessSync(memory, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= ENOUGH ? { TMPDIR: memory } : {};
  } catch {
    return {};
  }
}
