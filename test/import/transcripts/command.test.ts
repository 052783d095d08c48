import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place } from './kit.ts';

const FIXTURES = join(import.meta.dirname, '../../transcript/fixtures');
const SHARED = join(import.meta.dirname, '../../../../shared/data/transcripts/spotter');
const here = existsSync(SHARED);
if (!here) console.warn(`SKIPPED: real transcripts are not at ${SHARED}`);

interface Document {
  readonly data: {
    readonly items: readonly { readonly action: string; readonly record: string }[];
    readonly commit: string | null;
  };
}

test.skipIf(!here)('real transcripts become records, twice without change', async () => {
  const { p } = await imported(SHARED, 4);
  expect(p.box.git(p.repo, 'log', '-1', '--format=%s')).toContain('4 sessions');
});

test('transcripts become records, twice without change, and go again', async () => {
  const { run, p } = await imported(FIXTURES, 6);
  const undone = await run('--undo');
  expect(undone.code).toBe(0);
  expect(p.box.git(p.repo, 'ls-files', 'docs/sessions', '.canon/imports')).not.toContain('RT-');
  expect(p.box.git(p.repo, 'status', '--porcelain')).toBe('');
});

async function imported(folder: string, sessions: number) {
  const p = place();
  const run = (...args: string[]) => p.box.canon(p.repo, ['import', 'transcripts', ...args]);
  const read = async (): Promise<Document['data']> => {
    const ran = await run(folder, '--json');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    return (JSON.parse(ran.stdout) as Document).data;
  };
  const first = await read();
  expect(first.items).toHaveLength(sessions);
  expect(new Set(first.items.map(({ action }) => action))).toEqual(new Set(['create']));
  expect(new Set(first.items.map(({ record }) => record)).size).toBe(sessions);
  expect(p.box.git(p.repo, 'status', '--porcelain')).toBe('');
  const head = p.box.git(p.repo, 'rev-parse', 'HEAD');
  const again = await read();
  expect(new Set(again.items.map(({ action }) => action))).toEqual(new Set(['same']));
  expect(p.box.git(p.repo, 'rev-parse', 'HEAD')).toBe(head);
  expect((await p.box.canon(p.repo, ['check'])).code).toBe(0);
  return { p, run };
}
