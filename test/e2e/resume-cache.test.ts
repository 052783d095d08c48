import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Repository, repository, sessionText, workstreamText } from '../resume/repository.ts';

const PATH = 'docs/sessions/RT-260511-01.md';

/** A repository whose dashboard is in the cache. */
async function kept(): Promise<Repository> {
  const repo = repository();
  repo.put(PATH, sessionText('RT-260511-01', { title: 'Before' }));
  repo.put('docs/sessions/SK-260511-01.md', sessionText('SK-260511-01'));
  repo.put('workstreams/flip.md', workstreamText({}, ['[x] P1. Schemas', '[ ] P2. Resume']));
  repo.commit('Records');
  await settle(repo);
  return repo;
}

/** Until it is kept: a file changed in the tick of the clock in which it was looked at is looked at again. */
async function settle(repo: Repository): Promise<void> {
  const before = answers(repo);
  for (let i = 0; i < 50; i += 1) if ((await repo.data()).cache.hit || answers(repo) !== before) return;
  throw new Error('the dashboard is never kept');
}

/** The dashboards that are kept, as they are written: one that is made again has other stamps in it. */
function answers(repo: Repository): string {
  const dir = join(repo.path, '.git/canon/cache');
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('resume-')) : [];
  return names.map((name) => repo.read(join(dir, name))).join('\n');
}

