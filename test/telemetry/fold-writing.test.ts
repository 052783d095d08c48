import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { callsIn, foldNow, spooled, waitingIn } from './kit.ts';

// Writes payloads in two halves, as a pipe would bring them, each to a file of its own.
const WRITER = `
const fs = require('node:fs');
const [spool, session, count] = process.argv.slice(1);
for (let n = 0; n < Number(count); n += 1) {
  const text = JSON.stringify({
    session_id: session, hook_event_name: n % 3 === 2 ? 'PostToolUseFailure' : 'PostToolUse', tool_name: 'Bash',
    tool_input: { command: 'true', pad: 'x'.repeat(n * 37 % 9000) }, tool_use_id: session + '-' + n,
  });
  const fd = fs.openSync(spool + '/claude-code.' + process.pid + '.' + n, 'wx', 0o600);
  fs.writeSync(fd, text.slice(0, text.length / 2));
  fs.writeSync(fd, text.slice(text.length / 2));
  fs.closeSync(fd);
}`;

test('folding while hooks write: nothing is lost, put aside, or counted twice', async () => {
  const project = await spooled(sandbox());
  const spool = join(project.local, 'spool');
  const sessions = ['one', 'two', 'three'];
  const writing = new Set(sessions);
  const ended = sessions.map(async (session) => {
    const child = spawn(process.execPath, ['-e', WRITER, spool, session, '150'], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number];
    writing.delete(session);
    return code;
  });
  let events = 0;
  const foldOnce = async (): Promise<void> => {
    // Two at once, one of which need not wait.
    const reports = await Promise.all([
      foldNow(project, { now: Date.now() }),
      foldNow(project, { now: Date.now(), wait: false }),
    ]);
    for (const report of reports) {
      expect(report.quarantined).toEqual([]);
      events += report.events;
    }
    // Lets the ends of the writers be heard.
    await new Promise((resolve) => setImmediate(resolve));
  };
  while (writing.size > 0) await foldOnce();
  expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  await foldOnce();
  expect(waitingIn(project)).toEqual([]);
  expect(events).toBe(450);
  for (const session of sessions) {
    const calls = callsIn(project, session);
    expect(calls).toHaveLength(150);
    expect(calls.filter(({ failed }) => failed)).toHaveLength(50);
  }
});
