import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { journalSessions } from '../../src/telemetry/journal.ts';
import { listQuarantine } from '../../src/telemetry/quarantine.ts';
import { BIN } from '../support/built.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { callsIn, foldNow, leave, spooled, used, waitingIn } from './kit.ts';

const KILLER = fileURLToPath(new URL('../support/kill-at.cjs', import.meta.url));
const EACH = 9;

/**
 * Folds again and again while payloads come in, killed each time at another point, and once to its end. Every event
 * is then there exactly once.
 * @param random from 0 to below 1
 */
export async function foldKilled(box: Sandbox, times: number, random: () => number): Promise<void> {
  const project = await spooled(box);
  const run = (env: Record<string, string>): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['--require', KILLER, BIN, 'telemetry', '--all'], {
      cwd: project.top,
      env: { ...box.env, ...env },
    });
  const told = new Map<string, string[]>();
  let pid = 0;
  let torn = 0;
  const tell = (): void => {
    for (let n = 0; n < EACH; n += 1) {
      pid += 1;
      const session = `s${pid % 3}`;
      const id = `call-${pid}`;
      // Every fourth is never whole.
      if (n % 4 === 3) torn += 1;
      else told.set(session, [...(told.get(session) ?? []), id]);
      const text = used(id, { session_id: session, tool_name: `Tool${pid % 5}` });
      leave(project, `claude-code.${pid}`, n % 4 === 3 ? text.slice(0, -3) : text);
    }
  };
  tell();
  const counted = join(box.dir, 'count');
  expect(run({ COUNT_TO: counted }).status).toBe(0);
  const calls = Number(readFileSync(counted, 'utf8'));
  expect(calls).toBeGreaterThan(50);
  let killed = 0;
  for (let n = 0; n < times; n += 1) {
    tell();
    const { status, signal } = run({ KILL_AT: String(Math.floor(random() * calls)) });
    if (signal === 'SIGKILL') killed += 1;
    else expect(status).toBe(0);
  }
  // What was left of the last time makes the next one longer: most do not get to their end.
  expect(killed).toBeGreaterThan(times / 2);
  await foldNow(project, { now: Date.now() });
  expect(waitingIn(project)).toEqual([]);
  expect(listQuarantine(project)).toHaveLength(torn);
  expect(
    journalSessions(project)
      .map(({ session }) => session)
      .toSorted(),
  ).toEqual(['s0', 's1', 's2']);
  for (const [session, ids] of told)
    expect(
      callsIn(project, session)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
}
