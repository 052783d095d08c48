import { expect, test } from 'vitest';
import { makeZip } from '../../support/zip.ts';
import { open, openBytes, refused, said } from './kit.ts';

test('what a zip holds, stored or deflated', async () => {
  const zip = makeZip([
    { name: 'a.md', data: '# A' },
    { name: 'folder/', data: '' },
    { name: 'folder/b c.md', data: 'ü'.repeat(70_000), store: true },
    { name: 'empty.md', data: '' },
    { name: '__MACOSX/a.md', data: 'junk' },
    { name: 'folder/.DS_Store', data: 'junk' },
  ]);
  const archive = await openBytes(zip);
  expect(await said(archive)).toEqual({ 'a.md': '# A', 'folder/b c.md': 'ü'.repeat(70_000), 'empty.md': '' });
  expect(archive.files[0]?.at).toBe(Date.UTC(2025, 7, 6, 12));
});

test('zip64', async () => {
  expect(await said(await openBytes(makeZip([{ name: 'a.md', data: '# A' }], { zip64: true })))).toEqual({
    'a.md': '# A',
  });
});

test.each([
  ['../up.md', 'outside'],
  ['a/../../up.md', 'outside'],
  ['..\\up.md', 'outside'],
  ['/etc/passwd', 'outside'],
  ['\\\\server\\share\\x.md', 'outside'],
  ['C:\\x.md', 'outside'],
  ['c:x.md', 'outside'],
  ['a\u0000.md', 'name'],
  ['a\nb.md', 'name'],
  [`${'a/'.repeat(101)}b.md`, 'name'],
  [`${'a'.repeat(4097)}.md`, 'name'],
])('an entry called %j is not taken', async (name, trouble) => {
  const archive = await openBytes(
    makeZip([
      { name, data: 'x' },
      { name: 'good.md', data: 'y' },
    ]),
  );
  expect(archive.files.map(({ path }) => path)).toEqual(['good.md']);
  expect(archive.problems).toMatchObject([{ code: `import-archive-${trouble}`, lost: true }]);
  expect(archive.problems[0]?.path.length).toBeLessThanOrEqual(512);
});

test('backslashes are slashes', async () => {
  expect(await said(await openBytes(makeZip([{ name: 'a\\.\\b.md', data: 'x' }])))).toEqual({
    'a/b.md': 'x',
  });
});

test.each([
  ['a link', { mode: 0o120777 }, 'link'],
  ['a pipe', { mode: 0o010644 }, 'special'],
  ['a device', { mode: 0o020644 }, 'special'],
  ['encrypted', { flags: 0x801 }, 'encrypted'],
  ['compressed in another way', { method: 14 }, 'method'],
])('an entry that is %s is not read', async (_, header, trouble) => {
  const archive = await openBytes(makeZip([{ name: 'a.md', data: '/etc/passwd', ...header }]));
  expect(await said(archive)).toEqual({ '! a.md': `import-archive-${trouble}` });
});

test.each([
  ['less than there is', { size: 3 }],
  ['more than there is', { size: 300 }],
  ['another checksum', { crc: 1 }],
  ['fewer bytes', { compressed: 4 }],
  ['other bytes', { method: 0 }],
])('a header that says %s makes the file a damaged one', async (_, header) => {
  const archive = await openBytes(
    makeZip([{ name: 'a.md', data: 'some text that is long enough', ...header }]),
  );
  expect(await said(archive)).toEqual({ 'a.md': '! damaged' });
});

test('the same path twice: the first is taken, and another content is said', async () => {
  const archive = await openBytes(
    makeZip([
      { name: 'a.md', data: 'one' },
      { name: 'a.md', data: 'one' },
      { name: './a.md', data: 'two' },
      { name: 'A.md', data: 'three' },
    ]),
  );
  expect(await said(archive)).toEqual({
    'a.md': 'one',
    'A.md': 'three',
    '! a.md': 'import-archive-twice',
  });
});

test('names that are not UTF-8 are read as the first zips wrote them, and said', async () => {
  const archive = await openBytes(
    makeZip([
      { name: Buffer.from([0x47, 0x72, 0x81, 0x6e, 0x2e, 0x6d, 0x64]), data: 'x', flags: 0 },
      { name: 'Schön.md', data: 'y', flags: 0 },
    ]),
  );
  expect(await said(archive)).toEqual({
    'Grün.md': 'x',
    'Schön.md': 'y',
    '! Grün.md': 'import-archive-encoding',
  });
});

