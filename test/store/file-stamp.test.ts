import { chmodSync, lstatSync, renameSync, type Stats, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileClock, fileStamp, isSettled } from '../../src/store/file-stamp.ts';
import { sandbox } from '../support/sandbox.ts';

describe('the stamp of a file', () => {
  test('changes with its content, its mode and its inode, even when its times are put back', () => {
    const { dir } = sandbox();
    const file = join(dir, 'file');
    const seen = new Set<string>();
    const note = (): void => {
      seen.add(fileStamp(file).stamp);
    };
    note();
    writeFileSync(file, 'one');
    const { atime, mtime } = lstatSync(file);
    note();
    writeFileSync(file, 'three');
    utimesSync(file, atime, mtime);
    note();
    chmodSync(file, 0o600);
    note();
    writeFileSync(join(dir, 'other'), 'three');
    renameSync(join(dir, 'other'), file);
    utimesSync(file, atime, mtime);
    note();
    expect(seen.size).toBe(5);
    expect(fileStamp(file).stamp).toBe(fileStamp(file).stamp);
  });

  test('is a dash where there is none', () => {
    expect(fileStamp(join(sandbox().dir, 'none/at/all')).stamp).toBe('-');
  });
});

describe('a file is settled', () => {
  const stats = (mtimeMs: number, ctimeMs = mtimeMs): Stats => ({ mtimeMs, ctimeMs }) as Stats;

  test.each([
    ['once its last change is some ticks of the clock ago', stats(1000.5), 1100, true],
    ['and not in the same tick', stats(1000.5), 1000.5, false],
    ['and not a few ticks later', stats(1000.5), 1030, false],
    [
      'and not while its time of change is recent, whatever its other time says',
      stats(1.5, 1000.5),
      1010,
      false,
    ],
    ['and not with a time in the future', stats(9999.5), 1000, false],
    ['and later where times are whole seconds', stats(1000), 2900, false],
    ['which are settled in the end', stats(1000), 3200, true],
  ])('%s', (_what, found, now, settled) => {
    expect(isSettled(found, now)).toBe(settled);
  });

  test('by the clock of the file system itself', () => {
    const { dir } = sandbox();
    writeFileSync(join(dir, 'file'), 'x');
    const before = lstatSync(join(dir, 'file')).mtimeMs;
    const clock = fileClock({ local: dir });
    expect(clock).toBeGreaterThanOrEqual(before);
    expect(isSettled(lstatSync(join(dir, 'file')), clock + 2200)).toBe(true);
  });
});
