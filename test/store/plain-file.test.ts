import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileClock } from '../../src/store/file-stamp.ts';
import { localFile } from '../../src/store/local.ts';
import { withLock } from '../../src/store/lock.ts';
import { plainNames, readPlain, writePlain } from '../../src/store/plain-file.ts';
import { hasSpool, isWaiting } from '../../src/store/spool.ts';
import { sandbox } from '../support/sandbox.ts';

test('a file is read if it is no larger than expected', () => {
  const { dir, write } = sandbox();
  write(join(dir, 'a'), 'äb');
  expect(readPlain(join(dir, 'a'), 3)).toEqual({ text: 'äb', mtimeMs: lstatSync(join(dir, 'a')).mtimeMs });
  expect(readPlain(join(dir, 'a'), 2)).toBeUndefined();
  expect(readPlain(join(dir, 'b'), 2)).toBeUndefined();
  expect(readPlain(dir, 1 << 20)).toBeUndefined();
});

// Names that others have put in the place of what is canon's.
test.skipIf(process.platform === 'win32')(
  'links and pipes are neither read nor written through',
  async () => {
    const box = sandbox();
    const local = join(box.dir, 'local');
    const victim = join(box.dir, 'victim');
    box.write(victim, 'mine');
    for (const folder of ['state', 'locks', 'cache']) mkdirSync(join(local, folder), { recursive: true });
    const at = (name: string): string => join(local, name);
    symlinkSync(victim, at('state/link'));
    execFileSync('mkfifo', [at('state/pipe'), at('locks/pipe.lock')]);
    for (const name of ['state/link', 'state/pipe']) {
      expect(readPlain(at(name), 100)).toBeUndefined();
      writePlain(at(name), 'new');
      expect(readPlain(at(name), 100)?.text).toBe('new');
      expect(lstatSync(at(name)).mode & 0o777).toBe(0o600);
    }
    symlinkSync(victim, at('locks/link.lock'));
    symlinkSync(join(box.dir, 'none'), at('locks/dangling.lock'));
    for (const name of ['link', 'dangling'])
      await expect(withLock({ local }, name, async () => {})).rejects.toThrow('E_LOCAL_LINK');
    await expect(withLock({ local }, 'pipe', async () => {})).rejects.toThrow('E_LOCK_UNSUPPORTED');
    symlinkSync(victim, at('cache/clock'));
    expect(() => fileClock({ local })).toThrow('ELOOP');
    expect(box.read(victim)).toBe('mine');
    expect(readdirSync(box.dir)).not.toContain('none');
  },
);

test.skipIf(process.platform === 'win32')('a folder of state that is a link holds nothing', () => {
  const box = sandbox();
  const [local, outside] = [join(box.dir, 'local'), join(box.dir, 'outside')];
  box.write(join(outside, 'a'), '');
  mkdirSync(local);
  for (const name of ['spool', 'cleared']) symlinkSync(outside, join(local, name));
  expect(() => localFile({ local }, 'cleared', 'b')).toThrow('E_LOCAL_LINK');
  expect(plainNames(join(local, 'cleared'))).toEqual([]);
  expect(plainNames(outside)).toEqual(['a']);
  expect([hasSpool({ local }), isWaiting({ local })]).toEqual([false, false]);
  expect(localFile({ local }, 'other', 'b')).toBe(join(local, 'other/b'));
});
