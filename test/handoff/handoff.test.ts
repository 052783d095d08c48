import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DRAFT, type Field, field, FLIP, listing } from './field.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;

/** A hash as it stands in YAML. */
const yaml = (hash: string): string => (/^\d+(?:e\d+)?$/.test(hash) ? `"${hash}"` : hash);

/** A flow list of the frontmatter; a hash of digits alone stands in quotes. */
const listOf = (text: string, key: string): string[] =>
  (new RegExp(`^${key}: \\[(.*)\\]$`, 'm').exec(text)?.[1] ?? '').replaceAll('"', '').split(', ');

describe('canon handoff', () => {
  test('continues the previous session on its workstream, whoever wrote it', async () => {
    const it = field();
    await it.json(['handoff', '--draft', '-'], { input: DRAFT });
    const next = await it.json(['handoff', '--draft', '-', '--operator', 'sergei'], { input: DRAFT });
    expect(it.read(String(next.data['path']))).toContain(`\nparent: ${ID}\nkind: session\n`);
    expect(it.read(RECORD)).not.toContain('parent:');
  });

  test('writes the record, links it, indexes it, commits exactly that and pushes', async () => {
    const it = field();
    it.work('app/a.txt', 'one\ntwo\n');
    it.write('notes.txt', 'mine\n');
    const answer = await it.json(['handoff', '--draft', '-'], { built: true, input: DRAFT });
    expect(answer).toMatchObject({ exit: 0, schema: 'canon.handoff/1' });
    expect(answer.data).toEqual({
      id: ID,
      path: RECORD,
      operator: 'roman',
      commit: it.git('rev-parse', 'HEAD'),
      pushed: true,
      telemetry: 'absent',
      invariants: {},
      waiting_on: [
        { ref: `${ID}#w1`, text: 'approve the sender address', for: 'sergei' },
        { ref: `${ID}#w2`, text: 'check the bill', for: 'roman' },
      ],
      left_alone: ['notes.txt'],
    });
    expect(answer.codes).toEqual(['first-handoff', 'telemetry-absent']);
    const [base, head] = ['HEAD~2', 'HEAD~1'].map((rev) => yaml(it.git('rev-parse', '--short', rev)));
    expect(it.read(RECORD)).toBe(
      `---
title: P2 + P3 of the flip
operator: roman
summary: Hook and handoff shipped.
workstream: flip
tags: [ops, infra]
confidence: H
kind: session
id: RT-260511-01
status: handed-off
created: 2026-05-11T15:12:40+02:00
branch: main
base: ${base}
head: ${head}
commits: [${head}]
files_changed: 1
insertions: 2
deletions: 0
telemetry: absent
---
# RT-260511-01 — P2 + P3 of the flip

## Summary

The hook counts without losing updates.

## Next Action

Rewrite /resume.

## Waiting On

- [ ] w1 @sergei: approve the sender address
- [ ] w2 check the bill
`,
    );
    expect(it.read('workstreams/flip.md')).toBe(
      `${FLIP}\n## Session Log\n\n- 2026-05-11 [${ID}](../docs/sessions/${ID}.md) — P2 + P3 of the flip\n`,
    );
    expect(it.read('docs/sessions/INDEX.md')).toContain(`[${ID}](${ID}.md)`);
    expect(
      it.git('show', '--format=%s%n%(trailers)', '--name-only', 'HEAD').split('\n').filter(Boolean),
    ).toEqual([
      `Hand off ${ID}: P2 + P3 of the flip`,
      `Canon-Session: ${ID}`,
      'docs/sessions/INDEX.md',
      RECORD,
      'workstreams/flip.md',
    ]);
    expect(it.git('status', '--porcelain')).toBe('?? notes.txt');
    expect(it.box.git(it.remote, 'rev-parse', 'main')).toBe(answer.data['commit']);
    expect(existsSync(join(it.repo, '.git/canon/claims', ID))).toBe(false);
  });

  test('says it to a person in a few calm lines', async () => {
    const it = field();
    it.work('a.txt');
    it.write('notes.txt', 'mine\n');
    const ran = await it.canon(['handoff', '--draft', '-'], { built: true, input: DRAFT });
    const commit = it.git('rev-parse', '--short', 'HEAD');
    const right = `1 commit · ${commit} · pushed to origin/main`;
    expect(ran.stdout).toBe(
      [
        `Handed off ${ID}${' '.repeat(80 - `Handed off ${ID}`.length - right.length)}${right}`,
        '  P2 + P3 of the flip',
        `  ${RECORD}`,
        '',
        'Waiting on Sergei  and 1 more',
        '  w1  approve the sender address',
        '',
        'Left alone: notes.txt',
        '',
      ].join('\n'),
    );
  });

  test('takes one line for a session, in any alphabet, and a claim made before', async () => {
    const it = field();
    const claimed = (await it.json(['claim'], { env: { CANON_NOW: '2026-05-11T13:30:00+02:00' } })).data;
    const a = it.work('a.txt');
    const quick = await it.json(['handoff', '--quick', 'Поправил адрес отправителя', '--id', claimed['id']]);
    expect(quick).toMatchObject({ exit: 0, data: { id: claimed['id'], pushed: true } });
    const text = it.read(quick.data['path']);
    expect(text).toContain('title: Поправил адрес отправителя\n');
    expect(listOf(text, 'commits')).toEqual([a]);
    expect(text).toContain('duration_minutes: 102\n');
    expect(it.git('log', '-1', '--format=%s')).toBe(`Hand off ${ID}: Поправил адрес отправителя`);
    expect(it.read('docs/sessions/INDEX.md')).toContain('Поправил адрес отправителя');
  });

  test('needs no draft where nothing was done, and asks for one where something was', async () => {
    const it = field();
    it.write('notes.txt', 'x\n');
    const refused = await it.json(['handoff']);
    expect(refused).toMatchObject({ exit: 2, data: null, codes: ['E_DRAFT_MISSING'] });
    expect(refused.diagnostics[0]?.message).toContain('notes.txt');
    it.git('clean', '-qf');
    it.work('a.txt');
    expect(await it.json(['handoff'])).toMatchObject({ exit: 2, codes: ['E_DRAFT_MISSING'] });
    it.git('push', '-q');
    const idle = await it.json(['handoff'], { env: { CANON_NOW: '2026-06-30T10:00:00+02:00' } });
    expect(idle).toMatchObject({ exit: 0, data: { id: 'RT-260630-01' } });
    expect(existsSync(join(it.repo, '.git/canon/claims/RT-260511-01'))).toBe(false);
  });

  test('--dry-run shows the plan and changes nothing at all', async () => {
    const it = field();
    it.work('a.txt');
    it.write('notes.txt', 'mine\n');
    it.git('status');
    const before = listing(it.repo);
    const answer = await it.json(['handoff', '--draft', '-', '--dry-run'], { input: DRAFT });
    expect(answer).toMatchObject({ exit: 0, data: { id: ID, commit: null, pushed: false } });
    expect(
      answer.data['plan'].files.map((file: Record<string, unknown>) => [
        file['path'],
        file['action'],
        file['derived'],
      ]),
    ).toEqual([
      [RECORD, 'create', false],
      ['docs/sessions/INDEX.md', 'create', true],
      ['workstreams/flip.md', 'update', true],
    ]);
    const shown = await it.canon(['handoff', '--draft', '-', '--dry-run'], { input: DRAFT });
    expect(shown.stdout).toContain('Would hand off');
    expect(shown.stdout).toContain('│ - [ ] w1 @sergei: approve the sender address');
    expect(listing(it.repo)).toEqual(before);
    await it.canon(['handoff', '--draft', '-'], { input: DRAFT });
    expect(it.read(RECORD)).toBe(answer.data['plan'].files[0].text);
    const amended = listing(it.repo);
    const amend = await it.json(['handoff', '--amend', ID, '--quick', 'Better', '--dry-run']);
    expect(amend).toMatchObject({ exit: 0, data: { plan: { commit: { amends: false } } } });
    expect(listing(it.repo)).toEqual(amended);
  });

  test('--no-commit and --no-push stop there, and --id goes on', async () => {
    const it = field();
    it.work('a.txt');
    const head = it.git('rev-parse', 'HEAD');
    const written = await it.json(['handoff', '--draft', '-', '--no-commit'], { input: DRAFT });
    expect(written).toMatchObject({ exit: 0, data: { id: ID, commit: null, pushed: false } });
    expect(it.git('rev-parse', 'HEAD')).toBe(head);
    expect(it.git('status', '--porcelain', '-uall')).toBe(`?? ${RECORD}`);
    const text = it.read(RECORD);
    const committed = await it.json(['handoff', '--id', ID, '--no-push']);
    expect(committed).toMatchObject({ exit: 0, data: { id: ID, pushed: false } });
    expect(committed.codes).not.toContain('not-pushed');
    expect(it.read(RECORD)).toBe(text);
    expect(it.git('status', '--porcelain')).toBe('');
    // Once more: nothing is left to do but the push.
    const again = await it.json(['handoff', '--id', ID, '--draft', '-'], { input: DRAFT });
    expect(again).toMatchObject({ exit: 0, data: { id: ID, commit: null, pushed: true } });
    expect(again.codes).toContain('handoff-done');
    expect(it.box.git(it.remote, 'rev-parse', 'main')).toBe(committed.data['commit']);
    const other = await it.json(['handoff', '--id', ID, '--quick', 'Something else']);
    expect(other).toMatchObject({ exit: 2, codes: ['E_HANDOFF_DONE'] });
  });

  test('a record that an interrupted run wrote is finished with another draft, too', async () => {
    const it = field();
    await it.json(['handoff', '--draft', '-', '--no-commit'], { input: DRAFT });
    const answer = await it.json(['handoff', '--id', ID, '--draft', '-'], {
      input: '## Next Action\nShip it.\n## Waiting On\n- check the bill\n',
    });
    expect(answer).toMatchObject({ exit: 0, data: { id: ID, pushed: true } });
    const text = it.read(RECORD);
    expect(text).toContain('## Next Action\n\nShip it.\n');
    expect(text).toContain('- [ ] w2 check the bill\n');
    expect(text).toContain('The hook counts without losing updates.');
    expect(it.git('show', `HEAD:${RECORD}`)).toBe(text.trimEnd());
    expect(it.git('status', '--porcelain')).toBe('');
  });
});

