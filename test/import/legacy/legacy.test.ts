import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { place, type Place } from '../command/kit.ts';

const DIR = 'docs/sessions';

/** A file before and after it was imported. */
async function imported(
  text: string | Buffer,
  ...args: string[]
): Promise<{ before: string; after: string; here: Place }> {
  const here = place();
  mkdirSync(join(here.root, DIR), { recursive: true });
  writeFileSync(join(here.root, DIR, 'CONV-1.md'), text);
  here.commit('Old sessions');
  const ran = await here.run('legacy', ...args);
  expect(ran).toMatchObject({ code: 0 });
  return { before: text.toString(), after: here.read(`${DIR}/CONV-1.md`), here };
}

const ADDED = (eol = '\n'): string =>
  [
    'title: Title',
    'operator: roman',
    'kind: session',
    'id: CONV-1',
    'status: imported',
    'created: 2026-05-11T00:00:00Z',
    'imported:',
    '  source: legacy',
    '  id: docs/sessions/CONV-1.md',
    '  at: "2026-06-01T09:00:00+02:00"',
    '',
  ].join(eol);

describe('every other byte stays', () => {
  test.each([
    ['as people write it', '# CONV-1 — Title\n\n**Date:** 2026-05-11\n\nText\n'],
    ['without an end of its last line', '# Title\n\n**Date:** 2026-05-11'],
    ['with a byte order mark', '\uFEFF# Title\n\nDate: 11 May 2026\n'],
    ['with CRLF', '# Title\r\n\r\nDate: 2026-05-11\r\n\r\n<!-- a comment -->\r\n  \r\n'],
    ['that begins with a rule', '---\n\n# Title\n\n**Date:** 2026-05-11\n'],
  ])('of a file %s', async (_, text) => {
    const { after } = await imported(text);
    const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    expect(after).toBe(`${bom}---${eol}${ADDED(eol)}---${eol}${text.slice(bom.length)}`);
  });

  test('of a frontmatter, comments and odd keys included', async () => {
    const text = `---
# who wrote this
author: "Sergei"   # he did
pending-reconcile: yes
title:   'Two: titles'
tags: [ a,b ]

date: 2026-05-11
---
pending-reconcile

## Changes
`;
    const { after } = await imported(text);
    for (const line of text.split('\n')) expect(after.split('\n')).toContain(line);
    const added = after.split('\n').filter((line) => !text.split('\n').includes(line));
    expect(added).toEqual([
      'operator: sergei',
      'kind: session',
      'id: CONV-1',
      'status: imported',
      'created: 2026-05-11T00:00:00Z',
      'imported:',
      '  source: legacy',
      '  id: docs/sessions/CONV-1.md',
      '  at: "2026-06-01T09:00:00+02:00"',
    ]);
  });

  test('but for a value that no record can have, which is kept beside it', async () => {
    const text =
      '---\nid: 30\nkind: conversation\noperator: Sergei Kim\nstatus: done\ncreated: May 11, 2026 3:04 PM\n---\nText\n';
    const { after } = await imported(text);
    expect(after).toBe(`---
title: CONV-1
id: CONV-1
kind: session
operator: sergei
status: imported
created: 2026-05-11T15:04:00Z
imported:
  source: legacy
  id: docs/sessions/CONV-1.md
  at: "2026-06-01T09:00:00+02:00"
legacy_kind: conversation
legacy_operator: Sergei Kim
legacy_id: "30"
legacy_status: done
legacy_created: May 11, 2026 3:04 PM
---
Text
`);
  });

  test('--normalize renames headings of old, and nothing in code', async () => {
    const text = '# Title\n\nDate: 2026-05-11\n\n## Changes\n\n- a\n\n## Decisions\n\nb\n\n## Other\n';
    const { after } = await imported(text, '--normalize');
    expect(after).toBe(
      `---\n${ADDED()}---\n${text.replace('## Changes', '## What I Did').replace('## Decisions', '## Decisions Made')}`,
    );
    const code = '# Title\n\nDate: 2026-05-11\n\n```\n## Changes\n```\n\n## Changes\n';
    expect((await imported(code, '--normalize')).after).toBe(`---\n${ADDED()}---\n${code}`);
  });
});

