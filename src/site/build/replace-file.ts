import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TEMPORARY = /(?:^|\/)\.canon-site-[a-z0-9]+\.tmp$/;

/** Whether a file is what a build that was killed has left half written. */
export const isTemporary = (path: string): boolean => TEMPORARY.test(path);

/** Replaces a file at once: readers find the old bytes or the new. It may be read by all, as pages are. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = join(dirname(file), `.canon-site-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
