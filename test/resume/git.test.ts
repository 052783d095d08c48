import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Repository, repository, sessionText } from './repository.ts';

const handOff = (repo: Repository, values = {}): string => {
  const head = repo.git(repo.path, 'rev-parse', 'HEAD');
  repo.put('docs/sessions/RT-260511-01.md', sessionText('RT-260511-01', { head, ...values }));
  return repo.commit('Hand off RT-260511-01\n\nCanon-Session: RT-260511-01');
};
const since = async (repo: Repository, cwd = repo.path): Promise<number | null | undefined> =>
  (await repo.data([], { cwd })).last_session?.commits_since;

describe('how far HEAD has moved since the handoff', () => {
  test('counts commits, and none that are canon’s own', async () => {
    const repo = repository();
    repo.commit('Set up');
    handOff(repo);
    expect(await since(repo)).toBe(0);
    repo.put('src/a.ts', 'a');
    repo.commit('Work');
    repo.put('workstreams/x.md', '# X\n');
    repo.commit('Tick\n\nCanon-Session: none');
    repo.put('src/b.ts', 'b');
    repo.commit('Work on');
    expect(await since(repo)).toBe(2);
    expect((await repo.resume()).stdout).toContain('2 commits since');
  });

  test('counts a commit that has the trailer and touches code', async () => {
    const repo = repository();
    handOff(repo);
    repo.put('src/a.ts', 'a');
    repo.put('docs/sessions/RT-260511-02.md', sessionText('RT-260511-02', { operator: 'sergei' }));
    repo.commit('Smuggle\n\nCanon-Session: RT-260511-02');
    expect(await since(repo)).toBe(1);
  });

  test('counts what a merge brought', async () => {
    const repo = repository();
    handOff(repo);
    repo.git(repo.path, 'switch', '-qc', 'side');
    repo.put('a', 'a');
    repo.commit('Aside');
    repo.git(repo.path, 'switch', '-q', 'main');
    repo.put('b', 'b');
    repo.commit('Ahead');
    repo.git(repo.path, 'merge', '-q', '--no-edit', 'side');
    expect(await since(repo)).toBe(3);
  });

  test('is not known after a rebase, in words', async () => {
    const repo = repository();
    repo.put('a', 'a');
    repo.commit('Work');
    handOff(repo);
    repo.git(repo.path, 'commit', '-q', '--amend', '-m', 'Hand off, amended');
    expect(await since(repo)).toBe(1);
    repo.git(repo.path, 'reset', '-q', '--soft', 'HEAD~2');
    repo.git(repo.path, 'commit', '-qm', 'Squashed');
    expect(await since(repo)).toBeNull();
    expect((await repo.resume()).stdout.replaceAll(/\s+/g, ' ')).toContain('how far HEAD moved is not known');
  });

  test('is not known in a shallow clone that does not reach it', async () => {
    const repo = repository();
    handOff(repo);
    repo.commit('More');
    repo.git(repo.dir, 'clone', '-q', '--depth=1', `file://${repo.path}`, 'shallow');
    expect(await since(repo, join(repo.dir, 'shallow'))).toBeNull();
  });

  test('is not known for a record without commits, nor for a head that is no commit', async () => {
    const repo = repository();
    handOff(repo, { head: null });
    expect(await since(repo)).toBeNull();
    handOff(repo, { head: '--all' });
    expect(await since(repo)).toBeNull();
  });
});

/** Roman's and Sergei's clones of one remote; Sergei has pushed a session that Roman has fetched, or not. */
function clones() {
  const roman = repository();
  roman.commit('Set up');
  roman.git(roman.dir, 'clone', '-q', '--bare', 'offplan', 'remote.git');
  roman.git(roman.path, 'remote', 'add', 'origin', join(roman.dir, 'remote.git'));
  roman.git(roman.path, 'fetch', '-q');
  roman.git(roman.path, 'branch', '-q', '-u', 'origin/main');
  roman.git(roman.dir, 'clone', '-q', 'remote.git', 'sergei');
  const sergei = join(roman.dir, 'sergei');
  const push = (id: string, values = {}): void => {
    roman.write(join(sergei, 'docs/sessions', `${id}.md`), sessionText(id, values));
    roman.git(sergei, 'add', '.');
    roman.git(sergei, 'commit', '-qm', id);
    roman.git(sergei, 'push', '-q');
  };
  return { roman, sergei, push };
}

describe('newer sessions on the upstream', () => {
  test('that are not here yet are shown, once they are fetched', async () => {
    const { roman, push } = clones();
    push('SK-260511-07', { title: 'Went on' });
    expect((await roman.data()).elsewhere).toEqual([]);
    roman.git(roman.path, 'fetch', '-q');
    expect((await roman.data()).elsewhere).toMatchObject([
      { id: 'SK-260511-07', operator: 'sergei', title: 'Went on', path: 'docs/sessions/SK-260511-07.md' },
    ]);
    const { stdout } = await roman.resume();
    expect(stdout).toContain('1 behind origin/main');
    expect(stdout).toContain('Newer on origin/main, not here yet');
    roman.git(roman.path, 'pull', '-q');
    const data = await roman.data();
    expect(data.elsewhere).toEqual([]);
    expect(data.peer_activity).toMatchObject([{ last_session: 'SK-260511-07' }]);
  });

  test('are none that were deleted here, nor that are here on a diverged branch', async () => {
    const { roman, push } = clones();
    push('SK-260511-07');
    roman.git(roman.path, 'pull', '-q');
    roman.git(roman.path, 'rm', '-q', 'docs/sessions/SK-260511-07.md');
    roman.commit('Remove it');
    push('SK-260511-08');
    roman.git(roman.path, 'fetch', '-q');
    expect((await roman.data()).elsewhere.map(({ id }) => id)).toEqual(['SK-260511-08']);
  });

  test('are fetched with --fetch', async () => {
    const { roman, push } = clones();
    push('SK-260511-07');
    const data = await roman.data(['--fetch']);
    expect(data.elsewhere.map(({ id }) => id)).toEqual(['SK-260511-07']);
  });

  test('cannot be asked for when the remote is gone: a warning, and the rest all the same', async () => {
    const { roman } = clones();
    roman.git(roman.path, 'remote', 'set-url', 'origin', join(roman.dir, 'gone.git'));
    const ran = await roman.resume(['--fetch']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('resume-fetch-failed');
    expect(ran.stdout).toContain('first /handoff for you');
  });

  test('cannot be asked for without an upstream', async () => {
    const ran = await repository().resume(['--fetch', '--json']);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('resume-fetch-failed');
  });
});