test('what says when goes from the frontmatter over labels and the name to git', async () => {
  const here = place();
  here.write(`${DIR}/CONV-1.md`, '---\ndate: 2026-01-02\n---\n**Date:** 2026-01-03\n');
  here.write(`${DIR}/CONV-2-2026-01-04.md`, '**Date:** January 3, 2026\n');
  here.write(`${DIR}/2026-01-04-CONV-3.md`, 'Text\n');
  here.write(`${DIR}/CONV-4.md`, 'Text\n');
  here.git('add', '.');
  here.git('commit', '-qm', 'Old', '--date=2026-01-05T06:07:08+03:00', '--author=S <sergei@example.com>');
  // A rename is no birth.
  here.git('mv', `${DIR}/CONV-4.md`, `${DIR}/CONV-5.md`);
  here.commit('Rename');
  await here.run('legacy');
  const created = ['CONV-1', 'CONV-2-2026-01-04', '2026-01-04-CONV-3', 'CONV-5'].map(
    (id) => /^created: (.*)$/m.exec(here.read(`${DIR}/${id}.md`))?.[1],
  );
  expect(created).toEqual([
    '2026-01-02T00:00:00Z',
    '2026-01-03T00:00:00Z',
    '2026-01-04T00:00:00Z',
    '2026-01-05T06:07:08+03:00',
  ]);
  expect(here.read(`${DIR}/CONV-5.md`)).toContain('operator: sergei');
});

test('a broken file is named with its line and stays, and the others are imported', async () => {
  const here = place();
  const broken = '---\ntitle: a: b: c\n---\nText\n';
  here.write(`${DIR}/CONV-1.md`, broken);
  here.write(`${DIR}/CONV-2.md`, '# Fine\n');
  here.write(`${DIR}/CONV-3.md`, '---\ntitle: never closed\n');
  writeFileSync(join(here.root, DIR, 'CONV-4.md'), Buffer.from([0x23, 0x20, 0xff, 0xfe]));
  symlinkSync('/etc/passwd', join(here.root, DIR, 'CONV-5.md'));
  here.write(`${DIR}/CONV-6.md`, '---\nsprint: 1\nsprint: 2\n---\nText\n');
  here.commit();
  const { code, data, diagnostics } = await here.json('legacy');
  expect(code).toBe(1);
  expect(data.items.map(({ record }) => record)).toEqual(['session:CONV-2']);
  expect(diagnostics.map(({ code: what, path, line }) => [what, path, line])).toEqual([
    ['import-broken-frontmatter', `${DIR}/CONV-1.md`, 2],
    ['import-broken-frontmatter', `${DIR}/CONV-3.md`, 1],
    ['import-unreadable', `${DIR}/CONV-4.md`, undefined],
    ['import-broken-frontmatter', `${DIR}/CONV-6.md`, 3],
  ]);
  expect(diagnostics[3]?.message).toContain('sprint stands here a second time');
  expect(data.lost.map(({ source }) => source)).toEqual([1, 3, 4, 6].map((n) => `${DIR}/CONV-${n}.md`));
  expect(here.read(`${DIR}/CONV-1.md`)).toBe(broken);
});

test('a path or a glob chooses among the sessions, and only among them', async () => {
  const here = place();
  for (const name of ['CONV-1', 'CONV-2', 'CONV-30-a', '2025/CONV-30-b'])
    here.write(`${DIR}/${name}.md`, '# x\n');
  here.write('notes/CONV-9.md', '# x\n');
  here.commit();
  const chosen = async (...args: string[]): Promise<string[]> =>
    (await here.json('legacy', '--dry-run', ...args)).data.items.map(({ record }) => record.slice(8));
  expect(await chosen()).toEqual(['CONV-30-b', 'CONV-1', 'CONV-2', 'CONV-30-a']);
  expect(await chosen('CONV-30*')).toEqual(['CONV-30-b', 'CONV-30-a']);
  expect(await chosen('docs/sessions/CONV-{1,2}.md')).toEqual(['CONV-1', 'CONV-2']);
  expect(await chosen('docs/sessions/2025')).toEqual(['CONV-30-b']);
  expect(await chosen('docs/sessions/CONV-1.md', 'docs/sessions/CONV-2.md')).toEqual(['CONV-1', 'CONV-2']);
  expect(await chosen('.')).toHaveLength(4);
  for (const [path, code] of [
    ['notes', 'E_IMPORT_LEGACY_PLACE'],
    ['notes/CONV-9.md', 'E_IMPORT_LEGACY_PLACE'],
    ['..', 'E_IMPORT_LEGACY_PLACE'],
    ['nowhere', 'E_IMPORT_NO_PATH'],
  ] as const) {
    const { code: exit, diagnostics } = await here.json('legacy', path);
    expect([exit, diagnostics[0]?.code]).toEqual([2, code]);
  }
  expect((await here.run('legacy', 'notes')).stderr).toContain('canon import handoffs notes');
});

