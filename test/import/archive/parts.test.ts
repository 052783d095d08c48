import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ARCHIVE_LIMITS } from '../../../src/import/archive/limits.ts';
import { type Archive, openArchive } from '../../../src/import/archive/open-archive.ts';
import { makeZip, type ZipEntry } from '../../support/zip.ts';
import { folder, open, openBytes, refused, said } from './kit.ts';

const zip = (...entries: ZipEntry[]): Buffer => makeZip(entries);

test('parts are one', async () => {
  const archive = await openBytes(
    zip(
      { name: 'Part-10.zip', data: zip({ name: 'c.md', data: 'C' }, { name: 'same.md', data: '10' }) },
      { name: 'Part-1.zip', data: zip({ name: 'a.md', data: 'A' }), store: true },
      { name: 'Part-2.zip', data: zip({ name: 'b.md', data: 'B' }, { name: 'same.md', data: '2' }) },
      { name: 'attached.zip', data: 'PK' },
    ),
  );
  expect(await said(archive)).toEqual({
    'a.md': 'A',
    'b.md': 'B',
    'c.md': 'C',
    'same.md': '2',
    'attached.zip': 'PK',
    '! same.md': 'import-archive-twice',
  });
});

test('a part that is damaged does not take the others with it', async () => {
  const archive = await openBytes(
    zip(
      { name: 'Part-1.zip', data: 'no zip' },
      { name: 'Part-2.zip', data: zip({ name: 'b.md', data: 'B' }) },
      { name: 'Part-3.zip', data: zip({ name: 'c.md', data: 'C' }), crc: 7 },
    ),
  );
  expect(await said(archive)).toEqual({
    'b.md': 'B',
    '! Part-1.zip': 'import-archive-damaged',
    '! Part-3.zip': 'import-archive-damaged',
  });
});

test('a zip in a zip in a zip is too deep', async () => {
  const archive = await openBytes(
    zip({ name: 'Part-1.zip', data: zip({ name: 'Part-2.zip', data: zip({ name: 'a.md', data: 'A' }) }) }),
  );
  expect(await said(archive)).toEqual({ '! Part-2.zip': 'import-archive-nested' });
});

test('a bomb in a part is one of the whole, and one that shrinks like text is none', async () => {
  const inner = zip({ name: 'a.md', data: Buffer.alloc(8 << 20) });
  const archive = await openBytes(zip({ name: 'Part-1.zip', data: inner }), { floor: 1 << 20 });
  const read = async (): Promise<void> => {
    for await (const piece of archive.files[0]?.bytes(1 << 30) ?? []) void piece;
  };
  expect(await refused(read())).toBe('E_IMPORT_ARCHIVE_SIZE');
  // A zip of zeros that says it is a part.
  const zeros = await openBytes(zip({ name: 'Part-1.zip', data: Buffer.alloc(3 << 20) }), { floor: 1 << 20 });
  expect(await said(zeros)).toEqual({ '! Part-1.zip': 'import-archive-large' });
});

test('what was unpacked is gone with the archive, and when opening it fails', async () => {
  const dir = folder();
  const given = join(dir, 'given.zip');
  const scratch = join(dir, 'scratch');
  mkdirSync(scratch);
  writeFileSync(
    given,
    zip({ name: 'Part-1.zip', data: zip({ name: 'a.md', data: 'A' }, { name: 'b.md', data: 'B' }) }),
  );
  const opened = (entries: number): Promise<Archive> =>
    openArchive([{ file: given, shown: 'given.zip' }], {
      signal: new AbortController().signal,
      isPart: (path) => path.startsWith('Part-'),
      limits: { ...ARCHIVE_LIMITS, entries },
      scratch,
    });
  const archive = await opened(10);
  expect(readdirSync(scratch)).toHaveLength(1);
  expect(statSync(join(scratch, readdirSync(scratch)[0] ?? '')).mode & 0o077).toBe(0);
  await archive.close();
  await archive.close();
  expect(readdirSync(scratch)).toEqual([]);
  expect(await refused(opened(1))).toBe('E_IMPORT_ARCHIVE_ENTRIES');
  expect(readdirSync(scratch)).toEqual([]);
});

test('a folder, with parts in it', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'sub/.git'), { recursive: true });
  writeFileSync(join(dir, 'a.md'), 'A');
  writeFileSync(join(dir, 'sub/b.md'), 'B');
  writeFileSync(join(dir, 'sub/.git/config'), 'x');
  writeFileSync(join(dir, 'Part-1.zip'), zip({ name: 'c.md', data: 'C' }));
  writeFileSync(join(dir, '.DS_Store'), 'x');
  expect(await said(await open(dir))).toEqual({ 'a.md': 'A', 'sub/b.md': 'B', 'c.md': 'C' });
});

test('links in a folder are not followed, not even those that come later', async () => {
  const dir = folder();
  const outside = folder();
  writeFileSync(join(outside, 'secret.md'), 'secret');
  writeFileSync(join(dir, 'a.md'), 'A');
  symlinkSync(join(outside, 'secret.md'), join(dir, 'link.md'));
  symlinkSync(outside, join(dir, 'folder'));
  const archive = await open(dir);
  expect(await said(archive)).toEqual({
    'a.md': 'A',
    '! link.md': 'import-archive-link',
    '! folder': 'import-archive-link',
  });
  rmSync(join(dir, 'a.md'));
  symlinkSync(join(outside, 'secret.md'), join(dir, 'a.md'));
  expect((await said(archive))['a.md']).toBe('! unreadable');
});

test('a folder with more files than are read', async () => {
  const dir = folder();
  for (let i = 0; i < 12; i += 1) writeFileSync(join(dir, `${i}.md`), '');
  expect(await refused(open(dir, { entries: 10 }))).toBe('E_IMPORT_ARCHIVE_ENTRIES');
});