test('of many such names the first are said, and how many there are', async () => {
  const { files, problems } = await openBytes(
    makeZip(
      Array.from({ length: 30 }, (_, n) => ({
        name: Buffer.from(`Gr\u0081n ${n}.md`, 'latin1'),
        data: `${n}`,
        flags: 0,
      })),
    ),
  );
  expect([files.length, problems.length]).toEqual([30, 10]);
  expect(problems.map(({ args }) => args).filter(Boolean)).toEqual([{ more: 20 }]);
});

test('a bomb is stopped while it unpacks', async () => {
  const bomb = makeZip([{ name: 'a.md', data: Buffer.alloc(4 << 20), size: 10 }]);
  expect(bomb.length).toBeLessThan(8192);
  // One file alone may not be larger than its reader wants it,
  expect(await said(await openBytes(bomb), 1 << 20)).toEqual({ 'a.md': '! large' });
  // and no archive may become a hundred times what it was.
  const archive = await openBytes(bomb, { floor: 1 << 20 });
  const [file] = archive.files;
  const reading = (async () => {
    for await (const piece of file?.bytes(1 << 30) ?? []) void piece;
  })();
  expect(await refused(reading)).toBe('E_IMPORT_ARCHIVE_SIZE');
});

test('many entries that share the same bytes are one bomb', async () => {
  const data = Buffer.alloc(1 << 20, 'a');
  const zip = makeZip([
    { name: '0.md', data },
    ...Array.from({ length: 50 }, (_, i) => ({ name: `${i + 1}.md`, data, offset: 0 })),
  ]);
  const archive = await openBytes(zip, { floor: 4 << 20 });
  const read = async (): Promise<void> => {
    for (const file of archive.files) for await (const piece of file.bytes(2 << 20)) void piece;
  };
  expect(await refused(read())).toBe('E_IMPORT_ARCHIVE_SIZE');
});

test('100,000 entries are read, and not one more', async () => {
  const said = (count: number): Promise<string> =>
    refused(openBytes(makeZip([{ name: 'a.md', data: '' }], { zip64: true, count })));
  expect(await said(100_001)).toBe('E_IMPORT_ARCHIVE_ENTRIES');
  // Of those there are not so many, and it is looked at that far.
  expect(await said(100_000)).toBe('E_IMPORT_ARCHIVE_DAMAGED');
});

test('more entries than are read, whatever the end says of them', async () => {
  const entries = Array.from({ length: 12 }, (_, i) => ({ name: `${i}.md`, data: '' }));
  expect(await refused(openBytes(makeZip(entries), { entries: 10 }))).toBe('E_IMPORT_ARCHIVE_ENTRIES');
  expect(await refused(openBytes(makeZip(entries, { count: 65_000 }), { entries: 10 }))).toBe(
    'E_IMPORT_ARCHIVE_ENTRIES',
  );
  expect(await refused(openBytes(makeZip(entries, { count: 13 })))).toBe('E_IMPORT_ARCHIVE_DAMAGED');
  expect(await refused(openBytes(makeZip(entries)))).toBe('taken');
});

test('an archive of nothing but attempts is refused', async () => {
  const entries = Array.from({ length: 20 }, (_, i) => ({ name: `../${i}.md`, data: '' }));
  expect(await refused(openBytes(makeZip(entries), { problems: 10 }))).toBe('E_IMPORT_ARCHIVE_HOSTILE');
});

test.each([
  ['no zip', Buffer.from('# A page\n')],
  ['empty', Buffer.alloc(0)],
  ['cut', makeZip([{ name: 'a.md', data: 'x'.repeat(99) }]).subarray(0, 90)],
])('what is %s is refused', async (_, bytes) => {
  expect(await refused(openBytes(bytes))).toBe('E_IMPORT_ARCHIVE_DAMAGED');
});

test('what is not there', async () => {
  expect(await refused(open('/nowhere/at/all.zip'))).toBe('E_IMPORT_ARCHIVE_MISSING');
});
