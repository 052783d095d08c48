import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimAdrNumber } from '../../src/identity/adr-numbers.ts';
import { claim, listClaims, releaseClaim } from '../../src/identity/claims.ts';
import { nextSessionId } from '../../src/identity/next-id.ts';
import { unclosedClaims } from '../../src/identity/unclosed.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';

const ROMAN = { slug: 'roman', initials: 'RT' };
const SERGEI = { slug: 'sergei', initials: 'SK' };

describe('the next id', () => {
  test.each([
    [[], 'RT-260511-01'],
    [['RT-260511-01', 'RT-260510-07', 'SK-260511-04', 'RTX-260511-09', 'CONV-30-x'], 'RT-260511-02'],
    [['RT-260511-03'], 'RT-260511-04'],
    [['RT-260511-99'], 'RT-260511-100'],
    [['RT-260511-100'], 'RT-260511-101'],
  ])('after %j is %s', (taken, id) => {
    expect(nextSessionId('RT', '2026-05-11', taken)).toBe(id);
  });
});

describe('claim', () => {
  test('writes who, when and where, and nothing into the work tree', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const claimed = await claim(await projectAt(box, repo), worldOf(box, repo), ROMAN, {
      hostSession: 'abc',
    });
    expect(claimed).toEqual({ id: 'RT-260511-01', path: 'docs/sessions/RT-260511-01.md', operator: 'roman' });
    expect(JSON.parse(box.read(join(repo, '.git/canon/claims/RT-260511-01')))).toEqual({
      operator: 'roman',
      claimed_at: '2026-05-11T15:12:40+02:00',
      worktree: repo,
      host_session: 'abc',
      branch: 'main',
      head: box.git(repo, 'rev-parse', 'HEAD'),
    });
    expect(box.git(repo, 'status', '--porcelain', '--ignored')).toBe('');
  });

  test('takes the date from the local clock', async () => {
    const box = sandbox();
    const repo = box.repo('app', { commit: false });
    const late = { ms: Date.UTC(2026, 4, 11, 23, 30), offset: 120 };
    const world = worldOf(box, repo, { now: late });
    expect((await claim(await projectAt(box, repo), world, ROMAN)).id).toBe('RT-260512-01');
  });

  test('looks at files, in either layout, at every branch, here and on remotes, and at other work trees', async () => {
    const box = sandbox();
    const origin = box.repo('origin');
    box.git(box.dir, 'clone', '-q', origin, 'app');
    const repo = join(box.dir, 'app');
    const next = async (cwd = repo): Promise<string> => {
      const project = await projectAt(box, cwd);
      const { id } = await claim(project, worldOf(box, cwd), ROMAN);
      await releaseClaim(project, ROMAN, id);
      return id;
    };
    const commit = (cwd: string, path: string): void => {
      box.write(join(cwd, path), '---\nkind: session\n---\n');
      box.git(cwd, 'add', '.');
      box.git(cwd, 'commit', '-qm', path);
    };
    box.write(join(repo, 'docs/sessions/RT-260511-02.md'), 'not even committed');
    expect(await next()).toBe('RT-260511-03');
    box.git(repo, 'switch', '-qc', 'topic');
    commit(repo, 'docs/sessions/2026/05/RT-260511-04.md');
    box.git(repo, 'switch', '-q', 'main');
    expect(await next()).toBe('RT-260511-05');
    commit(origin, 'docs/sessions/RT-260511-06.md');
    expect(await next()).toBe('RT-260511-05');
    box.git(repo, 'fetch', '-q');
    expect(await next()).toBe('RT-260511-07');
    box.git(repo, 'worktree', 'add', '-q', '--detach', join(box.dir, 'detached'));
    commit(join(box.dir, 'detached'), 'docs/sessions/RT-260511-08.md');
    expect(await next()).toBe('RT-260511-09');
    expect(await next(join(box.dir, 'detached'))).toBe('RT-260511-09');
    box.git(repo, 'rm', '-q', '--cached', '-r', '--ignore-unmatch', 'docs');
    box.git(repo, 'branch', '-qD', 'topic');
    expect(await next()).toBe('RT-260511-09');
  });

  test('gives many at once different ids, in three work trees, and no half-written file', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const trees = [repo, join(box.dir, 'b'), join(box.dir, 'c')];
    for (const tree of trees.slice(1)) box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    const projects = await Promise.all(trees.map((tree) => projectAt(box, tree)));
    const claims = await Promise.all(
      Array.from({ length: 30 }, (_, at) => claim(projects[at % 3]!, worldOf(box, trees[at % 3]!), ROMAN)),
    );
    expect(new Set(claims.map(({ id }) => id)).size).toBe(30);
    const names = readdirSync(join(repo, '.git/canon/claims')).sort();
    expect(names).toEqual(claims.map(({ id }) => id).sort());
    for (const name of names) JSON.parse(readFileSync(join(repo, '.git/canon/claims', name), 'utf8'));
  });

  test('of an id asked for: the own claim again, a free one, not another operator’s and not a record’s', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const project = await projectAt(box, repo);
    const world = worldOf(box, repo);
    const { id } = await claim(project, world, ROMAN);
    expect((await claim(project, world, ROMAN, { id })).id).toBe(id);
    expect((await claim(project, world, ROMAN, { id: 'RT-260509-07' })).id).toBe('RT-260509-07');
    await expect(claim(project, world, { slug: 'rita', initials: 'RT' }, { id })).rejects.toThrow(
      'E_CLAIM_TAKEN',
    );
    await expect(claim(project, world, SERGEI, { id })).rejects.toThrow('E_CLAIM_ID');
    await expect(claim(project, world, ROMAN, { id: '../x' })).rejects.toThrow('E_CLAIM_ID');
    box.write(join(repo, 'docs/sessions/RT-260511-05.md'), '');
    await expect(claim(project, world, ROMAN, { id: 'RT-260511-05' })).rejects.toThrow('E_CLAIM_TAKEN');
  });
});

