import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover } from '../../src/git/discover.ts';
import { readHead } from '../../src/git/head.ts';
import { collectFacts, startHistory, type FactsInput, type SessionFacts } from '../../src/handoff/facts.ts';
import { rowSet } from '../../src/store/row-set.ts';
import type { Row } from '../../src/work/row.ts';
import { remembered } from '../support/remembered.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const DAY = '2026-05-11T';
const at = (time: string): string => `${DAY}${time}:00+02:00`;
const ms = (time: string): number => Date.parse(at(time));

/** Commits as somebody, at a time of the day; answers the abbreviated id. */
function commit(
  box: Sandbox,
  repo: string,
  file: string,
  time: string,
  options: { who?: string; text?: string; message?: string; written?: string } = {},
): string {
  box.write(join(repo, file), options.text ?? `${file} at ${time}\n`);
  box.git(repo, 'add', '--', file);
  const when = at(options.written ?? time);
  const env = {
    GIT_AUTHOR_DATE: when,
    GIT_COMMITTER_DATE: at(time),
    GIT_AUTHOR_EMAIL: options.who ?? 'roman@example.com',
  };
  const before = { ...box.env };
  Object.assign(box.env, env);
  box.git(repo, 'commit', '-qm', options.message ?? `Write ${file}`);
  for (const key of Object.keys(env)) delete box.env[key];
  Object.assign(box.env, before);
  return box.git(repo, 'rev-parse', '--short=7', 'HEAD');
}

/** A repository with a first commit from the early morning. */
function started(box: Sandbox): string {
  remembered(box, ['r'], 'started', () => {
    commit(box, box.repo('r', { commit: false }), 'README.md', '07:00');
  });
  return join(box.dir, 'r');
}

async function facts(
  box: Sandbox,
  dir: string,
  { sessions = [], ...input }: Partial<FactsInput> & { sessions?: Row[] } = {},
): Promise<SessionFacts> {
  const repo = await discover(dir, box.env);
  const head = await readHead(repo);
  return collectFacts(
    {
      repo,
      head: head.oid,
      branch: head.branch,
      operator: 'roman',
      emails: new Set(['roman@example.com', 'r@example.org']),
      claimedAt: undefined,
      now: { ms: ms('18:00'), offset: 120 },
      rows: rowSet(undefined, new Set(), sessions),
      id: undefined,
      isCanonPath: (path) => path.startsWith('docs/sessions/'),
      pathsOf: () => undefined,
      ownerOf: () => Promise.resolve(undefined),
      fallbackBase: () => Promise.resolve(null),
      ...input,
    },
    startHistory(repo, head.oid),
  );
}

const record = (row: Partial<Row>): Row => ({
  path: `docs/sessions/${row.id ?? 'RT-260511-01'}.md`,
  kind: 'session',
  id: 'RT-260511-01',
  title: 'Earlier',
  owner: 'roman',
  branch: 'main',
  ...row,
});

