import { join } from 'node:path';
import { expect, test } from 'vitest';
import { swept } from '../cli/sweep/kit.ts';

const SESSIONS = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-aaaa-4333-8444-555555555555`);

test('sweeps of two work trees, at once and again, make one record of each session', async () => {
  const it = swept();
  for (const session of SESSIONS) it.transcript(session, 5);
  const side = join(it.box.dir, 'side');
  it.git('worktree', 'add', '-q', side, '-b', 'side');
  const sweep = (cwd: string) => it.box.built(cwd, ['sweep', '--json']);
  const places = [it.repo, side, it.repo, side, it.repo];
  for (const ran of [...(await Promise.all(places.map(sweep))), await sweep(it.repo), await sweep(side)])
    expect([ran.code, ran.stderr]).toEqual([0, '']);
  const records = ['main', 'side'].flatMap((branch) =>
    it
      .git('ls-tree', '-r', '--name-only', branch, 'docs/sessions/')
      .split('\n')
      .filter((path) => path.includes('RT-'))
      .map((path) => /^host_sessions: \[(.*)\]$/m.exec(it.git('show', `${branch}:${path}`))?.[1]),
  );
  expect(records.sort()).toEqual(SESSIONS);
  expect(it.git('status', '--porcelain')).toBe('');
});
