import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

interface Listed {
  readonly data: { readonly records: readonly Record<string, unknown>[] };
}

const idsOf = (stdout: string): unknown[] => (JSON.parse(stdout) as Listed).data.records.map(({ id }) => id);

test('records are listed by kind, the newest first, within 80 columns', async () => {
  const box = sandbox();
  const ran = await box.canon(offplan(box), ['list']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatchInlineSnapshot(`
    "Sessions
    2026-05-11  SK-260511-02          Пробный период               sergei
    2026-05-11  RT-260511-01          P2 + P3 of the flip          roman
                CONV-30-email-sender  the sender           legacy

    Workstreams
    2026-05-10  P0  canonical-store-flip  active 1/2  roman
                The flip

    Plans
    2026-05-09  canonical-store  The store  ratified 1/2  roman

    Learnings
    2026-05-01  locks  Locks  active
    "
  `);
});

test('the document has every column of cli.md, nulls included', async () => {
  const box = sandbox();
  const { stdout } = await box.canon(offplan(box), ['list', 'workstream', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'canon.list/1',
    data: {
      records: [
        {
          id: 'canonical-store-flip',
          kind: 'workstream',
          title: 'The flip',
          status: 'active',
          owner: 'roman',
          summary: null,
          tags: [],
          plan: 'canonical-store',
          workstream: null,
          created: '2026-05-10',
          updated: '2026-05-11T15:12:40+02:00',
          path: 'workstreams/canonical-store-flip.md',
          priority: 'P0',
          tasks_done: 1,
          tasks_total: 2,
        },
      ],
    },
    diagnostics: [],
  });
});

const FILTERS: readonly (readonly [args: string, ids: readonly string[]])[] = [
  ['session', ['SK-260511-02', 'RT-260511-01', 'CONV-30-email-sender']],
  ['sessions --owner sergei', ['SK-260511-02']],
  ['--tag ops --tag infra', ['RT-260511-01']],
  ['--tag ops --tag email', []],
  ['--plan canonical-store', ['RT-260511-01', 'canonical-store-flip']],
  ['--status ratified', ['canonical-store']],
  ['--status legacy', ['CONV-30-email-sender']],
  [
    '--status ratified --status active --owner roman --owner sergei',
    ['canonical-store-flip', 'canonical-store'],
  ],
  ['--workstream canonical-store-flip', ['RT-260511-01']],
  ['--limit 2', ['SK-260511-02', 'RT-260511-01']],
  ['session --sort id', ['CONV-30-email-sender', 'RT-260511-01', 'SK-260511-02']],
  ['--sort title --limit 1', ['locks']],
  ['--sort priority --limit 2', ['canonical-store-flip', 'SK-260511-02']],
  ['--plan canonical-store --sort updated', ['RT-260511-01', 'canonical-store-flip']],
];

test('options narrow the list down together', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const found = await Promise.all(
    FILTERS.map(async ([args]) => {
      const { stdout } = await box.canon(repo, ['list', ...args.split(' '), '--json']);
      return [args, idsOf(stdout)];
    }),
  );
  expect(found).toEqual(FILTERS);
});

test('a record that does not parse is listed as broken with its place, and stops no other', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(join(repo, 'plans/broken.md'), '---\ntitle: a: b: c\n---\n\n# Broken\n');
  const text = await box.canon(repo, ['list', 'plan']);
  expect(text.code).toBe(0);
  expect(text.stdout).toContain('plans/broken.md:2:');
  expect(text.stdout).toContain('The store');
  const { stdout } = await box.canon(repo, ['list', '--status', 'broken', '--json']);
  expect((JSON.parse(stdout) as Listed).data.records).toMatchObject([
    { id: 'broken', path: 'plans/broken.md', broken: { code: 'E_FRONTMATTER_SYNTAX', line: 2 } },
  ]);
});

test('what a record says cannot steer the terminal', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const title = '"\\e]0;pwned\\a\\u202Etxt\\nnew line"';
  box.write(
    join(repo, 'plans/evil.md'),
    record({ title, owner: 'roman', status: 'stub', kind: 'plan' }, '# x\n'),
  );
  const text = await box.canon(repo, ['list']);
  expect(text.stdout).not.toMatch(/[\u001B\u0007\u202E]/);
  const json = await box.canon(repo, ['list', '--json']);
  expect(json.stdout).not.toMatch(/[\u001B\u0007\u202E]/);
  expect(json.stdout).toContain('\\u202Etxt');
});

test('a repository without records says how to begin', async () => {
  const box = sandbox();
  const { code, stdout } = await box.canon(box.repo('empty'), ['list']);
  expect(code).toBe(0);
  expect(stdout).toContain('`canon init`');
});

test('of more than fifty the newest fifty are shown; a slow reader of --json gets all of them', async () => {
  const box = sandbox();
  const repo = offplan(box);
  for (let n = 1; n <= 600; n++) {
    const id = `RT-26${String(1 + Math.trunc(n / 50)).padStart(2, '0')}01-${String(1 + (n % 50)).padStart(2, '0')}`;
    box.write(
      join(repo, `docs/sessions/${id}.md`),
      record({
        title: `Session ${n} ${'with a long title '.repeat(20)}`,
        operator: 'roman',
        summary: 'word '.repeat(40),
        kind: 'session',
        id,
        status: 'handed-off',
        created: '2026-04-01T10:00:00+02:00',
      }),
    );
  }
  const text = await box.canon(repo, ['list', 'session']);
  expect(text.stdout.trimEnd().split('\n')).toHaveLength(52);
  expect(text.stdout).toMatch(/The newest 50 of \d{3}\. All of them: --all\n$/);
  const all = await box.canon(repo, ['list', 'session', '--all']);
  expect(all.stdout.split('\n').length).toBeGreaterThan(500);
  // Several hundred kilobytes through a pipe of 64, whose reader starts late and reads slowly.
  const child = spawn('sh', ['-c', '"$0" "$1" list --json | { sleep 0.3; cat; }', process.execPath, BIN], {
    cwd: repo,
    env: box.env,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => child.on('close', resolve));
  const piped = Buffer.concat(chunks).toString();
  expect(piped.length).toBeGreaterThan(300_000);
  expect(idsOf(piped).length).toBeGreaterThan(500);
});

test('the document follows what happens after rows were kept', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const ids = async (): Promise<unknown[]> =>
    idsOf((await box.canon(repo, ['list', 'session', '--json'])).stdout);
  const all = ['SK-260511-02', 'RT-260511-01', 'CONV-30-email-sender'];
  // The first makes rows, the second finds them, the third has nothing to find out.
  for (let run = 0; run < 3; run += 1) expect(await ids()).toEqual(all);
  const path = join(repo, 'docs/sessions/RT-260512-01.md');
  const id = 'RT-260512-01';
  const created = '2026-05-12T10:00:00+02:00';
  box.write(path, record({ title: 'One more', operator: 'roman', kind: 'session', id, created }));
  expect(await ids()).toEqual(['RT-260512-01', ...all]);
  expect(await ids()).toEqual(['RT-260512-01', ...all]);
  box.git(repo, 'add', '-A');
  expect(await ids()).toEqual(['RT-260512-01', ...all]);
  box.git(repo, 'commit', '-qm', 'One more');
  expect(await ids()).toEqual(['RT-260512-01', ...all]);
  box.git(repo, 'rm', '-q', 'docs/sessions/SK-260511-02.md');
  expect(await ids()).toEqual(['RT-260512-01', 'RT-260511-01', 'CONV-30-email-sender']);
  box.git(repo, 'reset', '-q', '--hard', 'HEAD~');
  expect(await ids()).toEqual(all);
});
