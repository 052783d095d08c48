import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATORS } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const ID = 'RT-260511-01';
const FILE = `docs/sessions/${ID}.md`;
const FLIP = 'workstreams/flip.md';
const TASKS = '- [ ] P1. One\n- [ ] P2. Two\n';
const ticked = (task: string, href = `../${FILE}`): string =>
  TASKS.replace(`[ ] ${task}`, `[x] ${task}`).replace(/(P\d\. \w+)(?=\n)/g, (text) =>
    text.startsWith(task) ? `${text} — [${ID}](${href})` : text,
  );

interface Ran {
  readonly code: number;
  readonly data: Record<string, unknown>;
  readonly codes: readonly string[];
}

async function run(box: Sandbox, path: string, ...args: string[]): Promise<Ran> {
  const { code, stdout } = await box.canon(path, [...args, '--json']);
  const read = JSON.parse(stdout) as {
    data: Record<string, unknown>;
    diagnostics: { code: string }[];
  };
  return { code, data: read.data, codes: read.diagnostics.map((one) => one.code) };
}

function commit(box: Sandbox, path: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) box.write(join(path, file), text);
  box.git(path, 'add', '-A');
  box.git(path, 'commit', '-qm', 'Work');
}

/** A remote with a workstream and the operators, and a clone of it. */
function place(box: Sandbox): { hub: string; clone: (name: string) => string } {
  const hub = join(box.dir, 'hub.git');
  box.git(box.dir, 'init', '-q', '--bare', hub);
  const first = box.repo('first');
  commit(box, first, {
    '.canon/config.yaml': 'format: 1\n',
    '.canon/operators.yaml': OPERATORS,
    [FLIP]: workstreamText('Флип', TASKS),
  });
  box.git(first, 'push', '-q', hub, 'main');
  return {
    hub,
    clone: (name) => {
      box.git(box.dir, 'clone', '-q', hub, name);
      return join(box.dir, name);
    },
  };
}

const MINE = [
  'duplicate-id',
  'id-on-other-branch',
  'duplicate-number',
  'duplicate-alias',
  'alias-of-live-id',
];

const idsOf = (findings: unknown): unknown[] =>
  (findings as { code: string; severity: string; path: string }[])
    .filter(({ code }) => MINE.includes(code))
    .map(({ code, severity, path }) => [code, severity, path]);

test('two clones made one id while they were apart: the younger gives way before they meet', async () => {
  const box = sandbox();
  const { clone } = place(box);
  const [a, b] = [clone('a'), clone('b')];
  commit(box, a, {
    [FILE]: sessionText(ID, { created: '2026-05-11T10:00:00+02:00', extra: 'workstream: flip\n' }),
    [FLIP]: workstreamText('Флип', ticked('P1')),
  });
  box.git(a, 'push', '-q');
  commit(box, b, {
    [FILE]: sessionText(ID, {
      created: '2026-05-11T11:00:00+02:00',
      extra: 'workstream: flip\n',
      body: '\nSee RT-260511-01#w1.\n',
    }),
    'docs/sessions/RT-260511-02.md': sessionText('RT-260511-02', {
      extra: `workstream: flip\nparent: ${ID}\ncloses: [${ID}#w1]\n`,
    }),
    [FLIP]: workstreamText('Флип', ticked('P2')),
  });
  await box.canon(b, ['index']);
  commit(box, b, {});
  expect((await box.canon(b, ['renumber', ID])).stderr).toContain('E_RENUMBER_ALONE');
  box.git(b, 'fetch', '-q');
  expect(idsOf((await run(box, b, 'check')).data['findings'])).toEqual([
    ['id-on-other-branch', 'warning', FILE],
  ]);

  // Somebody's own lines in one of the files, staged and not.
  const flip = join(b, FLIP);
  box.write(flip, box.read(flip).replace('# Флип', `# Флип\n\nStaged, after ${ID}.`));
  box.git(b, 'add', FLIP);
  box.write(flip, `${box.read(flip)}\r\nMine.\r\n`);
  const dry = await run(box, b, 'renumber', ID, '--dry-run');
  expect(dry.data).toMatchObject({ id: 'RT-260511-03', commit: null });
  expect(existsSync(join(b, '.git/canon/claims'))).toBe(false);
  const done = await run(box, b, 'renumber', ID);
  const head = box.git(b, 'rev-parse', 'HEAD');
  expect(done).toMatchObject({ code: 0, codes: [] });
  expect(done.data).toMatchObject({
    id: 'RT-260511-03',
    path: 'docs/sessions/RT-260511-03.md',
    commit: head,
  });
  expect(done.data['changed']).toEqual(dry.data['changed']);
  expect(box.git(b, 'log', '-1', '--format=%B')).toBe(
    `Renumber ${ID} as RT-260511-03\n\nCanon-Session: none\n`,
  );
  expect(box.git(b, 'status', '--porcelain')).toBe(`MM ${FLIP}`);
  expect(box.git(b, 'show', `HEAD:docs/sessions/RT-260511-02.md`)).toContain(
    'parent: RT-260511-03\ncloses: [RT-260511-03#w1]\n',
  );
  const record = box.git(b, 'show', 'HEAD:docs/sessions/RT-260511-03.md');
  expect(record).toContain(`aliases: [${ID}]\nkind: session\nid: RT-260511-03\n`);
  expect(record).toContain('# RT-260511-03 — Session RT-260511-03\n\nSee RT-260511-03#w1.');
  expect(box.git(b, 'show', `HEAD:${FLIP}`)).not.toContain(ID);
  expect(box.git(b, 'show', `:${FLIP}`)).toContain('Staged, after RT-260511-03.');
  expect(box.read(flip)).toContain('\r\nMine.\r\n');
  expect(box.git(b, 'show', 'HEAD:docs/sessions/INDEX.md')).not.toContain(ID);
  expect(readdirSync(join(b, '.git/canon/claims'))).toEqual([]);

  // Again: there is nothing left to do, and the old id still finds the record.
  expect(await run(box, b, 'renumber', ID)).toMatchObject({
    code: 0,
    data: { id: 'RT-260511-03', changed: [], commit: null },
  });
  expect((await run(box, b, 'show', ID)).data['record']).toMatchObject({ id: 'RT-260511-03' });
  expect(idsOf((await run(box, b, 'check')).data['findings'])).toEqual([]);
  expect(box.git(b, 'rev-parse', 'HEAD')).toBe(head);
});

