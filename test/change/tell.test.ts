import { expect, test } from 'vitest';
import { describe } from '../../src/fault/messages/index.ts';
import type { NotPushed } from '../../src/change/push.ts';
import type { NotCommitted } from '../../src/change/result.ts';
import { applyDiagnostics, pushDiagnostics } from '../../src/change/tell.ts';

const applied = { commit: null, parent: null, amended: false, written: [], skipped: [], leftAlone: [] };

test('every reason not to commit has its sentence and what to do', () => {
  const reasons: NotCommitted[] = ['detached', 'rebase', 'am', 'merge', 'cherry-pick', 'revert', 'bisect'];
  reasons.push('refused', 'hook', 'index-locked', 'ref-locked', 'lost', 'failed');
  for (const reason of reasons) {
    const [told] = applyDiagnostics({ ...applied, notCommitted: { reason, detail: 'because' } });
    const { text, hint } = describe(told?.code ?? '', told?.args);
    expect(text).toMatch(/^written, but not committed.*: because$/);
    expect(hint?.length).toBeGreaterThan(10);
  }
  expect(applyDiagnostics({ ...applied, notCommitted: { reason: 'asked' } })).toEqual([]);
});

test.each([
  [[], 'no git is at work here, so one that died left it', 'Remove .git/HEAD.lock, then'],
  [['git fetch (process 42)'], 'git fetch (process 42) is at work here', 'Wait for it (or end it), then'],
  [undefined, '3 min old', 'If no git is running any more, remove .git/HEAD.lock, then'],
])('a lock in the way is named, with whose it is and what to do (%j)', (running, whose, remedy) => {
  const locks = { paths: ['.git/HEAD.lock'], seconds: 180, running };
  const [told] = applyDiagnostics({ ...applied, notCommitted: { reason: 'ref-locked', locks } });
  const { text, hint } = describe(told?.code ?? '', told?.args);
  expect(text).toMatch(/another git keeps the branch locked: \.git\/HEAD\.lock, 3 min old/);
  expect(text).toContain(whose);
  expect(hint).toBe(`${remedy} commit what canon wrote.`);
});

test('every reason not to push has its sentence and what to do', () => {
  const reasons: NotPushed[] = ['detached', 'rebase', 'no-upstream', 'upstream-gone', 'others', 'refused'];
  reasons.push('unreachable', 'timeout', 'contended', 'dirty', 'conflict', 'merge', 'signed', 'shared');
  reasons.push('taken', 'locked', 'unreadable');
  for (const reason of reasons) {
    const result = { pushed: false as const, reason, upstream: 'origin/main', unpushed: [], detail: 'x.md' };
    const [told] = pushDiagnostics(result);
    const { text, hint } = describe(told?.code ?? '', told?.args);
    expect(text).toMatch(/^not pushed: .{12,}: x\.md$/);
    expect(hint?.length).toBeGreaterThan(10);
  }
  expect(pushDiagnostics({ pushed: true, commits: 1, upstream: 'origin/main' })).toEqual([]);
});

test('a file that was left out says which and why', () => {
  const skipped = [{ path: 'workstreams/x.md', why: 'uncommitted' as const, where: 'commit' as const }];
  const [told] = applyDiagnostics({ ...applied, skipped });
  expect(told).toMatchObject({ code: 'file-left-alone', severity: 'warning', path: 'workstreams/x.md' });
  expect(describe('file-left-alone', told?.args).text).toBe(
    'workstreams/x.md is not in the commit: it is not committed yet and has been edited by hand',
  );
});
