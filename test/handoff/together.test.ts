import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DRAFT, field } from './field.ts';

const logOf = (it: ReturnType<typeof field>, at: string, ref = 'HEAD'): string[] =>
  it.box
    .git(at, 'log', '--format=%(trailers:key=Canon-Session,valueonly,separator=%x2C)', ref)
    .split('\n')
    .filter(Boolean)
    .sort();

test('two handoffs at once in one work tree both land', async () => {
  const it = field();
  it.work('a.txt');
  const [one, two] = await Promise.all([
    it.json(['handoff', '--draft', '-'], { input: DRAFT }),
    it.json(['handoff', '--quick', 'Second terminal']),
  ]);
  expect([one.exit, two.exit]).toEqual([0, 0]);
  const ids = [one.data['id'], two.data['id']].sort();
  expect(ids).toEqual(['RT-260511-01', 'RT-260511-02']);
  expect(logOf(it, it.repo)).toEqual(ids);
  expect(it.git('status', '--porcelain')).toBe('');
  const index = it.read('docs/sessions/INDEX.md');
  for (const id of ids) expect(index).toContain(id);
  expect(it.read('workstreams/flip.md')).toContain(one.data['id']);
});

test('in two clones of one remote both land, also when both took the same id', async () => {
  const it = field();
  const other = it.clone('other');
  const [one, two] = await Promise.all([
    it.json(['handoff', '--draft', '-'], { input: DRAFT }),
    it.json(['handoff', '--draft', '-'], { at: other, input: DRAFT.replaceAll('P2 + P3', 'P4') }),
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