describe('what a session covers', () => {
  test('is what the operator wrote since the claim, oldest first, with its lines', async () => {
    const box = sandbox();
    const repo = box.repo('r', { commit: false });
    commit(box, repo, 'old.txt', '09:00');
    const start = box.git(repo, 'rev-parse', '--short=7', 'HEAD');
    const first = commit(box, repo, 'a.txt', '12:00', { text: '1\n2\n3\n' });
    commit(box, repo, 'peer.txt', '12:30', { who: 'sergei@example.com' });
    const second = commit(box, repo, 'a.txt', '13:00', { text: '1\n2\n', who: 'R@Example.org' });
    expect(await facts(box, repo, { claimedAt: ms('11:30') })).toEqual({
      branch: 'main',
      base: start,
      head: second,
      commits: [first, second],
      files_changed: 1,
      insertions: 3,
      deletions: 1,
      duration_minutes: 390,
    });
  });

  test('begins, without a claim, with the previous record of this operator on this branch', async () => {
    const box = sandbox();
    const repo = box.repo('r', { commit: false });
    commit(box, repo, 'a', '10:00');
    commit(box, repo, 'b', '11:00');
    const c = commit(box, repo, 'c', '12:00');
    const sessions = [
      record({ id: 'RT-260511-01', created: at('11:30') }),
      record({ id: 'RT-260511-02', created: at('12:30'), branch: 'other' }),
      record({ id: 'SK-260511-01', created: at('12:30'), owner: 'sergei' }),
    ];
    const found = await facts(box, repo, { sessions });
    expect(found).toMatchObject({ commits: [c] });
    expect(found).not.toHaveProperty('duration_minutes');
  });

  test('begins a day ago when nothing says more, or with what the base does not have', async () => {
    const box = sandbox();
    const repo = box.repo('r', { commit: false });
    const old = commit(box, repo, 'a', '08:00');
    const base = box.git(repo, 'rev-parse', 'HEAD');
    const b = commit(box, repo, 'b', '09:00');
    const now = { ms: ms('08:30') + 24 * 3_600_000, offset: 120 };
    expect((await facts(box, repo, { now })).commits).toEqual([b]);
    const later = { ms: now.ms + 86_400_000, offset: 120 };
    expect(await facts(box, repo, { now: later })).not.toHaveProperty('commits');
    expect(
      (await facts(box, repo, { now: later, fallbackBase: () => Promise.resolve(base) })).commits,
    ).toEqual([b]);
    expect(old).not.toBe(b);
  });

  test('leaves out what another record has, and what canon committed', async () => {
    const box = sandbox();
    const repo = started(box);
    const a = commit(box, repo, 'a', '12:00');
    const b = commit(box, repo, 'b', '12:10');
    commit(box, repo, 'docs/sessions/RT-260511-01.md', '12:20', {
      message: 'Hand off\n\nCanon-Session: RT-260511-01',
    });
    const c = commit(box, repo, 'c', '12:30', { message: 'Mine\n\nCanon-Session: RT-260511-01' });
    const sessions = [
      record({ id: 'SK-260511-01', owner: 'sergei', created: at('12:40'), commits: [a.slice(0, 6)] }),
    ];
    expect((await facts(box, repo, { sessions, claimedAt: ms('11:00') })).commits).toEqual([b, c]);
  });

  test('does not ask git for the paths of a commit that are known', async () => {
    const box = sandbox();
    const repo = started(box);
    const a = commit(box, repo, 'a', '12:00', { message: 'Mine\n\nCanon-Session: RT-260511-01' });
    const b = commit(box, repo, 'b', '12:10', { message: 'Mine\n\nCanon-Session: RT-260511-01' });
    const pathsOf = (oid: string): string[] =>
      oid.startsWith(a) ? ['docs/sessions/RT-260511-01.md'] : ['docs/sessions/x.md', 'b'];
    expect((await facts(box, repo, { pathsOf, claimedAt: ms('11:00') })).commits).toEqual([b]);
  });

  test('knows a commit again after a rebase', async () => {
    const box = sandbox();
    const repo = started(box);
    box.git(repo, 'switch', '-qc', 'work');
    const a = commit(box, repo, 'a', '12:00');
    const b = commit(box, repo, 'b', '12:10');
    box.git(repo, 'switch', '-q', 'main');
    commit(box, repo, 'peer', '12:20', { who: 'sergei@example.com' });
    box.git(repo, 'switch', '-q', 'work');
    box.git(repo, 'rebase', '-q', 'main');
    const sessions = [record({ created: at('12:05'), branch: 'elsewhere', commits: [a] })];
    const rebased = box.git(repo, 'rev-parse', '--short=7', 'HEAD');
    expect(rebased).not.toBe(b);
    const found = await facts(box, repo, { sessions, claimedAt: ms('11:00') });
    expect(found.commits).toEqual([rebased]);
    expect(found.base).toBe(box.git(repo, 'rev-parse', '--short=7', 'HEAD~1'));
  });

  test('goes by the date of writing, not of rebasing', async () => {
    const box = sandbox();
    const repo = started(box);
    commit(box, repo, 'a', '15:00', { written: '09:00' });
    const b = commit(box, repo, 'b', '15:01', { written: '14:00' });
    expect((await facts(box, repo, { claimedAt: ms('12:00') })).commits).toEqual([b]);
  });

  test("does not take in a peer's merged commits", async () => {
    const box = sandbox();
    const repo = started(box);
    box.git(repo, 'switch', '-qc', 'peer');
    commit(box, repo, 'theirs', '12:05', { who: 'sergei@example.com' });
    box.git(repo, 'switch', '-q', 'main');
    const mine = commit(box, repo, 'mine', '12:10');
    Object.assign(box.env, { GIT_AUTHOR_DATE: at('12:20'), GIT_COMMITTER_DATE: at('12:20') });
    box.git(repo, 'merge', '-q', '--no-edit', 'peer');
    const merge = box.git(repo, 'rev-parse', '--short=7', 'HEAD');
    const found = await facts(box, repo, { claimedAt: ms('12:00') });
    expect(found).toMatchObject({ commits: [mine, merge], head: merge, files_changed: 1, insertions: 1 });
  });

  test('is found behind hundreds of newer commits of others', async () => {
    const box = sandbox();
    const repo = started(box);
    const mine = commit(box, repo, 'mine', '12:00');
    const lines = ['commit refs/heads/main'];
    for (let n = 0; n < 300; n++) {
      if (n > 0) lines.push('commit refs/heads/main');
      const when = `${Math.floor(ms('12:10') / 1000) + n} +0200`;
      lines.push(
        `author S <sergei@example.com> ${when}`,
        `committer S <sergei@example.com> ${when}`,
        'data 1',
        'x',
      );
      if (n === 0) lines.push('from refs/heads/main^0');
    }
    box.write(join(box.dir, 'stream'), `${lines.join('\n')}\n`);
    box.git(repo, 'config', 'alias.feed', `!git fast-import --quiet < '${join(box.dir, 'stream')}'`);
    box.git(repo, 'feed');
    expect(Number(box.git(repo, 'rev-list', '--count', 'HEAD'))).toBe(302);
    expect((await facts(box, repo, { claimedAt: ms('11:00') })).commits).toEqual([mine]);
  });

  test('in a shallow clone names its commits and base, and counts no lines that it cannot see', async () => {
    const box = sandbox();
    const repo = box.repo('r', { commit: false });
    const base = commit(box, repo, 'big', '09:00', { text: 'x\n'.repeat(500) });
    const mine = commit(box, repo, 'mine', '12:00');
    box.git(box.dir, 'clone', '-q', '--depth=1', `file://${repo}`, 'shallow');
    const found = await facts(box, join(box.dir, 'shallow'), { claimedAt: ms('11:00') });
    expect(found).toEqual({ branch: 'main', base, head: mine, commits: [mine], duration_minutes: 420 });
    const next = commit(box, join(box.dir, 'shallow'), 'next', '13:00');
    expect(await facts(box, join(box.dir, 'shallow'), { claimedAt: ms('12:30') })).toMatchObject({
      base: mine,
      commits: [next],
      files_changed: 1,
    });
  });

  test('in a linked work tree is that of its own branch', async () => {
    const box = sandbox();
    const repo = started(box);
    box.git(repo, 'worktree', 'add', '-q', '-b', 'side', '../side');
    commit(box, repo, 'here', '12:00');
    const there = commit(box, join(box.dir, 'side'), 'there', '12:00');
    expect(await facts(box, join(box.dir, 'side'), { claimedAt: ms('11:00') })).toMatchObject({
      branch: 'side',
      commits: [there],
    });
  });

  test('is empty before the first commit, and without a branch on a detached HEAD', async () => {
    const box = sandbox();
    const repo = box.repo('r', { commit: false });
    expect(await facts(box, repo, { claimedAt: ms('17:00') })).toEqual({
      branch: 'main',
      duration_minutes: 60,
    });
    const a = commit(box, repo, 'a', '12:00');
    box.git(repo, 'switch', '-q', '--detach');
    const found = await facts(box, repo, { claimedAt: ms('11:00') });
    expect(found).toEqual({
      head: a,
      commits: [a],
      files_changed: 1,
      insertions: 1,
      deletions: 0,
      duration_minutes: 420,
    });
  });

  test('counts binary files, not their lines, and paths of any alphabet once', async () => {
    const box = sandbox();
    const repo = started(box);
    commit(box, repo, 'папка/файл "1".txt', '12:00', { text: 'a\nb\n' });
    commit(box, repo, 'папка/файл "1".txt', '12:01', { text: 'a\n' });
    commit(box, repo, 'image.bin', '12:02', { text: '\0\u0001binary\0' });
    expect(await facts(box, repo, { claimedAt: ms('11:00') })).toMatchObject({
      files_changed: 2,
      insertions: 2,
      deletions: 1,
    });
  });
});
