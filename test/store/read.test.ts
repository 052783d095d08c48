import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/store/read.ts';
import { sandbox } from '../support/sandbox.ts';

describe('readRecord', () => {
  test('gives the text, whatever the name is', async () => {
    const { dir, write } = sandbox();
    const names = ['a b.md', 'quote"\'.md', 'line\nbreak.md', 'имя.md', 'back\\slash.md'];
    for (const name of names) write(join(dir, 'plans', name), `# ${name}`);
    for (const name of names) {
      expect(await readRecord({ root: dir, top: dir }, `plans/${name}`)).toBe(`# ${name}`);
    }
  });

  test('is undefined for a file that is not there', async () => {
    const { dir, write } = sandbox();
    write(join(dir, 'plans/file.md'), '');
    expect(await readRecord({ root: dir, top: dir }, 'plans/gone.md')).toBeUndefined();
    expect(await readRecord({ root: dir, top: dir }, 'gone/gone.md')).toBeUndefined();
    expect(await readRecord({ root: dir, top: dir }, 'plans/file.md/x.md')).toBeUndefined();
  });

  test.each([
    '../x.md',
    '/etc/passwd',
    'a/../../x.md',
    'a//b.md',
    '',
    '.git/config',
    'a\0b',
    'sub/.GIT/config',
  ])('refuses the path %j', async (path) => {
    const { dir } = sandbox();
    await expect(readRecord({ root: dir, top: dir }, path)).rejects.toThrow('E_PATH_OUTSIDE');
  });

  test('follows no link out, and takes no link for a record', async () => {
    const { dir, write } = sandbox();
    const top = join(dir, 'repo');
    write(join(dir, 'outside/secret.md'), 'secret');
    mkdirSync(join(top, 'plans'), { recursive: true });
    symlinkSync(join(dir, 'outside'), join(top, 'workstreams'));
    symlinkSync('../../outside/secret.md', join(top, 'plans/link.md'));
    await expect(readRecord({ root: top, top }, 'workstreams/secret.md')).rejects.toThrow('E_PATH_OUTSIDE');
    await expect(readRecord({ root: top, top }, 'plans/link.md')).rejects.toThrow('E_FILE_SYMLINK');
  });

  test('refuses what is no UTF-8 and what is no regular file, without waiting', async () => {
    const { dir } = sandbox();
    writeFileSync(join(dir, 'latin.md'), Buffer.from('caf\u00e9', 'latin1'));
    execFileSync('mkfifo', [join(dir, 'pipe.md')]);
    mkdirSync(join(dir, 'folder.md'));
    const root = { root: dir, top: dir };
    await expect(readRecord(root, 'latin.md')).rejects.toThrow('E_FILE_NOT_UTF8');
    await expect(readRecord(root, 'pipe.md')).rejects.toThrow('E_FILE_NOT_REGULAR');
    await expect(readRecord(root, 'folder.md')).rejects.toThrow('E_FILE_NOT_REGULAR');
  });
});