describe('what a handoff refuses, having changed nothing', () => {
  test.each([
    ['an empty draft', '', 'E_DRAFT_EMPTY', 1],
    ['an operator nobody knows', '---\ntitle: T\noperator: nobody\n---\nx', 'E_DRAFT_OPERATOR', 3],
    ['another kind', '---\nkind: plan\n---\nx', 'E_DRAFT_KIND', 2],
    ['frontmatter that does not parse', '---\ntitle: a: b\n---\nx', 'E_FRONTMATTER_SYNTAX', 2],
    ['a list that is a text', '---\ntitle: T\n\ntags: ops\n---\nx', 'E_DRAFT_TYPE', 4],
    ['an item that no reference is', '---\ntitle: T\ncloses: [w1]\n---\nx', 'E_DRAFT_TYPE', 3],
  ])('%s', async (_, input, code, line) => {
    const it = field({ remote: false });
    const before = it.git('rev-parse', 'HEAD');
    const refused = await it.json(['handoff', '--draft', '-'], { input });
    expect(refused).toMatchObject({ exit: 2, data: null });
    expect(refused.diagnostics).toMatchObject([{ code, path: 'stdin', line, severity: 'error' }]);
    expect(it.git('rev-parse', 'HEAD')).toBe(before);
    expect(it.git('status', '--porcelain')).toBe('');
    expect(existsSync(join(it.repo, '.git/canon/claims', ID))).toBe(false);
  });

  test('options that contradict each other, ids that are none or of somebody else', async () => {
    const it = field({ remote: false });
    const codes = async (...args: string[]) => (await it.json(['handoff', ...args])).codes;
    expect(await codes('--draft', 'x.md', '--quick', 'y')).toEqual(['E_HANDOFF_OPTIONS']);
    expect(await codes('--id', ID, '--amend', ID)).toEqual(['E_HANDOFF_OPTIONS']);
    expect(await codes('--quick', ' ')).toEqual(['E_QUICK_EMPTY']);
    expect(await codes('--quick', 'x', '--id', 'RT-1')).toEqual(['E_HANDOFF_ID']);
    expect(await codes('--quick', 'x', '--id', 'SK-260511-01')).toEqual(['E_CLAIM_ID']);
    expect(await codes('--quick', 'x', '--amend', 'RT-260511-09')).toEqual(['E_AMEND_UNKNOWN']);
    expect(await codes('--quick', 'x', '--operator', 'nobody')).toEqual(['E_OPERATOR_UNKNOWN']);
    expect(it.git('status', '--porcelain')).toBe('');
  });
});

