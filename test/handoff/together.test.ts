import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handoff } from '../../src/handoff/handoff.ts';
import type { HandoffRequest } from '../../src/handoff/request.ts';
import { listClaims } from '../../src/identity/claims.ts';
import { BIN } from '../support/built.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { DRAFT, field } from './field.ts';

const logOf = (it: ReturnType<typeof field>, at: string, ref = 'HEAD'): string[] =>
  it.box
    .git(at, 'log', '--format=%(trailers:key=Canon-Session,valueonly,separator=%x2C)', ref)
    .split('\n')
    .filter(Boolean)
    .sort();

test('two handoffs at once in one work tree both land', async () => {
  const it = field();
  const hash = it.work('a.txt');
  const [one, two] = await Promise.all([
    it.json(['handoff', '--draft', '-'], { built: true, input: DRAFT }),
    it.json(['handoff', '--quick', 'Second terminal'], { built: true }),
  ]);
  expect([one.exit, two.exit]).toEqual([0, 0]);
  const ids = [one.data['id'], two.data['id']].sort();
  expect(ids).toEqual(['RT-260511-01', 'RT-260511-02']);
  expect(logOf(it, it.repo)).toEqual(ids);
  expect(it.git('status', '--porcelain')).toBe('');
  const index = it.read('docs/sessions/INDEX.md');
  for (const id of ids) expect(index).toContain(id);
  expect(it.read('workstreams/flip.md')).toContain(one.data['id']);
  const listing = ids.filter((id) => it.read(`docs/sessions/${id}.md`).includes(`\ncommits: [${hash}]`));
  expect(listing).toHaveLength(1);
});

const QUICK: HandoffRequest = {
  quick: 'First terminal',
  dryRun: false,
  commit: true,
  push: false,
  allowSecrets: [],
};

test.each([
  ['committed', { first: true, second: true }],
  ['only written', { first: false, second: false }],
  ['only written, then committed', { first: false, second: true }],
])(
  'a commit is listed once, also when another handoff lands while this one is being made: %s',
  async (_, commits) => {
    const it = field();
    const hash = it.work('a.txt');
    const project = await projectAt(it.box, it.repo);
    let asked = 0;
    const slow = await handoff(
      project,
      worldOf(it.box, it.repo),
      { ...QUICK, commit: commits.second },
      {
        // What git says of the session is known by then, and nothing is written yet.
        say(what) {
          if (what !== 'Committing') return;
          asked += 1;
          if (asked > 1) return;
          const last = commits.first ? '--no-push' : '--no-commit';
          execFileSync(process.execPath, [BIN, 'handoff', '--quick', 'Second terminal', last], {
            cwd: it.repo,
            env: it.box.env,
            stdio: 'ignore',
          });
        },
      },
    );
    expect(slow).toMatchObject({ id: 'RT-260511-01', commits: 0, exit: 0 });
    expect(it.read('docs/sessions/RT-260511-01.md')).not.toMatch(/^commits:/m);
    expect(it.read('docs/sessions/RT-260511-02.md')).toMatch(new RegExp(`^commits: .*${hash}`, 'm'));
    expect(asked).toBe(2);
    // The id of a record that is committed is nobody's claim any more.
    const open = [...(commits.second ? [] : ['RT-260511-01']), ...(commits.first ? [] : ['RT-260511-02'])];
    expect((await listClaims(project)).map(({ id }) => id).sort()).toEqual(open);
  },
);

test('in two clones of one remote both land, also when both took the same id', async () => {
  const it = field();
  const other = it.clone('other');
  const [one, two] = await Promise.all([
    it.json(['handoff', '--draft', '-'], { built: true, input: DRAFT }),
    it.json(['handoff', '--draft', '-'], {
      built: true,
      at: other,
      input: DRAFT.replaceAll('P2 + P3', 'P4'),
    }),
  ]);
  expect([one.exit, two.exit]).toEqual([0, 0]);
  expect([one.data['pushed'], two.data['pushed']]).toEqual([true, true]);
  const ids = [one.data['id'], two.data['id']].sort();
  expect(ids).toEqual(['RT-260511-01', 'RT-260511-02']);
  expect([...one.codes, ...two.codes]).toContain('renumbered');
  const second =
    one.data['id'] === 'RT-260511-02' ? { at: it.repo, answer: one } : { at: other, answer: two };
  expect(second.answer.data['path']).toBe('docs/sessions/RT-260511-02.md');
  expect(second.answer.data['waiting_on'][0].ref).toBe('RT-260511-02#w1');
  expect(second.answer.data['commit']).toBe(it.box.git(second.at, 'rev-parse', 'HEAD'));
  expect(it.box.read(join(second.at, 'docs/sessions/RT-260511-02.md'))).toContain('# RT-260511-02 — ');
  expect(logOf(it, it.remote, 'main')).toEqual(ids);
  const shown = it.box.git(it.remote, 'show', 'main:workstreams/flip.md');
  const index = it.box.git(it.remote, 'show', 'main:docs/sessions/INDEX.md');
  for (const id of ids) {
    expect(shown.split(`[${id}]`)).toHaveLength(2);
    expect(index).toContain(id);
  }
  for (const at of [it.repo, other]) expect(it.box.git(at, 'status', '--porcelain')).toBe('');
  // The next one of either goes on from there.
  it.box.git(it.repo, 'pull', '-q');
  expect((await it.json(['handoff', '--quick', 'Third'])).data['id']).toBe('RT-260511-03');
});

test('of two operators in two clones both land', async () => {
  const it = field();
  const other = it.clone('other', 'sergei@example.com');
  await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  const theirs = await it.json(['handoff', '--draft', '-'], { at: other, input: DRAFT });
  expect(theirs).toMatchObject({ exit: 0, data: { id: 'SK-260511-01', pushed: true } });
  expect(logOf(it, it.remote, 'main')).toEqual(['RT-260511-01', 'SK-260511-01']);
});

test('unpushed work of somebody else stays unpushed, and the handoff with it', async () => {
  const it = field();
  Object.assign(it.box.env, { GIT_AUTHOR_EMAIL: 'stranger@example.net' });
  it.work('theirs.txt');
  delete it.box.env['GIT_AUTHOR_EMAIL'];
  const answer = await it.json(['handoff', '--quick', 'Mine']);
  expect(answer).toMatchObject({ exit: 0, data: { pushed: false } });
  expect(answer.diagnostics.find(({ code }) => code === 'not-pushed')?.message).toContain('Write theirs.txt');
});
