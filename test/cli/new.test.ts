import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Composed } from '../../src/cli/new/compose.ts';
import { makeRecord } from '../../src/cli/new/make.ts';
import { type NewRequest, readRequest } from '../../src/cli/new/request.ts';
import { createdHashes, hashOf } from '../../src/change/created.ts';
import type { CanonError } from '../../src/fault/error.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

type Options = Partial<Pick<NewRequest, 'plan' | 'owner' | 'priority' | 'from' | 'dryRun'>>;

/** Makes a record in a repository as the command does, in this process. */
async function make(
  box: Sandbox,
  repo: string,
  kind: string,
  title: string,
  { dryRun = false, ...given }: Options = {},
): Promise<Composed> {
  const options = { plan: undefined, owner: undefined, priority: undefined, from: undefined, ...given };
  const request = readRequest(kind, title, options, dryRun);
  return makeRecord(await projectAt(box, repo), worldOf(box, repo), request, undefined);
}

test('a record is written, noted as canon’s own, and not committed', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const ran = await box.canon(
    repo,
    ['new', 'workstream', 'Первый отправитель', '--plan', 'canonical', '--priority', 'P1', '--json'],
    { env: { CANON_NOW: '2026-05-12T10:00:00+02:00' } },
  );
  const path = 'workstreams/pervyy-otpravitel.md';
  expect(JSON.parse(ran.stdout)).toEqual({
    schema: 'canon.new/1',
    data: { id: 'pervyy-otpravitel', kind: 'workstream', path },
    diagnostics: [],
  });
  const text = box.read(join(repo, path));
  expect(text).toContain(
    'title: Первый отправитель\nowner: roman\nstatus: draft\npriority: P1\nplan: canonical-store\n' +
      'kind: workstream\nid: pervyy-otpravitel\ncreated: 2026-05-12\n---\n# Первый отправитель\n',
  );
  expect(box.git(repo, 'status', '--porcelain')).toBe(`?? ${path}`);
  expect(await createdHashes(await projectAt(box, repo))).toEqual({ [path]: hashOf(text) });
});

test('a handoff commits the workstream and its plan whole, unless somebody has written in them', async () => {
  const box = sandbox();
  const repo = offplan(box);
  await make(box, repo, 'plan', 'One sender');
  await make(box, repo, 'workstream', 'Sender', { plan: 'one-sender' });
  await make(box, repo, 'workstream', 'Other');
  const draft = '---\nworkstream: sender\n---\n\n## Summary\n\nBegun.\n';
  const ran = await box.canon(repo, ['handoff', '--draft', '-'], { input: draft });
  expect(ran.code).toBe(0);
  expect(box.git(repo, 'show', '--format=', '--name-only', 'HEAD')).toContain('workstreams/sender.md');
  expect(box.git(repo, 'show', '--format=', '--name-only', 'HEAD')).toContain('plans/one-sender.md');
  expect(box.git(repo, 'show', 'HEAD:workstreams/sender.md')).toMatch(/## Session Log\n\n- .* — Begun$/);
  expect(box.git(repo, 'status', '--porcelain')).toBe('?? workstreams/other.md');
  box.write(join(repo, 'workstreams/other.md'), `${box.read(join(repo, 'workstreams/other.md'))}\nMine.\n`);
  const other = draft.replace('sender', 'other');
  const again = await box.canon(repo, ['handoff', '--draft', '-'], { input: other });
  expect(again.stderr).toContain('workstreams/other.md is not in the commit');
  expect(box.git(repo, 'status', '--porcelain')).toBe('?? workstreams/other.md');
});

test('a taken name gets the next number: of this work tree, of another branch, of an alias', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.git(repo, 'switch', '-qc', 'other');
  box.write(
    join(repo, 'plans/sender.md'),
    record({ title: 'S', owner: 'roman', status: 'stub', kind: 'plan' }),
  );
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Sender');
  box.git(repo, 'switch', '-q', 'main');
  expect(await make(box, repo, 'plan', 'Sender')).toMatchObject({
    id: 'sender-2',
    diagnostics: [{ code: 'new-name-taken' }],
  });
  expect(await make(box, repo, 'plan', 'Sender')).toMatchObject({ id: 'sender-3' });
  expect(await make(box, repo, 'workstream', 'Sender')).toMatchObject({ id: 'sender', diagnostics: [] });
  expect(await make(box, repo, 'learning', 'Renames')).toMatchObject({ id: 'renames-2' });
  expect(await make(box, repo, 'plan', 'Index')).toMatchObject({ id: 'index-2' });
});

