import {
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../src/record/kinds.ts';
import { look } from '../../src/store/look.ts';
import type { Project } from '../../src/store/project.ts';
import type { RowSet } from '../../src/store/row-set.ts';
import { committedRows, readRows } from '../../src/store/rows.ts';
import type { Row } from '../../src/work/row.ts';
import { projectAt } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { remembered } from '../support/remembered.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { rowsOnDisk } from './rows-on-disk.ts';

async function app(): Promise<{ box: Sandbox; repo: string; project: Project }> {
  const box = sandbox();
  const repo = join(box.dir, 'app');
  remembered(box, ['app'], 'records', () => {
    box.repo('app');
    box.write(join(repo, 'docs/sessions/RT-260511-01.md'), sessionText('RT-260511-01'));
    box.write(join(repo, 'docs/sessions/2026/05/RT-260511-02.md'), sessionText('RT-260511-02'));
    box.write(join(repo, 'workstreams/email.md'), workstreamText('E-mail'));
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Records');
  });
  return { box, repo, project: await projectAt(box, repo) };
}

const ids = (rows: RowSet): string[] => rows.all().map(({ id }) => id);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
const forget = (repo: string): void => rmSync(join(repo, '.git/canon'), { recursive: true, force: true });

/** The rows twice: worked out, and then from what the first time kept. */
const found = async (project: Project): Promise<Row[][]> => [
  (await readRows(project)).all(),
  (await readRows(project)).all(),
];

/** What `found` has to be: every file read, in the plainest way. */
async function wanted(project: Project): Promise<Row[][]> {
  const rows = await rowsOnDisk(project);
  return [rows, rows];
}

describe('the rows of a work tree', () => {
  test('are what is on disk, newest first', async () => {
    const { project } = await app();
    expect(await found(project)).toEqual(await wanted(project));
    expect(ids(await readRows(project))).toEqual(['RT-260511-02', 'RT-260511-01', 'email']);
  });

  test('follow an edit in place that keeps size and times', async () => {
    const { repo, project } = await app();
    const file = join(repo, 'workstreams/email.md');
    await readRows(project);
    await settle();
    await readRows(project);
    const { atime, mtime } = lstatSync(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('E-mail', 'Posted'));
    utimesSync(file, atime, mtime);
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(project)).at('workstreams/email.md')?.title).toBe('Posted');
  });

  test('follow edits of a file that git ignores, and files added in an ignored folder', async () => {
    const { box, repo, project } = await app();
    box.write(join(repo, '.gitignore'), 'docs/learnings/\n');
    box.write(join(repo, 'docs/learnings/deep/one.md'), '---\ntitle: One\nkind: learning\n---\n');
    expect(await found(project)).toEqual(await wanted(project));
    await settle();
    expect(await found(project)).toEqual(await wanted(project));
    writeFileSync(join(repo, 'docs/learnings/deep/one.md'), '---\ntitle: Two\nkind: learning\n---\n');
    expect(await found(project)).toEqual(await wanted(project));
    box.write(join(repo, 'docs/learnings/deep/er/three.md'), '---\ntitle: Three\n---\n');
    expect(await found(project)).toEqual(await wanted(project));
    rmSync(join(repo, 'docs/learnings/deep/one.md'));
    expect(await found(project)).toEqual(await wanted(project));
  });

  test('follow HEAD wherever it goes', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    box.git(repo, 'switch', '-qc', 'topic');
    box.write(join(repo, 'docs/sessions/SK-260512-01.md'), sessionText('SK-260512-01'));
    box.git(repo, 'rm', '-q', 'workstreams/email.md');
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Topic');
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'switch', '-q', 'main');
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'switch', '-q', '--orphan', 'empty');
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(project)).size).toBe(0);
  });

  test('keep a file that a commit stops tracking', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    await settle();
    await readRows(project);
    box.git(repo, 'rm', '-q', '--cached', 'workstreams/email.md');
    box.git(repo, 'commit', '-qm', 'Untrack');
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'add', '.');
    box.git(repo, 'reset', '-q');
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(project)).at('workstreams/email.md')?.title).toBe('E-mail');
  });

  test('before the first commit are the files', async () => {
    const box = sandbox();
    const repo = box.repo('new', { commit: false });
    box.write(join(repo, 'plans/one.md'), '# One\n');
    const project = await projectAt(box, repo);
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'add', '.');
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'commit', '-qm', 'First');
    expect(await found(project)).toEqual(await wanted(project));
    expect(await found(project)).toEqual(await wanted(project));
  });

  test('in a linked work tree are its own', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    const other = join(box.dir, 'other');
    box.git(repo, 'worktree', 'add', '-qb', 'other', other);
    box.write(join(other, 'workstreams/only-there.md'), workstreamText('There'));
    const linked = await projectAt(box, other);
    expect(await found(linked)).toEqual(await wanted(linked));
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(linked)).size).toBe((await readRows(project)).size + 1);
  });

  test('of a project below the top are those of that project', async () => {
    const { box, repo } = await app();
    box.write(join(repo, 'team a/.canon/config.yaml'), 'format: 1\n');
    box.write(join(repo, 'team a/plans/inner.md'), '# Inner\n');
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Team');
    box.write(join(repo, 'team a/plans/more.md'), '# More\n');
    const project = await projectAt(box, join(repo, 'team a'));
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(project)).all().map(({ path }) => path)).toEqual([
      'plans/more.md',
      'plans/inner.md',
    ]);
  });

  test('move with the folders that the configuration names', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    box.write(join(repo, 'notes/x.md'), '# X\n');
    box.write(join(repo, '.canon/config.yaml'), 'format: 1\npaths: { workstream: notes }\n');
    const moved = await projectAt(box, repo);
    expect(await found(moved)).toEqual(await wanted(moved));
    expect(ids(await readRows(moved))).not.toContain('email');
  });

  test('have names of every sort', async () => {
    const { box, repo, project } = await app();
    const names = [
      'a b',
      '"quoted"',
      "it's",
      'line\nbreak',
      'tab\there',
      'имя',
      '😀',
      'back\\slash',
      '-n',
      ':(top)x',
      '*',
    ];
    for (const name of names) box.write(join(repo, 'plans', `${name}.md`), `# ${name}\n`);
    expect(await found(project)).toEqual(await wanted(project));
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Names');
    expect(await found(project)).toEqual(await wanted(project));
    for (const name of names) box.write(join(repo, 'plans', `${name}.md`), `# edited ${name}\n`);
    expect(await found(project)).toEqual(await wanted(project));
  });

  test('list what cannot be read as broken, and go on', async () => {
    const { box, repo, project } = await app();
    writeFileSync(join(repo, 'workstreams/latin.md'), Buffer.from('# caf\u00e9', 'latin1'));
    box.write(join(repo, 'workstreams/yaml.md'), '---\ntitle: [\n---\n');
    box.write(join(box.dir, 'secret.md'), '# secret\n');
    symlinkSync('../../secret.md', join(repo, 'workstreams/link.md'));
    box.write(
      join(repo, 'docs/sessions/stub.md'),
      '---\nkind: session\nclaimed_at: 2026-05-11T10:00:00Z\noperator: roman\n---\n',
    );
    const check = async (): Promise<void> => {
      const rows = await readRows(project);
      expect(rows.at('workstreams/latin.md')?.fault?.code).toBe('E_FILE_NOT_UTF8');
      expect(rows.at('workstreams/link.md')?.fault?.code).toBe('E_FILE_SYMLINK');
      expect(rows.at('workstreams/yaml.md')?.fault).toMatchObject({ code: 'E_FRONTMATTER_SYNTAX' });
      expect(rows.at('docs/sessions/stub.md')?.stub).toBe(true);
      expect(rows.count((head) => head.broken)).toBe(3);
      expect(JSON.stringify(rows.all())).not.toContain('secret');
    };
    await check();
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Broken');
    await check();
    forget(repo);
    await check();
    expect((await committedRows(project, 'HEAD')).all()).toEqual((await readRows(project)).all());
  });

  test('do not follow a folder that has become a link', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    renameSync(join(repo, 'workstreams'), join(box.dir, 'elsewhere'));
    symlinkSync(join(box.dir, 'elsewhere'), join(repo, 'workstreams'));
    expect(await found(project)).toEqual(await wanted(project));
    expect(ids(await readRows(project))).not.toContain('email');
    renameSync(join(repo, 'docs'), join(box.dir, 'docs'));
    symlinkSync(join(box.dir, 'docs'), join(repo, 'docs'));
    expect(await found(project)).toEqual(await wanted(project));
    expect((await readRows(project)).size).toBe(0);
  });

  test('leave the files of a repository inside this one to it', async () => {
    const { box, repo, project } = await app();
    box.repo('app/workstreams/inner');
    box.write(join(repo, 'workstreams/inner/theirs.md'), '# Theirs\n');
    expect(ids(await readRows(project))).not.toContain('theirs');
    expect(ids(await readRows(project))).not.toContain('theirs');
  });

  test('show a conflicted file as it is', async () => {
    const { box, repo, project } = await app();
    const file = join(repo, 'workstreams/email.md');
    box.git(repo, 'switch', '-qc', 'topic');
    writeFileSync(file, workstreamText('Theirs'));
    box.git(repo, 'commit', '-qam', 'theirs');
    box.git(repo, 'switch', '-q', 'main');
    writeFileSync(file, workstreamText('Ours'));
    box.git(repo, 'commit', '-qam', 'ours');
    await readRows(project);
    expect(() => box.git(repo, 'merge', '-q', 'topic')).toThrow(/merge/);
    expect(await found(project)).toEqual(await wanted(project));
  });
});

