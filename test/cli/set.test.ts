import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChange, type ChangeOutcome } from '../../src/cli/changes/run-change.ts';
import { planSet } from '../../src/cli/set/plan.ts';
import { resolveRef } from '../../src/cli/ref.ts';
import type { CanonError } from '../../src/fault/error.ts';
import { readRows } from '../../src/store/rows.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan } from './records.ts';

const FLIP = 'workstreams/canonical-store-flip.md';

/** Sets values as the command does, in this process. */
async function set(box: Sandbox, repo: string, ref: string, ...words: string[]): Promise<ChangeOutcome> {
  const project = await projectAt(box, repo);
  const rows = (await readRows(project)).all();
  const row = resolveRef(ref, rows);
  const text = box.read(join(repo, row.path));
  const plan = await planSet(project, { row, text, rows, words, session: 'none' });
  return runChange(project, worldOf(box, repo), plan, { dryRun: false, commit: true });
}

test('values are set and committed alone; what others wrote in the file stays theirs', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const before = box.read(join(repo, FLIP));
  box.write(join(repo, FLIP), `${before}\nA line of mine.\n`);
  box.write(join(repo, 'plans/other.md'), 'staged\n');
  box.git(repo, 'add', 'plans/other.md');
  const ran = await box.canon(repo, ['set', FLIP, 'priority=P2', 'owner=sergei', 'summary=No', '--json']);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    schema: 'canon.set/1',
    data: {
      id: 'canonical-store-flip',
      kind: 'workstream',
      path: FLIP,
      commit: box.git(repo, 'rev-parse', 'HEAD'),
    },
    diagnostics: [],
  });
  const changed = before
    .replace('owner: roman', 'owner: sergei')
    .replace('priority: P0', 'priority: P2')
    .replace('plan: canonical-store\n', 'plan: canonical-store\nsummary: "No"\n');
  expect(box.git(repo, 'show', `HEAD:${FLIP}`)).toBe(changed.trimEnd());
  expect(box.read(join(repo, FLIP))).toBe(`${changed}\nA line of mine.\n`);
  expect(box.git(repo, 'log', '-1', '--format=%B')).toBe(
    'Set priority, owner, summary of canonical-store-flip\n\nCanon-Session: none\n',
  );
  expect(box.git(repo, 'status', '--porcelain', 'plans')).toBe('A  plans/other.md');
});

test('an entry that comes in takes along no other that somebody has not committed', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const file = join(repo, 'docs/sessions/RT-260511-01.md');
  box.write(
    file,
    box.read(file).replace('tags: [ops, infra]', 'tags: [ops, infra, mine]').replaceAll('\n', '\r\n'),
  );
  await set(box, repo, 'RT-260511-01', 'tags+=email', 'tags-=ops');
  expect(box.git(repo, 'show', 'HEAD:docs/sessions/RT-260511-01.md')).toContain('tags: [infra, email]\n');
  expect(box.read(file)).toContain('tags: [infra, mine, email]\r\n');
  await set(box, repo, 'RT-260511-01', 'tags-=infra,email,mine');
  expect(box.git(repo, 'show', 'HEAD:docs/sessions/RT-260511-01.md')).not.toContain('tags:');
});

test('what a value names is found by any reference, and written as its id', async () => {
  const box = sandbox();
  const repo = offplan(box);
  await set(box, repo, 'canonical-store-flip', 'plan=');
  expect(box.read(join(repo, FLIP))).not.toContain('plan:');
  await set(box, repo, 'canonical-store-flip', 'plan=plans/canonical-store.md');
  expect(box.read(join(repo, FLIP))).toContain('plan: canonical-store\n');
  await set(box, repo, 'SK-260511-02', 'parent=rt-260511', 'closes+=RT-260511-01#w1');
  expect(box.read(join(repo, 'docs/sessions/SK-260511-02.md'))).toContain(
    'parent: RT-260511-01\ncloses: [RT-260511-01#w1]\n',
  );
});

test('a record that was just made is committed whole', async () => {
  const box = sandbox();
  const repo = offplan(box);
  await box.canon(repo, ['new', 'plan', 'Sender']);
  const outcome = await set(box, repo, 'plan:sender', 'priority=P1');
  expect(outcome).toMatchObject({ exit: 0, diagnostics: [], changed: [{ after: 'priority: P1' }] });
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
  expect(box.git(repo, 'show', 'HEAD:plans/sender.md')).toContain('## Goal');
});

const REFUSED: readonly (readonly [ref: string, word: string, code: string])[] = [
  ['canonical-store-flip', 'priority=P9', 'E_SET_VALUE'],
  ['canonical-store-flip', 'created=yesterday', 'E_SET_VALUE'],
  ['canonical-store-flip', 'plan=canonical-stor', 'E_REF_AMBIGUOUS'],
  ['canonical-store-flip', 'plan=canonicalstore', 'E_VALUE_UNRESOLVED'],
  ['canonical-store-flip', 'blocked_by=canonical-store-flip', 'E_VALUE_ITSELF'],
  ['canonical-store-flip', 'blocked_by=behind', 'E_STATUS_CYCLE'],
  ['canonical-store-flip', 'superseded_by=behind', 'E_SET_SUCCESSION'],
  ['SK-260511-02', 'supersedes+=RT-260511-01', 'E_SET_SUCCESSION'],
  ['canonical-store-flip', 'owner=romn', 'E_VALUE_OPERATOR'],
  ['SK-260511-02', 'closes=RT-260511-01', 'E_SET_VALUE'],
  ['SK-260511-02', 'workstream=gone', 'E_VALUE_UNRESOLVED'],
  ['locks', 'source=RT-260511-09', 'E_VALUE_UNRESOLVED'],
];

test('what is refused changes nothing', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(join(repo, 'plans/canonical-storage.md'), box.read(join(repo, 'plans/canonical-store.md')));
  box.write(
    join(repo, 'workstreams/behind.md'),
    '---\ntitle: Behind\nowner: roman\nstatus: blocked\nblocked_by: [canonical-store-flip]\nkind: workstream\n---\n# Behind\n',
  );
  const head = box.git(repo, 'rev-parse', 'HEAD');
  for (const [ref, word, code] of REFUSED) {
    const error = await set(box, repo, ref, 'tags+=x', word).then(
      () => undefined,
      (thrown: CanonError) => thrown,
    );
    expect([word, error?.code]).toEqual([word, code]);
  }
  expect(box.git(repo, 'rev-parse', 'HEAD')).toBe(head);
  expect(box.git(repo, 'status', '--porcelain')).toBe(
    '?? plans/canonical-storage.md\n?? workstreams/behind.md',
  );
});

test('a record that is wrong elsewhere can be mended value by value, and gets no worse', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const file = join(repo, FLIP);
  box.write(file, box.read(file).replace('priority: P0', 'priority: high').replace('roman', 'Roman T'));
  box.git(repo, 'commit', '-qam', 'By hand');
  expect(await set(box, repo, 'canonical-store-flip', 'priority=P1')).toMatchObject({ exit: 0 });
  expect(box.read(file)).toContain('owner: Roman T\nstatus: active\npriority: P1\n');
  box.write(file, box.read(file).replace('owner: Roman T', 'owner: a: b'));
  await expect(set(box, repo, 'canonical-store-flip', 'priority=P2')).rejects.toMatchObject({
    code: 'E_FRONTMATTER_SYNTAX',
    path: FLIP,
    line: 3,
  });
});
