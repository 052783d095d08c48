import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

// Why calls are kept as one file each, and counted under a lock on a file that nobody ever replaces. The hook
// before this one locked its state file and replaced that by rename. A lock belongs to the file that was opened
// and not to its name: who waits for it holds, in the end, a lock on a file that is no longer there.

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const SCRIPT = path('../support/state-file.cjs');
const LIBRARY = path('../../node_modules/fs-native-extensions/index.js');

type Step = 'open' | 'lock' | 'count' | 'write' | 'close';

/** A process that takes the step it is told to and says what came of it. */
function counter(box: Sandbox, state: string, lock: string): (step: Step) => Promise<string> {
  const child = spawn(process.execPath, [SCRIPT, LIBRARY, state, lock], {
    env: box.env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (step) => {
    child.stdin.write(`${step}\n`);
    return (await answers.next()).value as string;
  };
}

function stateIn(box: Sandbox): { state: string; calls: () => number } {
  const state = join(box.dir, 'state.json');
  writeFileSync(state, '{"calls":0}');
  return { state, calls: () => (JSON.parse(box.read(state)) as { calls: number }).calls };
}

test('a lock on the file that is replaced loses a call, though everybody holds it', async () => {
  const box = sandbox();
  const { state, calls } = stateIn(box);
  const [first, second, third] = [1, 2, 3].map(() => counter(box, state, state)) as [
    ReturnType<typeof counter>,
    ReturnType<typeof counter>,
    ReturnType<typeof counter>,
  ];
  expect(await first('open')).toBe('open');
  expect(await first('lock')).toBe('locked');
  // The second comes while the first has it, and waits, as it should.
  expect(await second('open')).toBe('open');
  expect(await second('lock')).toBe('waits');
  expect(await first('count')).toBe('read');
  expect(await first('write')).toBe('written');
  expect(await first('close')).toBe('closed');
  // It has its lock now: on the old file. The third locks the new one, and both count.
  expect(await second('lock')).toBe('locked');
  expect(await third('open')).toBe('open');
  expect(await third('lock')).toBe('locked');
  expect(await second('count')).toBe('read');
  expect(await third('count')).toBe('read');
  expect(await second('write')).toBe('written');
  expect(await third('write')).toBe('written');
  expect(calls()).toBe(2);
});

test('with a lock on a file of its own the same three are counted', async () => {
  const box = sandbox();
  const { state, calls } = stateIn(box);
  const lock = join(box.dir, 'state.lock');
  const [first, second, third] = [1, 2, 3].map(() => counter(box, state, lock)) as [
    ReturnType<typeof counter>,
    ReturnType<typeof counter>,
    ReturnType<typeof counter>,
  ];
  for (const one of [first, second, third]) expect(await one('open')).toBe('open');
  expect(await first('lock')).toBe('locked');
  for (const step of ['count', 'write'] as const) await first(step);
  expect([await second('lock'), await third('lock')]).toEqual(['waits', 'waits']);
  await first('close');
  expect([await second('lock'), await third('lock')]).toEqual(['locked', 'waits']);
  for (const step of ['count', 'write', 'close'] as const) await second(step);
  expect(await third('lock')).toBe('locked');
  for (const step of ['count', 'write', 'close'] as const) await third(step);
  expect(calls()).toBe(3);
});
