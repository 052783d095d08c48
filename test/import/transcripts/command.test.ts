import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gave, place, prompt, uses } from './kit.ts';

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

test('a secret in the names that a session used stops no sweep: it is masked wherever it stood', async () => {
  const key = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
  const p = place("secrets:\n  patterns: ['`zeppelin`', 'hindenburg']\n");
  const on = (line: object): object => ({ ...line, gitBranch: `fix/${key}` });
  p.claude('secret', [
    on(prompt(0, 'hi')),
    on(
      uses(
        1,
        ['t1', `mcp__${key}`],
        ['t2', 'Write', { file_path: join(p.repo, `docs/${key}.md`), content: '' }],
        // What stands around it makes one of it.
        ['t3', 'Write', { file_path: join(p.repo, 'zeppelin'), content: '' }],
        ['t4', `other__${key}`],
      ),
    ),
    on(gave(2, 't1')),
    on(gave(2, 't2')),
    on(gave(2, 't3')),
  ]);
  p.claude('plain', [prompt(0, 'hi'), uses(1, ['u1', 'Read'])]);
  p.claude('hindenburg-1', [prompt(0, 'hi'), uses(1, ['v1', 'Read'])]);
  const env = { CANON_NOW: '2026-11-27T12:00:00+01:00' };
  const swept = await p.box.canon(p.repo, ['sweep', '--json'], { env });
  const { data, diagnostics } = JSON.parse(swept.stdout) as Document & { diagnostics: { code: string }[] };
  expect([swept.code, diagnostics.map(({ code }) => code)]).toEqual([0, ['import-transcript-secret']]);
  expect(data.items).toHaveLength(2);
  const committed = p.box.git(p.repo, 'show', 'HEAD');
  expect(committed).not.toContain(key);
  expect(committed).not.toContain('zeppelin');
  expect(committed).toContain('branch: fix/[secret]');
  expect(committed).toContain('`docs/[secret].md`');
  expect(committed).toMatch(/mcp__\[secret\]["']?: 1/);
  expect((await p.box.canon(p.repo, ['check'])).code).toBe(0);
  expect((await p.box.canon(p.repo, ['sweep'], { env })).stdout).toBe('');
});

test.each([{ HOME: undefined }, { HOME: '' }, { HOME: 'somewhere' }])(
  'without a home, %j, nothing below the working directory is taken for one',
  async (home) => {
    const p = place();
    const folder = `.claude/projects/${p.repo.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
    const line = { ...prompt(0, 'hi'), sessionId: 'planted', cwd: p.repo };
    for (const below of ['', 'somewhere/'])
      p.box.write(join(p.repo, below, folder, 'planted.jsonl'), `${JSON.stringify(line)}\n`);
    const env = { USERPROFILE: undefined, ...home };
    for (const command of [['import', 'transcripts'], ['sweep']]) {
      // A process of its own: its folder is the one that a relative path begins in.
      const { code, stdout } = await p.box.built(p.repo, [...command, '--operator', 'roman', '--json'], {
        env,
      });
      expect([code, (JSON.parse(stdout) as Document).data.items]).toEqual([0, []]);
    }
  },
);
