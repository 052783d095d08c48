import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namedTips } from '../../src/git/refs.ts';
import { type OtherRecords, otherRecords } from '../../src/store/other-records.ts';
import { readRows } from '../../src/store/rows.ts';
import { projectAt } from '../support/project.ts';
import { sessionText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const ID = 'RT-260511-01';
const FILE = `docs/sessions/${ID}.md`;
const TEN = '2026-05-11T10:00:00+02:00';
const ELEVEN = '2026-05-11T11:00:00+02:00';

const look = async (box: Sandbox, path: string, most?: number): Promise<OtherRecords> => {
  const project = await projectAt(box, path);
  return otherRecords(project, (await readRows(project)).all(), most);
};

function commit(box: Sandbox, path: string, files: Record<string, string | null>): void {
  for (const [file, text] of Object.entries(files)) {
    if (text === null) box.git(path, 'rm', '-q', file);
    else box.write(join(path, file), text);
  }
  box.git(path, 'add', '-A');
  box.git(path, 'commit', '-qm', 'Work');
}

/** Main has a record at ten; `feature`, parted before it, another of that id at eleven, and is checked out. */
function parted(box: Sandbox): string {
  const path = box.repo('app');
  box.git(path, 'branch', 'feature');
  commit(box, path, { [FILE]: sessionText(ID, { created: TEN }) });
  box.git(path, 'checkout', '-q', 'feature');
  commit(box, path, { [FILE]: sessionText(ID, { created: ELEVEN }) });
  return path;
}

test('another record of one id is found on a branch that is not merged, from both sides', async () => {
  const box = sandbox();
  const path = parted(box);
  const found = {
    id: ID,
    here: FILE,
    otherId: ID,
    path: FILE,
    refs: ['main'],
    tips: [box.git(path, 'rev-parse', 'main')],
    record: { kind: 'session', created: TEN, owner: 'roman', status: 'handed-off' },
    younger: 'here',
  };
  expect(await look(box, path)).toEqual({ ids: [found], numbers: [], left: 0 });
  // Once more, of what is remembered.
  expect(await look(box, path)).toEqual({ ids: [found], numbers: [], left: 0 });
  box.git(path, 'branch', 'again', 'main');
  box.git(path, 'pack-refs', '--all');
  expect((await look(box, path)).ids[0]?.refs).toEqual(['again', 'main']);
  box.git(path, 'checkout', '-q', 'main');
  expect((await look(box, path)).ids).toMatchObject([{ refs: ['feature'], younger: 'there' }]);
  expect(await look(box, path, 0)).toEqual({ ids: [], numbers: [], left: 1 });
});

test('an older version, a session handed off later, and what is not committed here', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const auto = sessionText(ID, { created: TEN, extra: 'host_sessions: [a]\n' }).replace('handed-off', 'auto');
  commit(box, path, { [FILE]: auto });
  box.git(path, 'branch', 'old');
  commit(box, path, { [FILE]: sessionText(ID, { created: ELEVEN, extra: 'host_sessions: [a, b]\n' }) });
  expect((await look(box, path)).ids).toEqual([]);
  // Somebody writes another record there and commits nothing.
  box.write(join(path, FILE), sessionText(ID, { created: '2026-05-11T12:00:00+02:00' }));
  expect((await look(box, path)).ids).toMatchObject([{ refs: ['old'], younger: 'here' }]);
});

