import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file of local state, at once: what can be made again need not have reached the disk, and
 * waiting for four turns of a thread takes longer than the writing. Readers find the old bytes or the new.
 */
export function writeNow(file: string, text: string): void {
  const temporary = join(
    dirname(file),
    `.${basename(file).slice(0, 80)}.${Math.random().toString(36).slice(2)}.tmp`,
  );
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