describe('the cache of the dashboard', () => {
  test('gives what was gathered, with ages of this moment', async () => {
    const repo = await kept();
    const cold = await repo.data(['--all']);
    const data = await repo.data();
    expect(data.cache.hit).toBe(true);
    expect({ ...data, tokens: 0 }).toEqual({ ...cold, cache: { hit: true }, tokens: 0 });
    const later = await repo.data([], { env: { CANON_NOW: '2026-05-12T18:20:00+02:00' } });
    expect(later).toMatchObject({ cache: { hit: true }, last_session: { age_hours: 27 } });
  });

  // Everything the dashboard is made of, changed in every way a file can be: it shows at once.
  const title = async (repo: Repository): Promise<string | undefined> =>
    (await repo.data()).last_session?.title;
  const edit = (repo: Repository, text = sessionText('RT-260511-01', { title: 'After!' })): void =>
    repo.put(PATH, text);

  test.each<[string, (repo: Repository) => void]>([
    ['edited in place', (repo) => edit(repo)],
    [
      'edited in place to the same size and time',
      (repo) => {
        const { atime, mtime } = statSync(join(repo.path, PATH));
        edit(repo);
        utimesSync(join(repo.path, PATH), atime, mtime);
      },
    ],
    [
      'replaced by a rename',
      (repo) => {
        repo.put('new.md', sessionText('RT-260511-01', { title: 'After!' }));
        renameSync(join(repo.path, 'new.md'), join(repo.path, PATH));
      },
    ],
    [
      'edited and staged',
      (repo) => {
        edit(repo);
        repo.git(repo.path, 'add', '.');
      },
    ],
    [
      'edited and committed',
      (repo) => {
        edit(repo);
        repo.commit();
      },
    ],
    [
      'changed by a checkout',
      (repo) => {
        repo.git(repo.path, 'switch', '-qc', 'other');
        edit(repo);
        repo.commit();
        repo.git(repo.path, 'switch', '-q', 'main');
        repo.git(repo.path, 'merge', '-q', 'other');
      },
    ],
  ])('a record that is %s shows at once', async (_, change) => {
    const repo = await kept();
    change(repo);
    expect(await title(repo)).toBe('After!');
  });

  test('a record that is edited twice while it is not committed shows both', async () => {
    const repo = await kept();
    for (const text of ['Once', 'Twice', 'Thrice']) {
      edit(repo, sessionText('RT-260511-01', { title: text }));
      expect(await title(repo)).toBe(text);
      await settle(repo);
    }
    repo.git(repo.path, 'checkout', '-q', PATH);
    expect(await title(repo)).toBe('Before');
  });

  test.each([
    ['untracked', ''],
    ['ignored', 'docs/sessions/RT-260511-02.md\n'],
  ])('an %s record shows at once: new, edited in place, and gone', async (_, ignore) => {
    const repo = await kept();
    repo.put('.git/info/exclude', ignore);
    const file = 'docs/sessions/RT-260511-02.md';
    const at = { created: '2026-05-11T16:00:00+02:00' };
    for (const text of ['New', 'Ned', 'Another one']) {
      repo.put(file, sessionText('RT-260511-02', { title: text, ...at }));
      expect(await title(repo)).toBe(text);
      await settle(repo);
    }
    rmSync(join(repo.path, file));
    expect(await title(repo)).toBe('Before');
  });

  test('a record in a new folder shows at once', async () => {
    const repo = await kept();
    repo.put(
      'docs/sessions/2026/05/RT-260511-02.md',
      sessionText('RT-260511-02', { title: 'New', created: '2026-05-11T16:00:00+02:00' }),
    );
    expect(await title(repo)).toBe('New');
    await settle(repo);
    repo.put(
      'docs/sessions/2026/05/RT-260511-03.md',
      sessionText('RT-260511-03', { title: 'Newer', created: '2026-05-11T17:00:00+02:00' }),
    );
    expect(await title(repo)).toBe('Newer');
  });

  test('a file where the folder of records was shows at once', async () => {
    const repo = await kept();
    rmSync(join(repo.path, 'docs'), { recursive: true });
    repo.put('docs', 'no folder any more');
    expect((await repo.data()).last_session).toBeNull();
  });

  test('a deleted record is gone at once', async () => {
    const repo = await kept();
    rmSync(join(repo.path, PATH));
    expect((await repo.data()).last_session).toBeNull();
  });

  test('a ticked task, a new operator, a claim, another branch show at once', async () => {
    const repo = await kept();
    repo.put('workstreams/flip.md', workstreamText({}, ['[x] P1. Schemas', '[x] P2. Resume']));
    expect((await repo.data()).own_workstreams[0]?.tasks_done).toBe(2);
    await settle(repo);
    writeFileSync(
      join(repo.path, '.canon/operators.yaml'),
      'sergei: { initials: SK, name: S, emails: [roman@example.com] }\n',
    );
    expect((await repo.data()).operator?.slug).toBe('sergei');
    repo.git(repo.path, 'checkout', '-q', '.canon/operators.yaml');
    await settle(repo);
    repo.put('.git/canon/claims/RT-260511-09', '{"operator":"roman"}');
    expect((await repo.data()).unclosed).toHaveLength(1);
    rmSync(join(repo.path, '.git/canon/claims/RT-260511-09'));
    await settle(repo);
    repo.git(repo.path, 'switch', '-qc', 'other');
    expect((await repo.data()).repo.branch).toBe('other');
    repo.git(repo.path, 'commit', '-q', '--allow-empty', '-m', 'Move');
    expect((await repo.data()).cache.hit).toBe(false);
  });

  test('another identity shows at once: git’s e-mail here or for all, the environment', async () => {
    const repo = await kept();
    const slug = async (env = {}): Promise<string | undefined> =>
      (await repo.data([], { env })).operator?.slug;
    repo.git(repo.path, 'config', 'user.email', 'sergei@example.com');
    expect(await slug()).toBe('sergei');
    repo.git(repo.path, 'config', '--unset', 'user.email');
    await settle(repo);
    writeFileSync(join(repo.dir, 'home', '.gitconfig'), '[user]\n\tname = S\n\temail = sergei@example.com\n');
    expect(await slug()).toBe('sergei');
    expect(await slug({ OPERATOR: 'roman' })).toBe('roman');
  });

  test('a project that begins nearer shows at once', async () => {
    const repo = await kept();
    const cwd = join(repo.path, 'sub');
    mkdirSync(cwd);
    for (let i = 0; i < 2; i += 1) expect((await repo.data([], { cwd })).repo.root).toBe(repo.path);
    repo.put('sub/.canon/config.yaml', 'format: 1\n');
    expect((await repo.data([], { cwd })).repo.root).toBe(cwd);
  });

  test('what was fetched shows at once', async () => {
    const repo = await kept();
    repo.git(repo.dir, 'clone', '-q', 'offplan', 'other');
    repo.git(repo.path, 'remote', 'add', 'origin', join(repo.dir, 'other'));
    repo.git(repo.path, 'fetch', '-q');
    repo.git(repo.path, 'branch', '-q', '-u', 'origin/main');
    await settle(repo);
    const other = join(repo.dir, 'other');
    for (const id of ['SK-260511-07', 'SK-260511-08']) {
      repo.write(join(other, `docs/sessions/${id}.md`), sessionText(id));
      repo.git(other, 'add', '.');
      repo.git(other, 'commit', '-q', '--amend', '-m', id);
      repo.git(repo.path, 'fetch', '-q');
      expect((await repo.data()).elsewhere.map((one) => one.id)).toContain(id);
    }
  });

  test('is not shared by operators or targets', async () => {
    const repo = await kept();
    expect((await repo.data([], { env: { OPERATOR: 'sergei' } })).last_session?.id).toBe('SK-260511-01');
    expect((await repo.data(['sergei'])).last_session?.id).toBe('SK-260511-01');
    expect((await repo.data()).last_session?.id).toBe('RT-260511-01');
  });

  test('that is damaged is made again', async () => {
    const repo = await kept();
    const dir = join(repo.path, '.git/canon/cache');
    for (const text of ['', '{', '{"stamp":', '[]', 'null', '\u0000']) {
      const files = readdirSync(dir).map((name) => join(dir, name));
      for (const file of files) if (statSync(file).isFile()) writeFileSync(file, text);
      expect(await title(repo), text).toBe('Before');
      expect(answers(repo), text).toContain('Before');
    }
  });

  test('that cannot be written is done without', async () => {
    const repo = repository();
    repo.put(PATH, sessionText('RT-260511-01', { title: 'Before' }));
    repo.put('.git/canon', 'a file where the folder should be');
    expect(await title(repo)).toBe('Before');
  });

  test('never shows a torn state, while another process writes', async () => {
    const repo = await kept();
    const runs = Array.from({ length: 6 }, (_, i) => {
      appendFileSync(join(repo.path, PATH), `\n${i}\n`);
      return repo.data();
    });
    for (const data of await Promise.all(runs)) expect(data.last_session?.title).toBe('Before');
  });
});