const front = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(
        'title',
        'kind',
        'id',
        'operator',
        'author',
        'date',
        'created',
        'status',
        'tags',
        'x-y',
        'imported',
        '__proto__',
        'commits',
        'tokens',
      ),
      fc.oneof(
        fc.constantFrom(
          '',
          'a b',
          '[a, b]',
          '{a: 1}',
          '2026-05-11',
          '"q: r"',
          '|\n  text\n  more',
          '\n  - a\n  - b',
          '\n  deep:\n    er: 1',
          '&x y',
          '*x',
          '!!binary aGk=',
          'no',
          '# only a comment',
          '1e3',
          '"\\u0007"',
          'roman',
          'session',
        ),
        fc.string({ maxLength: 12 }),
      ),
    ),
    { maxLength: 6, selector: ([key]) => key },
  )
  .map((all) => `---\n${all.map(([key, value]) => `${key}: ${value}`).join('\n')}\n---\n`);
const body = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '# Title',
        '## Changes',
        '- [x] done',
        '```',
        '<!--',
        '**Date:** 2026-05-11',
        '[a](b.md)',
        '---',
        'Текст',
        '\r\n',
        '    code',
        '@sergei',
        'Branch: main',
      ),
      fc.string({ maxLength: 20 }),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join('\n'));
const file = fc
  .tuple(fc.constantFrom('', '\uFEFF'), fc.option(front), body, fc.boolean())
  .map(([bom, yaml, rest, crlf]) => {
    const text = `${bom}${yaml ?? ''}${rest}`;
    return crlf ? text.replaceAll(/\r?\n/g, '\r\n') : text;
  });

test('any tree of files with any frontmatter: no crash, no word lost, and again nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 6, maxLength: 12 }), async (files) => {
      const here = place();
      for (const [n, text] of files.entries()) here.write(`${DIR}/CONV-${n}.md`, text);
      here.commit();
      const first = await here.json('legacy');
      expect([0, 1]).toContain(first.code);
      // What is not imported is a file that cannot be read or edited, and is said to be.
      const told = new Set(first.diagnostics.map(({ code }) => code));
      for (const code of told) expect(['import-broken-frontmatter', 'import-not-edited']).toContain(code);
      for (const { what } of first.data.lost)
        expect(what).toMatch(/^import-(?:broken-frontmatter|not-edited)/);
      for (const [n, text] of files.entries()) {
        const after = here.read(`${DIR}/CONV-${n}.md`);
        // The body is the end of it, to the byte.
        const end = text.replace(/^\uFEFF?(?:---\r?\n[^]*?\r?\n---(?:\r?\n|$))?/, '');
        expect(after.endsWith(end)).toBe(true);
      }
      const head = here.git('rev-parse', 'HEAD');
      const again = await here.json('legacy');
      expect(again.data.items).toEqual([]);
      expect(here.git('rev-parse', 'HEAD')).toBe(head);
      expect(here.git('status', '--short')).toBe('');
      const back = await here.json('legacy', '--undo');
      // Nothing was imported: there is nothing to take back.
      expect(back.code).toBe(first.data.items.length > 0 ? 0 : 2);
      for (const [n, text] of files.entries()) expect(here.read(`${DIR}/CONV-${n}.md`)).toBe(text);
    }),
    { numRuns: runs(4) },
  );
}, 60_000);
