import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CanonError } from '../../../src/fault/error.ts';
import { FileFault, wholeFile } from '../../../src/import/archive/source-file.ts';
import { runs } from '../../support/runs.ts';
import { makeZip, type ZipEntry } from '../../support/zip.ts';
import { openBytes } from './kit.ts';

const entries = (nested: boolean): fc.Arbitrary<ZipEntry[]> =>
  fc.array(
    fc.record({
      name: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.constantFrom('a.md', 'b/a.md', '../a.md', ...(nested ? ['Part-1.zip', 'Part-2.zip'] : [])),
      ),
      data: nested
        ? fc.oneof(
            fc.string({ maxLength: 300 }),
            entries(false).map((inside) => makeZip(inside)),
          )
        : fc.string({ maxLength: 300 }),
      store: fc.boolean(),
    }),
    { maxLength: 6 },
  );

const damage = fc.array(
  fc.oneof(
    fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), flip: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), cut: fc.constant(true) }),
    fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      repeat: fc.integer({ min: 1, max: 80 }),
    }),
  ),
  { maxLength: 4 },
);

function damaged(zip: Buffer, done: typeof damage extends fc.Arbitrary<infer T> ? T : never): Buffer {
  let bytes = Buffer.from(zip);
  for (const one of done) {
    const at = Math.floor(one.at * bytes.length);
    if ('flip' in one) bytes[at] = (bytes[at] ?? 0) ^ one.flip;
    else if ('cut' in one) bytes = bytes.subarray(0, at);
    else bytes = Buffer.concat([bytes.subarray(0, at + one.repeat), bytes.subarray(at)]);
  }
  return bytes;
}

/** What comes of an archive: texts that it has, texts that it never had, errors that nobody expects. */
async function outcome(bytes: Buffer, known: ReadonlySet<string> | undefined): Promise<string[]> {
  const odd: string[] = [];
  const meet = (error: unknown): void => {
    if (!(error instanceof FileFault || error instanceof CanonError)) odd.push(String(error));
  };
  try {
    const archive = await openBytes(bytes, { entries: 1000, floor: 1 << 16, problems: 50 });
    for (const file of archive.files) {
      if (/^\/|(?:^|\/)\.\.(?:\/|$)|\\|\n/.test(file.path)) odd.push(`path ${file.path}`);
      try {
        const text = (await wholeFile(file, 4096)).toString('utf8');
        if (known && !known.has(text)) odd.push(`text ${text}`);
      } catch (error) {
        meet(error);
      }
    }
    await archive.close();
  } catch (error) {
    meet(error);
  }
  return odd;
}

test('of a damaged archive comes what was in it, or a clear error', async () => {
  await fc.assert(
    fc.asyncProperty(entries(true), damage, async (all, done) => {
      const nested = all.some(({ data }) => Buffer.isBuffer(data));
      const known = nested ? undefined : new Set(all.map(({ data }) => String(data ?? '')));
      expect(await outcome(damaged(makeZip(all), done), known)).toEqual([]);
    }),
    { numRuns: runs(150) },
  );
});

test('of an archive cut at any byte nothing is read that was not there', async () => {
  const zip = makeZip([
    { name: 'a.md', data: 'one page' },
    { name: 'b.md', data: 'another page', store: true },
  ]);
  for (let end = 0; end < zip.length; end += 1) {
    await expect(openBytes(zip.subarray(0, end))).rejects.toMatchObject({ code: 'E_IMPORT_ARCHIVE_DAMAGED' });
  }
});