test('the other layout, another case, a project below the top, a remote-tracking branch, sha256', async () => {
  const box = sandbox();
  const hub = join(box.dir, 'hub.git');
  box.git(box.dir, 'init', '-q', '--bare', '--object-format=sha256', hub);
  const path = join(box.dir, 'app');
  box.git(box.dir, 'init', '-q', '--object-format=sha256', path);
  box.git(path, 'remote', 'add', 'origin', hub);
  commit(box, path, { 'sub/.canon/config.yaml': 'format: 1\n' });
  box.git(path, 'push', '-q', '-u', 'origin', 'HEAD:main');
  commit(box, path, {
    [`sub/docs/sessions/2026/05/${ID}.md`]: sessionText(ID, { created: TEN }),
    'sub/plans/Flip.md': '---\ntitle: Flip\nowner: sergei\nkind: plan\ncreated: 2026-05-02\n---\n',
    'docs/sessions/RT-260511-02.md': sessionText('RT-260511-02', { created: TEN }),
  });
  box.git(path, 'push', '-q', 'origin', 'HEAD:main');
  box.git(path, 'reset', '-q', '--hard', 'HEAD~');
  commit(box, path, {
    [`sub/${FILE}`]: sessionText(ID, { created: ELEVEN }),
    'sub/plans/flip.md': '---\ntitle: Flip\nowner: roman\nkind: plan\ncreated: 2026-05-01\n---\n',
    'docs/sessions/RT-260511-02.md': sessionText('RT-260511-02', { created: ELEVEN }),
  });
  const { ids } = await look(box, join(path, 'sub'));
  expect(ids.map(({ here, path: there, refs, younger }) => [here, there, refs, younger])).toEqual([
    [FILE, `docs/sessions/2026/05/${ID}.md`, ['origin/main'], 'here'],
    ['plans/flip.md', 'plans/Flip.md', ['origin/main'], 'there'],
  ]);
  expect((await namedTips((await projectAt(box, path)).repo)).map(({ name }) => name)).toEqual([
    'refs/heads/main',
    'refs/remotes/origin/main',
  ]);
});

test('a shallow clone knows what its tips have', async () => {
  const box = sandbox();
  const path = parted(box);
  box.git(box.dir, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${path}`, 'shallow');
  expect((await look(box, join(box.dir, 'shallow'))).ids).toMatchObject([{ refs: ['origin/main'] }]);
});

test('what was renumbered here or there is settled, whatever older versions other refs have', async () => {
  const box = sandbox();
  const path = parted(box);
  box.git(path, 'branch', 'stale');
  const to = 'docs/sessions/RT-260511-02.md';
  const text = sessionText('RT-260511-02', { created: ELEVEN, extra: `aliases: [${ID}]\n` });
  commit(box, path, { [FILE]: null, [to]: text });
  box.git(path, 'merge', '-q', '-m', 'Merge', 'main');
  expect((await look(box, path)).ids).toEqual([]);
  box.git(path, 'checkout', '-q', 'stale');
  expect((await look(box, path)).ids.map(({ refs }) => refs)).toEqual([['main']]);
});

test('decisions of one number, and plans of one name that came apart; what both inherited is one', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const adr = (date: string): string =>
    `---\ntitle: A\nstatus: accepted\ndate: ${date}\nkind: adr\n---\n# A\n`;
  const plan = (owner: string): string =>
    `---\ntitle: Flip\nowner: ${owner}\nstatus: draft\nkind: plan\ncreated: 2026-05-01\n---\n`;
  commit(box, path, { 'docs/decisions/0010-old.md': adr('2026-05-01'), 'plans/flip.md': plan('roman') });
  box.git(path, 'branch', 'feature');
  commit(box, path, {
    'docs/decisions/0010-old.md': null,
    'docs/decisions/0010-older.md': adr('2026-05-01'),
    'docs/decisions/0011-a.md': adr('2026-05-03'),
    'plans/flip.md': plan('sergei'),
    'plans/new.md': plan('roman'),
  });
  box.git(path, 'checkout', '-q', 'feature');
  commit(box, path, { 'docs/decisions/0011-b.md': adr('2026-05-02'), 'plans/new.md': plan('sergei') });
  const { ids, numbers } = await look(box, path);
  expect(numbers).toMatchObject([{ id: '0011-b', otherId: '0011-a', refs: ['main'], younger: 'there' }]);
  expect(ids).toMatchObject([{ id: 'new', younger: 'here' }]);
});
