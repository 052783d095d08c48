import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wantedLines, withLines, withoutLines } from '../../src/cli/init/gitattributes.ts';
import { formatManifest, NO_MANIFEST, parseManifest } from '../../src/cli/init/manifest.ts';
import { runs } from '../support/runs.ts';

const LINES = wantedLines(['docs/sessions', 'my plans'], ['work streams']);

const row = fc.constantFrom(
  '',
  '',
  '  ',
  '# ours',
  '*.png binary',
  '* text=auto',
  'docs/sessions/INDEX*.md -merge',
);

test("canon's lines in .gitattributes come out as they went in", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, eol, ended) => {
        const text = rows.join(eol) + (ended ? eol : '');
        fc.pre(text !== '');
        const { text: after, added, ended: closed } = withLines(text, LINES);
        expect(after.startsWith(text)).toBe(true);
        expect(withoutLines(after, added, { ended: closed })).toBe(text);
      },
    ),
    { numRuns: runs(500) },
  );
  const own = withLines(undefined, LINES);
  expect(withoutLines(own.text, own.added, { ended: own.ended })).toBeUndefined();
});

test('lines that people put around them stay', () => {
  const { text, added } = withLines('*.png binary\n', LINES);
  const [first = ''] = added;
  const edited = `${text.replace(`${first}\n`, `${first}\n*.jpg binary\n`)}*.gif binary\n`;
  const after = withoutLines(edited, added, { ended: false });
  expect(after?.split('\n').filter((line) => line.includes('binary'))).toEqual([
    '*.png binary',
    '*.jpg binary',
    '*.gif binary',
  ]);
  expect(after).not.toContain('INDEX');
});

test('a manifest of an older canon is read, and one with entries comes back the same', () => {
  const old =
    '{ "format": 1, "version": "0.0.9", "hosts": ["agents"], "files": { "a": "sha256:1" }, "lines": {} }';
  expect(parseManifest(old)).toEqual({
    ...NO_MANIFEST,
    version: '0.0.9',
    hosts: ['agents'],
    files: { a: 'sha256:1' },
  });
  const entry = {
    events: { Stop: ['sha256:2'], PostToolUse: ['sha256:3'] },
    made: ['', 'hooks'],
    opened: [],
  };
  const text = formatManifest({ ...NO_MANIFEST, ended: ['.gitattributes'], entries: { 'x.json': entry } });
  const read = parseManifest(text);
  expect(read).toMatchObject({ ended: ['.gitattributes'], entries: { 'x.json': entry } });
  expect(formatManifest(read ?? NO_MANIFEST)).toBe(text);
  // Whoever wrote that: it is not canon's.
  const odd = {
    format: 1,
    entries: { 'x.json': { events: { Stop: 'sha256:2' }, made: [], opened: [] }, y: null },
  };
  expect(parseManifest(JSON.stringify(odd))?.entries).toEqual({});
});