describe('what is kept', () => {
  const cache = (repo: string): string => join(repo, '.git/canon/cache');

  test.each(['truncate', 'garbage', 'flip', 'remove'] as const)(
    'may be damaged (%s) and is then made again',
    async (how) => {
      const { repo, project } = await app();
      for (const part of ['rows-', 'work-']) {
        expect(await found(project)).toEqual(await wanted(project));
        for (const name of readdirSync(cache(repo)).filter((one) => one.startsWith(part))) {
          const file = join(cache(repo), name);
          const bytes = readFileSync(file);
          if (how === 'truncate') truncateSync(file, bytes.length >> 1);
          if (how === 'garbage') writeFileSync(file, 'garbage');
          if (how === 'remove') rmSync(file);
          if (how === 'flip') {
            bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
            writeFileSync(file, bytes);
          }
        }
        expect(await found(project)).toEqual(await wanted(project));
      }
    },
  );

  test('survives that git forgets the commit it was made for', async () => {
    const { box, repo, project } = await app();
    box.git(repo, 'switch', '-qc', 'topic');
    box.write(join(repo, 'plans/lost.md'), '# Lost\n');
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Lost');
    await readRows(project);
    await settle();
    await readRows(project);
    box.git(repo, 'reset', '-q', '--soft', 'main');
    box.git(repo, 'commit', '-qm', 'Again', '--date', '2020-01-01T00:00:00Z');
    box.git(repo, 'rm', '-q', '--cached', 'plans/lost.md');
    box.git(repo, 'commit', '-qm', 'Untracked');
    box.git(repo, 'reflog', 'expire', '--expire=now', '--all');
    box.git(repo, 'gc', '-q', '--prune=now');
    expect(await found(project)).toEqual(await wanted(project));
  });

  test('is not asked of a repository that cannot be written', async () => {
    const { box, repo, project } = await app();
    box.write(join(repo, '.git/canon'), 'a file where the folder should be');
    expect(await found(project)).toEqual(await wanted(project));
  });

  test('saves reading: the second time no record is opened', async () => {
    const { box, repo, project } = await app();
    box.write(join(repo, 'plans/untracked.md'), '# Untracked\n');
    await readRows(project);
    await settle();
    await readRows(project);
    const seen = await look(project);
    expect(seen.known?.commit).toBe(box.git(repo, 'rev-parse', 'HEAD'));
    expect([...seen.folders.values()].every(({ names }) => names === undefined || names.length === 0)).toBe(
      true,
    );
    expect(seen.state?.loose).toMatchObject([{ path: 'plans/untracked.md', settled: true }]);
  });

  test('grows by what changed, and is folded together when that is much', async () => {
    const { box, repo, project } = await app();
    await readRows(project);
    const tables = (): string[] => readdirSync(cache(repo)).filter((name) => name.endsWith('.table'));
    expect(tables()).toHaveLength(1);
    const add = (from: number, to: number): void => {
      for (let n = from; n < to; n += 1) box.write(join(repo, `plans/p${n}.md`), `# Plan ${n}\n`);
      box.git(repo, 'add', '.');
      box.git(repo, 'commit', '-qm', 'More');
    };
    add(0, 20);
    expect(await found(project)).toEqual(await wanted(project));
    expect(tables()).toHaveLength(1);
    add(20, 300);
    expect(await found(project)).toEqual(await wanted(project));
    expect(tables()).toHaveLength(2);
  });
});

test('the rows of a commit are those of the commit, whatever the work tree says', async () => {
  const { box, repo, project } = await app();
  const clean = (await readRows(project)).all();
  const head = box.git(repo, 'rev-parse', 'HEAD');
  writeFileSync(join(repo, 'workstreams/email.md'), workstreamText('Edited'));
  rmSync(join(repo, 'docs/sessions/RT-260511-01.md'));
  box.write(join(repo, 'plans/new.md'), '# New\n');
  expect((await committedRows(project, head)).all()).toEqual(clean);
  forget(repo);
  await readRows(project);
  expect((await committedRows(project, head)).all()).toEqual(clean);
  forget(repo);
  expect((await committedRows(project, head)).all()).toEqual(clean);
  expect((await committedRows(project, `${head}^`)).size).toBe(0);
  expect(KINDS).toHaveLength(5);
});
