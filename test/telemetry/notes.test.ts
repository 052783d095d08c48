import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteCleared, takeCleared } from '../../src/telemetry/cleared.ts';
import { lastNoted, noteFired } from '../../src/telemetry/fired.ts';
import { sandbox } from '../support/sandbox.ts';

const clearing = (session: string): { session: string; worktree: string; client: undefined } => ({
  session,
  worktree: '/p',
  client: undefined,
});

test('what was cleared is taken once', () => {
  const { dir: local } = sandbox();
  noteCleared({ local }, clearing('s1'));
  noteCleared({ local }, clearing('s1'));
  expect(takeCleared({ local }, clearing('s2'), Date.now())).toBe('s1');
  expect(takeCleared({ local }, clearing('s2'), Date.now())).toBeUndefined();
});

test.skipIf(process.platform === 'win32')(
  'a note is neither read nor written through what is no file',
  () => {
    const box = sandbox();
    const local = box.dir;
    const victim = join(box.dir, 'victim');
    box.write(victim, JSON.stringify(clearing('theirs')));
    mkdirSync(join(local, 'cleared'));
    execFileSync('mkfifo', [join(local, 'cleared/pipe')]);
    symlinkSync(victim, join(local, 'cleared/s1'));
    expect(takeCleared({ local }, clearing('s2'), Date.now())).toBeUndefined();
    noteCleared({ local }, clearing('s1'));
    expect(takeCleared({ local }, clearing('s2'), Date.now())).toBe('s1');
    expect(box.read(victim)).toBe(JSON.stringify(clearing('theirs')));
    expect(readdirSync(join(local, 'cleared'))).toEqual(['pipe']);
  },
);

test.skipIf(process.platform === 'win32')('that a hook ran is noted beside no link', () => {
  const box = sandbox();
  const local = box.dir;
  const victim = join(box.dir, 'victim');
  box.write(victim, '');
  utimesSync(victim, 5, 5);
  mkdirSync(join(local, 'fired'));
  symlinkSync(victim, join(local, 'fired/codex.Stop'));
  for (const now of [7000, 9000]) {
    noteFired({ local }, 'codex', 'Stop', now);
    expect(lastNoted({ local }, 'codex', 'Stop')).toBe(now);
  }
  expect(lstatSync(victim).mtimeMs).toBe(5000);
});
