import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Replaces a file at once: readers find the old bytes or the new. It may be read by all, as pages are. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = join(
    dirname(file),
    `.${basename(file).slice(0, 80)}.${Math.random().toString(36).slice(2)}.tmp`,
  );
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
