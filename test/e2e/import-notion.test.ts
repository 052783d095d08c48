import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeZip, type ZipEntry } from '../support/zip.ts';
import { type Place, place } from '../import/command/kit.ts';

/** Memory that nothing hostile may need more of: the heap of V8, in MB. */
const HEAP = { NODE_OPTIONS: '--max-old-space-size=160' };

function given({ box }: Place, entries: readonly ZipEntry[], zip64 = false): string {
  const file = join(box.dir, 'Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab.zip');
  writeFileSync(file, makeZip(entries, { zip64 }));
  return file;
}

test('120,000 entries are refused before any is read', async () => {
  const at = place();
  const file = given(
    at,
    Array.from({ length: 120_000 }, (_, i) => ({ name: `${i}.md`, data: '# x', store: true })),
    true,
  );
  const { code, stderr } = await at.box.built(at.root, ['import', 'notion', file], { env: HEAP });
  expect([code, stderr]).toEqual([2, expect.stringContaining('has more than 100000 files')]);
});

test('bombs are stopped in little memory: of a page, of a picture, of many, in a part', async () => {
  const at = place();
  const zeros = Buffer.alloc(256 << 20);
  const good = { name: 'good.md', data: '# Good\n\n![x](x.png)' };
  const run = (entries: readonly ZipEntry[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    at.box.built(at.root, ['import', 'notion', given(at, entries), '--json', '--dry-run'], { env: HEAP });
  const single = await run([
    good,
    { name: 'x.png', data: zeros, size: 10 },
    { name: 'bomb.md', data: zeros, size: 10 },
    { name: 'bomb_all.csv', data: zeros, size: 10 },
  ]);
  const found = JSON.parse(single.stdout) as { diagnostics: { code: string; path: string }[] };
  expect(found.diagnostics.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual([
    'import-archive-large bomb.md',
    'import-archive-large bomb_all.csv',
    'import-archive-large x.png',
  ]);
  const part = { name: 'Export-1-Part-1.zip', data: makeZip([{ name: 'a.png', data: zeros, size: 10 }]) };
  const many = Array.from({ length: 10 }, (_, i) => ({
    name: `good/${i}.png`,
    data: zeros.subarray(0, 40 << 20),
  }));
  for (const entries of [
    [good, ...many],
    [good, { ...part, data: zeros }],
  ]) {
    const { code, stdout, stderr } = await run(entries);
    expect([code, stdout + stderr]).toEqual([
      expect.any(Number),
      expect.stringMatching(/E_IMPORT_ARCHIVE_SIZE|import-archive-large/),
    ]);
  }
  expect((await run([good, part])).code).toBeLessThan(3);
});

test('1,500 pages of one database, and again', async () => {
  const at = place();
  const digits = (i: number): string => String(i).padStart(32, '0');
  const rows = Array.from({ length: 1500 }, (_, i) => i);
  const file = given(at, [
    {
      name: `Notes ${digits(9e6)}_all.csv`,
      data: `Name,Date,Tags\n${rows.map((i) => `Row ${i},"May ${(i % 28) + 1}, 2026",x`).join('\n')}\n`,
    },
    ...rows.map((i) => ({
      name: `Notes/Row ${i} ${digits(i)}.md`,
      data: `# Row ${i}\n\nDate: May ${(i % 28) + 1}, 2026\n\nText, see [next](Row%20${(i + 1) % 1500}%20${digits((i + 1) % 1500)}.md).\n`,
    })),
  ]);
  const first = await at.box.built(at.root, ['import', 'notion', file, '--json']);
  expect(first.code).toBe(0);
  expect(
    readdirSync(join(at.root, 'docs/learnings')).filter((name) => !name.startsWith('INDEX')),
  ).toHaveLength(1500);
  expect(at.read('docs/learnings/row-1499.md')).toContain('see [next](row-0.md)');
  const head = at.git('rev-parse', 'HEAD');
  const second = await at.box.built(at.root, ['import', 'notion', file, '--json']);
  expect([second.code, at.git('rev-parse', 'HEAD'), at.git('status', '--porcelain')]).toEqual([0, head, '']);
});