test('two files of one id in one tree: what each side said goes with it, what came later is named', async () => {
  const box = sandbox();
  const { clone } = place(box);
  const path = clone('a');
  const month = `docs/sessions/2026/05/${ID}.md`;
  commit(box, path, {
    [FILE]: sessionText(ID, { created: '2026-05-11T10:00:00+02:00' }),
    'docs/sessions/RT-260511-04.md': sessionText('RT-260511-04', { extra: `parent: ${ID}\n` }),
  });
  box.git(path, 'checkout', '-q', '-b', 'feature', 'HEAD~');
  commit(box, path, {
    [month]: sessionText(ID, { created: '2026-05-11T11:00:00+02:00' }),
    [FLIP]: workstreamText('Флип', ticked('P2', `../${month}`)),
  });
  commit(box, path, {
    'docs/sessions/2026/05/RT-260511-05.md': sessionText('RT-260511-05', { extra: `parent: ${ID}\n` }),
  });
  box.git(path, 'checkout', '-q', 'main');
  box.git(path, 'merge', '-q', '-m', 'Merge', 'feature');
  commit(box, path, {
    'docs/sessions/RT-260511-06.md': sessionText('RT-260511-06', { extra: `parent: ${ID}\n` }),
  });
  expect(idsOf((await run(box, path, 'check')).data['findings'])).toContainEqual([
    'duplicate-id',
    'error',
    month,
  ]);
  const done = await run(box, path, 'renumber', ID);
  expect(done.codes).toEqual(['renumber-unclear']);
  expect(done.data).toMatchObject({ id: 'RT-260511-07', path: 'docs/sessions/2026/05/RT-260511-07.md' });
  const read = (file: string): string => box.read(join(path, file));
  expect(read('docs/sessions/RT-260511-04.md')).toContain(`parent: ${ID}`);
  expect(read('docs/sessions/2026/05/RT-260511-05.md')).toContain('parent: RT-260511-07');
  expect(read('docs/sessions/RT-260511-06.md')).toContain(`parent: ${ID}`);
  expect(read(FLIP)).toContain('[RT-260511-07](../docs/sessions/2026/05/RT-260511-07.md)');
  expect(idsOf((await run(box, path, 'check')).data['findings'])).toEqual([
    ['alias-of-live-id', 'info', 'docs/sessions/2026/05/RT-260511-07.md'],
  ]);
  // The younger one has gone; the id is the older one's alone.
  expect((await run(box, path, 'renumber', ID)).data).toMatchObject({ id: 'RT-260511-07', commit: null });
  expect((await run(box, path, 'show', ID)).data['record']).toMatchObject({ path: FILE });
});

test('what is not committed stops it; in the work tree alone, for a number, and by a path', async () => {
  const box = sandbox();
  const { clone } = place(box);
  const path = clone('a');
  const adr = (title: string, date: string): string =>
    `---\ntitle: ${title}\nstatus: accepted\ndate: ${date}\nkind: adr\n---\n\n# ${title}\n`;
  commit(box, path, {
    'docs/decisions/0011-mail.md': adr('Mail', '2026-05-01'),
    'docs/decisions/0011-keys.md': adr('Keys', '2026-05-02'),
    'plans/flip.md':
      '---\ntitle: Flip\nowner: roman\nstatus: draft\nkind: plan\n---\n\nSee 0011-mail and [keys](../docs/decisions/0011-keys.md).\n',
  });
  expect(idsOf((await run(box, path, 'check')).data['findings'])).toEqual([
    ['duplicate-number', 'warning', 'docs/decisions/0011-keys.md'],
  ]);
  const keys = join(path, 'docs/decisions/0011-keys.md');
  box.write(keys, `${box.read(keys)}\nMore.\n`);
  const refused = await box.canon(path, ['renumber', '0011-keys']);
  expect([refused.code, refused.stderr.includes('E_RENUMBER_DIRTY')]).toEqual([2, true]);
  box.git(path, 'checkout', '-q', '.');
  const head = box.git(path, 'rev-parse', 'HEAD');
  const done = await run(box, path, 'renumber', './docs/decisions/0011-keys.md', '--no-commit');
  expect(done).toMatchObject({ code: 0, data: { id: '0012-keys', commit: null } });
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
  expect(box.git(path, 'status', '--porcelain')).toBe(
    ' D docs/decisions/0011-keys.md\n M plans/flip.md\n?? docs/decisions/0012-keys.md',
  );
  expect(box.read(join(path, 'plans/flip.md'))).toContain(
    'See 0011-mail and [keys](../docs/decisions/0012-keys.md).',
  );
  expect(idsOf((await run(box, path, 'check')).data['findings'])).toEqual([]);
});
