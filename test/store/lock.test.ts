import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withLock } from '../../src/store/lock.ts';
import { sandbox } from '../support/sandbox.ts';

const LIBRARY = fileURLToPath(new URL('../../node_modules/fs-native-extensions/index.js', import.meta.url));

test('one at a time, in whatever order they come', async () => {
  const { dir: local } = sandbox();
  let inside = 0;
  let most = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: 12 }, () =>
      withLock({ local }, 'index', async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        done += 1;
      }),
    ),
  );
  expect([most, done]).toEqual([1, 12]);
});

test('locks of different names do not wait for each other', async () => {
  const { dir: local } = sandbox();
  const nested = await withLock({ local }, 'one', () => withLock({ local }, 'two', async () => 'both'));
  expect(nested).toBe('both');
});

test('is given back when its work fails', async () => {
  const { dir: local } = sandbox();
  const failing = withLock({ local }, 'x', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await withLock({ local }, 'x', async () => 'free')).toBe('free');
});

test('says so when somebody keeps it, and has it once that process is killed', async () => {
  const { dir: local } = sandbox();
  await withLock({ local }, 'x', async () => {});
  const holder = spawn(process.execPath, [
    '-e',
    `const { openSync } = require('node:fs');
     require(${JSON.stringify(LIBRARY)}).tryLock(openSync(${JSON.stringify(join(local, 'locks/x.lock'))}, 'a+'));
     process.stdout.write('held'); setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, 'data');
  const waiting = withLock({ local }, 'x', async () => 'mine', { timeout: 30 });
  await expect(waiting).rejects.toThrow('E_LOCK_TIMEOUT');
  const patient = withLock({ local }, 'x', async () => 'mine');
  holder.kill('SIGKILL');
  expect(await patient).toBe('mine');
});