test('the number of a decision is claimed: after those of every branch, and once only', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const adr = record({ title: 'A', status: 'accepted', kind: 'adr' });
  box.git(repo, 'switch', '-qc', 'other');
  box.write(join(repo, 'docs/decisions/0041-elsewhere.md'), adr);
  box.write(join(repo, 'docs/decisions/20260511-a-date.md'), adr);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'ADR');
  box.git(repo, 'switch', '-q', 'main');
  const dry = await make(box, repo, 'adr', 'Lock a file', { dryRun: true });
  expect(dry.path).toBe('docs/decisions/0042-lock-a-file.md');
  expect(existsSync(join(repo, dry.path))).toBe(false);
  const made = await Promise.all(['A', 'B', 'C'].map((title) => make(box, repo, 'adr', title)));
  expect(made.map(({ id }) => id.slice(0, 4)).toSorted()).toEqual(['0042', '0043', '0044']);
  expect(made[0]?.text).toContain('status: proposed\ndate: 2026-05-11\ndeciders: [roman]\nkind: adr\n');
});

const SESSION = `

## Decisions Made

- Lock [a file](../learnings/locks.md) of its own.

## Ruled Out

- A server.

## Learnings

A lock is of an inode: [before](RT-260511-01.md).
`;

test('a learning or decision takes what its session says, with links that lead there', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const file = join(repo, 'docs/sessions/SK-260511-02.md');
  box.write(file, box.read(file) + SESSION);
  const learning = await make(box, repo, 'learning', 'Inodes', { from: 'SK-260511-02' });
  expect(learning.text).toContain('source: SK-260511-02\n');
  expect(learning.text).toContain('-->\n\nA lock is of an inode: [before](../sessions/RT-260511-01.md).\n');
  const adr = await make(box, repo, 'adr', 'Own file', { from: 'sk-260511', owner: 'sergei' });
  expect(adr.text).toContain('-->\n\nFrom [SK-260511-02](../sessions/SK-260511-02.md): Пробный период\n');
  expect(adr.text).toContain('-->\n\n- Lock [a file](../learnings/locks.md) of its own.\n');
  expect(adr.text).toContain('-->\n\n- A server.\n');
  expect(adr.text).toContain('deciders: [sergei]');
  const bare = await make(box, repo, 'learning', 'Nothing', { from: 'RT-260511-01' });
  expect(bare.diagnostics).toMatchObject([{ code: 'new-no-material', args: { section: 'Learnings' } }]);
});

const KEY = ['ghp', '016C7c4f1b2a3d4e5f60718293a4b5c6d7e8'].join('_');

const REFUSED: readonly (readonly [kind: string, title: string, options: Options, code: string])[] = [
  ['session', 'x', {}, 'E_NEW_SESSION'],
  ['plann', 'x', {}, 'E_KIND_UNKNOWN'],
  ['plan', ' \u200b\n', {}, 'E_NEW_TITLE'],
  ['plan', 'x'.repeat(201), {}, 'E_NEW_TITLE'],
  ['plan', 'x', { plan: 'canonical-store' }, 'E_NEW_OPTION'],
  ['learning', 'x', { priority: 'P0' }, 'E_NEW_OPTION'],
  ['workstream', 'x', { from: 'RT-260511-01' }, 'E_NEW_OPTION'],
  ['plan', 'x', { priority: 'P9' }, 'E_NEW_PRIORITY'],
  ['plan', 'x', { owner: 'romn' }, 'E_VALUE_OPERATOR'],
  ['workstream', 'x', { plan: 'canonical-stor2' }, 'E_VALUE_UNRESOLVED'],
  ['adr', 'x', { from: 'RT-260511-02' }, 'E_VALUE_UNRESOLVED'],
  ['adr', `Use ${KEY}`, {}, 'E_NEW_SECRET'],
];

test('what is refused changes nothing, claims no number, and names what is near', async () => {
  const box = sandbox();
  const repo = offplan(box);
  for (const [kind, title, options, code] of REFUSED) {
    const error = await make(box, repo, kind, title, options).then(
      () => undefined,
      (thrown: CanonError) => thrown,
    );
    const { near = ['somebody'] } = error?.data ?? {};
    expect([kind, title.slice(0, 9), error?.code]).toEqual([kind, title.slice(0, 9), code]);
    expect(near).not.toEqual([]);
    expect(JSON.stringify(error?.data)).not.toContain(KEY);
  }
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
  expect((await make(box, repo, 'adr', 'First')).id).toBe('0001-first');
});
