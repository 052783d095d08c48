import { expect, it } from 'vitest';
import { applyEdit } from '../../src/work/apply-edit.ts';
import { type DerivedChange, derivedChanges } from '../../src/work/derived.ts';
import type { Row } from '../../src/work/row.ts';

const dirs = {
  session: 'docs/sessions',
  workstream: 'workstreams',
  plan: 'plans',
  adr: 'docs/decisions',
  learning: 'docs/learnings',
};
const session = (id: string, created: string): Row => ({
  path: `docs/sessions/${id}.md`,
  kind: 'session',
  id,
  title: `Title of ${id}`,
  workstream: 'flip',
  created,
});
const rows: Row[] = [
  { path: 'workstreams/flip.md', kind: 'workstream', id: 'flip', title: 'Flip', status: 'active' },
  session('RT-260511-01', '2026-05-11T15:12:40+02:00'),
];
const flip =
  '---\ntitle: Flip\n---\n# Flip\n\n## Session Log\n\nMine.\n\n- 2026-05-10 [RT-260510-09](../docs/sessions/RT-260510-09.md) — gone\n';

const files = (changes: readonly DerivedChange[]): Record<string, string> =>
  Object.fromEntries(changes.map((change) => [change.path, change.after]));

it('brings indexes and session logs up to date, once, and leaves unused kinds without an index', async () => {
  const disk: Record<string, string> = { 'workstreams/flip.md': flip };
  const changes = await derivedChanges(rows, dirs, (path) => Promise.resolve(disk[path]));
  expect(Object.keys(files(changes)).toSorted()).toEqual([
    'docs/sessions/INDEX.md',
    'workstreams/INDEX.md',
    'workstreams/flip.md',
  ]);
  const log = files(changes)['workstreams/flip.md'] ?? '';
  expect(log).toContain(
    '- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — Title of RT-260511-01',
  );
  expect(log).toContain('\nMine.\n');
  expect(log).not.toContain('RT-260510-09');
  Object.assign(disk, files(changes));
  expect(await derivedChanges(rows, dirs, (path) => Promise.resolve(disk[path]))).toEqual([]);
});

it('makes the same edit in another version of the file', async () => {
  const changes = await derivedChanges(rows, dirs, (path) =>
    Promise.resolve(path === 'workstreams/flip.md' ? flip : undefined),
  );
  const log = changes.find((change) => change.path === 'workstreams/flip.md');
  const theirs = flip.replace('Mine.', 'Mine, edited.');
  expect(await applyEdit(log?.edit ?? { op: 'write', text: '' }, theirs)).toBe(
    log?.after.replace('Mine.', 'Mine, edited.'),
  );
});
