import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { DRAFT, field } from '../handoff/field.ts';

/** Signs in the repository of how far a run has come. */
const SIGNS = {
  'it has begun': () => true,
  'the record is there': (repo: string, id: string) => existsSync(join(repo, `docs/sessions/${id}.md`)),
  'it has noted its commit': (repo: string) => existsSync(join(repo, '.git/canon/pending/main.json')),
  'the branch has moved': (repo: string) => HEAD_OF(repo) !== start,
  'the index page is there': (repo: string) => existsSync(join(repo, 'docs/sessions/INDEX.md')),
};
const HEAD_OF = (repo: string): string => readFileSync(join(repo, '.git/refs/heads/main'), 'utf8');
let start = '';

const CASES = [
  ...Object.entries(SIGNS).map(([when, sign]) => [when, '--no-push', sign] as const),
  ...Object.entries(SIGNS)
    .slice(0, 2)
    .map(([when, sign]) => [when, '--no-commit', sign] as const),
];

test.each(CASES)('killed when %s (%s), a second run with --id finishes it', async (_, how, sign) => {
  const it = field();
  it.work('a.txt');
  it.write('notes.txt', 'mine\n');
  start = HEAD_OF(it.repo);
  const id = (await it.json(['claim'])).data['id'] as string;
  const child = spawn(process.execPath, [BIN, 'handoff', '--draft', '-', '--id', id, how], {
    cwd: it.repo,
    env: it.box.env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise((resolve) => child.on('close', resolve));
  child.stdin.on('error', () => {});
  child.stdin.end(DRAFT);
  while (child.exitCode === null && !sign(it.repo, id)) await setImmediate();
  child.kill('SIGKILL');
  await gone;

  const answer = await it.json(['handoff', '--draft', '-', '--id', id], { input: DRAFT });
  expect(answer).toMatchObject({ exit: 0, data: { id, pushed: true } });
  const commits = it
    .git('log', '--format=%(trailers:key=Canon-Session,valueonly)')
    .split('\n')
    .filter(Boolean);
  expect(commits).toEqual([id]);
  expect(it.git('show', `HEAD:docs/sessions/${id}.md`)).toContain('The hook counts without losing updates.');
  expect(it.git('show', 'HEAD:workstreams/flip.md').split(`[${id}]`)).toHaveLength(2);
  expect(it.git('status', '--porcelain')).toBe('?? notes.txt');
  // Nothing is left that the next one would trip over.
  expect(await it.json(['handoff', '--quick', 'Next'])).toMatchObject({ exit: 0, data: { pushed: true } });
});