describe('a claim', () => {
  test('that was abandoned blocks nobody, and is released by its operator alone', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const project = await projectAt(box, repo);
    const world = worldOf(box, repo);
    const { id } = await claim(project, world, ROMAN);
    expect((await claim(project, world, ROMAN)).id).toBe('RT-260511-02');
    await expect(releaseClaim(project, SERGEI, id)).rejects.toThrow('E_CLAIM_FOREIGN');
    await expect(releaseClaim(project, ROMAN, 'RT-260511-09')).rejects.toThrow('E_CLAIM_UNKNOWN');
    await expect(releaseClaim(project, ROMAN, '../../config')).rejects.toThrow('E_CLAIM_UNKNOWN');
    expect(await releaseClaim(project, ROMAN, id)).toMatchObject({ id, operator: 'roman' });
    expect((await listClaims(project)).map((one) => one.id)).toEqual(['RT-260511-02']);
  });

  test('whose file is damaged still holds its id', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    box.write(join(repo, '.git/canon/claims/RT-260511-01'), '{"operator": "rom');
    const project = await projectAt(box, repo);
    expect(await listClaims(project)).toMatchObject([{ id: 'RT-260511-01', operator: undefined }]);
    expect((await claim(project, worldOf(box, repo), ROMAN)).id).toBe('RT-260511-02');
  });

  test('is unclosed until a record has its id, here or on any branch', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    const project = await projectAt(box, repo);
    const world = worldOf(box, repo);
    for (let n = 0; n < 3; n += 1) await claim(project, world, ROMAN);
    box.git(repo, 'switch', '-qc', 'topic');
    box.write(join(repo, 'docs/sessions/2026/05/RT-260511-02.md'), '');
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'two');
    box.git(repo, 'switch', '-q', 'main');
    const open = await unclosedClaims(project, new Set(['RT-260511-01']));
    expect(open.map(({ id }) => id)).toEqual(['RT-260511-03']);
  });
});

test('numbers of decisions are claimed in the same way', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, 'docs/decisions/0011-email-sender.md'), '');
  const project = await projectAt(box, repo);
  const world = worldOf(box, repo);
  const numbers = await Promise.all([1, 2, 3].map(() => claimAdrNumber(project, world, ROMAN)));
  expect(numbers.sort((a, b) => a - b)).toEqual([12, 13, 14]);
  expect(await listClaims(project)).toEqual([]);
});