describe('where a handoff stands', () => {
  test('before the first commit and without a remote', async () => {
    const it = field({ commit: false });
    const answer = await it.json(['handoff', '--quick', 'Set up']);
    expect(answer).toMatchObject({ exit: 0, data: { id: ID, pushed: false } });
    expect(answer.codes).toContain('not-pushed');
    // What HEAD does not have yet is somebody's own to commit.
    expect(it.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')).toEqual([
      'docs/sessions/INDEX.md',
      RECORD,
    ]);
    expect(it.read(RECORD)).not.toContain('head:');
  });

  test('after an init that nobody has committed yet, whose empty index pages follow', async () => {
    const it = field({ remote: false });
    await it.canon(['init', '--host', 'agents']);
    const empty = it.read('docs/sessions/INDEX.md');
    expect(await it.json(['handoff', '--quick', 'First'])).toMatchObject({ exit: 0 });
    expect(it.read('docs/sessions/INDEX.md')).toBe(it.git('show', 'HEAD:docs/sessions/INDEX.md') + '\n');
    expect(it.read('docs/sessions/INDEX.md')).not.toBe(empty);
    expect(it.git('status', '--porcelain', 'docs/sessions')).toBe('');
    expect((await it.json(['check'])).codes).toEqual([]);
  });

  test('on another branch, without derived text', async () => {
    const it = field();
    it.git('switch', '-qc', 'feature');
    const a = it.work('a.txt');
    const answer = await it.json(['handoff', '--draft', '-'], { input: DRAFT });
    expect(answer).toMatchObject({ exit: 0, data: { pushed: false } });
    expect(it.git('show', '--format=', '--name-only', 'HEAD')).toBe(RECORD);
    expect(it.read(RECORD)).toContain(`branch: feature\n`);
    expect(listOf(it.read(RECORD), 'commits')).toEqual([a]);
    expect(it.read('workstreams/flip.md')).toBe(FLIP);
  });

  const stuck = (it: Field, ...args: string[]): void => {
    expect(() => it.git(...args)).toThrow(/conflict/i);
  };

  test.each<[string, (it: Field) => void, (it: Field) => void]>([
    [
      'a merge',
      (it) => it.git('merge', '-q', '--no-commit', '--no-ff', 'side'),
      (it) => it.git('commit', '-qm', 'Merge side'),
    ],
    ['a rebase', (it) => stuck(it, 'rebase', 'side'), (it) => it.git('rebase', '--abort')],
    ['a cherry-pick', (it) => stuck(it, 'cherry-pick', 'side'), (it) => it.git('cherry-pick', '--abort')],
    ['a revert', (it) => stuck(it, 'revert', 'HEAD~'), (it) => it.git('revert', '--abort')],
    ['a bisect', (it) => it.git('bisect', 'start'), (it) => it.git('bisect', 'reset')],
    ['detached', (it) => it.git('switch', '-q', '--detach'), (it) => it.git('switch', '-q', 'main')],
  ])(
    'in the middle of something (%s): written, not committed, and it says so',
    async (what, enter, leave) => {
      const it = field();
      it.git('branch', 'side');
      it.work('a.txt');
      it.work('a.txt', 'again\n');
      it.git('switch', '-q', 'side');
      it.work(what === 'a merge' ? 'b.txt' : 'a.txt', 'theirs\n');
      it.git('switch', '-q', 'main');
      enter(it);
      const head = it.git('rev-parse', 'HEAD');
      const answer = await it.json(['handoff', '--draft', '-'], { input: DRAFT });
      expect(answer).toMatchObject({ exit: 1, data: { id: ID, commit: null, pushed: false } });
      expect(answer.codes).toContain('handoff-not-committed');
      expect(JSON.stringify(answer.diagnostics)).toContain(`--id ${ID}`);
      expect(JSON.stringify(answer.diagnostics)).toContain(what);
      expect(it.git('rev-parse', 'HEAD')).toBe(head);
      expect(it.read(RECORD)).toContain('## Next Action');
      expect(it.read('workstreams/flip.md')).toBe(FLIP);
      leave(it);
      expect(await it.json(['handoff', '--id', ID])).toMatchObject({
        exit: 0,
        data: { id: ID, pushed: true },
      });
      expect(it.git('status', '--porcelain')).toBe('');
    },
  );

  test('in the middle of a rebase that has conflicts', async () => {
    const it = field({ remote: false });
    it.git('branch', 'side');
    it.work('a.txt', 'ours\n');
    it.git('switch', '-q', 'side');
    it.work('a.txt', 'theirs\n');
    expect(() => it.git('rebase', 'main')).toThrow(/could not apply/);
    const answer = await it.json(['handoff', '--quick', 'Stuck in a rebase']);
    expect(answer).toMatchObject({ exit: 1, data: { id: ID, commit: null } });
    expect(JSON.stringify(answer.diagnostics)).toContain('rebase');
    expect(it.git('diff', '--name-only', '--diff-filter=U')).toBe('a.txt');
  });

  test('in a linked work tree and below the top', async () => {
    const it = field();
    it.git('worktree', 'add', '-q', '-b', 'side', '../side');
    const side = join(it.box.dir, 'side');
    it.box.write(join(side, 'lib/b.txt'), 'b\n');
    it.box.git(side, 'add', '.');
    it.box.git(side, 'commit', '-qm', 'Write b');
    const answer = await it.json(['handoff', '--draft', '-'], { at: join(side, 'lib'), input: DRAFT });
    expect(answer).toMatchObject({ exit: 0, data: { id: ID, path: RECORD } });
    expect(it.box.read(join(side, RECORD))).toContain('branch: side\n');
    expect(existsSync(join(it.repo, RECORD))).toBe(false);
    // The other work tree knows that the number is taken.
    expect((await it.json(['handoff', '--quick', 'Here'])).data['id']).toBe('RT-260511-02');
  });

  test('in a shallow clone', async () => {
    const it = field();
    it.work('a.txt');
    it.git('push', '-q');
    it.box.git(it.box.dir, 'clone', '-q', '--depth=1', `file://${it.remote}`, 'shallow');
    const at = join(it.box.dir, 'shallow');
    const answer = await it.json(['handoff', '--draft', '-'], { at, input: DRAFT });
    expect(answer).toMatchObject({ exit: 0, data: { id: ID, pushed: true } });
    expect(it.box.read(join(at, RECORD))).not.toContain('insertions');
  });

  test('what it supersedes says so too; what it closes and supersedes in vain is named', async () => {
    const it = field();
    expect(await it.json(['handoff', '--quick', 'Old way'])).toMatchObject({ data: { id: ID } });
    const draft = DRAFT.replace(
      'workstream: flip',
      `workstream: flip\nsupersedes: [${ID}, RT-260511-77]\ncloses: [${ID}#w1]`,
    );
    const answer = await it.json(['handoff', '--draft', '-'], { input: draft });
    expect(answer).toMatchObject({ exit: 0, data: { id: 'RT-260511-02' } });
    const unknown = answer.diagnostics.filter(({ code }) => code === 'handoff-unknown-ref');
    expect(unknown.map(({ message }) => message)).toEqual([
      expect.stringContaining('RT-260511-77'),
      expect.stringContaining(`${ID}#w1`),
    ]);
    expect(it.git('show', `HEAD:${RECORD}`)).toContain('superseded_by: RT-260511-02\n');
  });

  test('an operator whose signs disagree is warned, and an unknown workstream named with its neighbours', async () => {
    const it = field();
    const input = DRAFT.replace('workstream: flip', 'workstream: flop');
    const answer = await it.json(['handoff', '--draft', '-', '--dry-run'], {
      input,
      env: { OPERATOR: 'sergei' },
    });
    expect(answer).toMatchObject({ exit: 0, data: { id: 'SK-260511-01' } });
    expect(answer.codes).toEqual([
      'operator-doubtful',
      'handoff-unknown-ref',
      'first-handoff',
      'telemetry-absent',
    ]);
    expect(answer.diagnostics[0]?.message).toContain('roman@example.com');
    expect(answer.diagnostics[1]).toMatchObject({ path: 'stdin', line: 3 });
    expect(answer.diagnostics[1]?.hint).toContain('flip');
    const told = await it.json(['handoff', '--draft', '-', '--dry-run', '--operator', 'sergei'], {
      input: DRAFT,
    });
    expect(told.codes).not.toContain('operator-doubtful');
  });
});
