import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_TEXT } from '../../src/store/read.ts';
import { readRecordNow } from '../../src/store/text-file.ts';
import { sandbox } from '../support/sandbox.ts';

const BLOCK = 1 << 18;

test('a record is read whole, whatever its length', () => {
  const { dir } = sandbox();
  for (const length of [0, 1, 2900, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7]) {
    const text = 'ж1'.repeat(Math.ceil(length / 3)).slice(0, length);
    const bytes = Buffer.from(text).subarray(0, length);
    const whole = bytes.toString('utf8').replace(/\uFFFD$/, '');
    writeFileSync(join(dir, 'a.md'), whole);
    const read = readRecordNow(dir, 'a.md');
    expect(read && 'bytes' in read && read.bytes.toString('utf8') === whole).toBe(true);
  }
});

test('what is no readable file says why', () => {
  const { dir } = sandbox();
  writeFileSync(join(dir, 'latin.md'), Buffer.from([0x61, 0xff]));
  writeFileSync(join(dir, 'large.md'), '');
  truncateSync(join(dir, 'large.md'), MAX_TEXT + 1);
  mkdirSync(join(dir, 'folder.md'));
  symlinkSync(join(dir, 'latin.md'), join(dir, 'link.md'));
  execFileSync('mkfifo', [join(dir, 'pipe.md')]);
  const found = ['latin', 'large', 'folder', 'link', 'pipe', 'gone', 'latin.md/below'].map((name) =>
    readRecordNow(dir, `${name}.md`),
  );
  expect(found).toEqual([
    { code: 'E_FILE_NOT_UTF8' },
    { code: 'E_FILE_TOO_LARGE' },
    { code: 'E_FILE_NOT_REGULAR' },
    { code: 'E_FILE_SYMLINK' },
    { code: 'E_FILE_NOT_REGULAR' },
    undefined,
    undefined,
  ]);
});
