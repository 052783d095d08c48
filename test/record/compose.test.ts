import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeRecord } from '../../src/record/compose.ts';
import { splitDocument } from '../../src/record/document.ts';
import { KEY_ORDER } from '../../src/record/fields.ts';
import { parseFrontmatter } from '../../src/record/frontmatter.ts';
import { type Kind, KINDS } from '../../src/record/kinds.ts';
import { setValues } from '../../src/record/set-values.ts';
import { sameValue } from '../../src/record/value.ts';
import { runs } from '../support/runs.ts';

const SESSION = {
  zz_unknown: 'kept',
  id: 'RT-260511-01',
  kind: 'session',
  title: 'P2 + P3 of the flip',
  operator: 'roman',
  created: '2026-05-11T15:12:40+02:00',
  summary: 'Hook shipped: four of nine',
  tags: ['ops', 'claude-code'],
  commits: ['ad6f578', '1234e56'],
  plan: undefined,
  parent: null,
  tool_calls: 143,
  tool_calls_breakdown: { Bash: 71, mcp__notion_offplan: 0 },
};

test('a session: keys in their order, unknown ones last, sections that say something', () => {
  const sections = [
    { heading: 'Summary', text: '\n\nThe hook counts.\r\n\r\nAll of it.\n\n' },
    { heading: 'Next Action', text: ' \n' },
    { heading: 'My own', text: '    code\n' },
  ];
  expect(composeRecord('session', SESSION, sections)).toMatchInlineSnapshot(`
    "---
    title: P2 + P3 of the flip
    operator: roman
    summary: "Hook shipped: four of nine"
    tags: [ops, claude-code]
    parent: null
    kind: session
    id: RT-260511-01
    created: 2026-05-11T15:12:40+02:00
    commits: [ad6f578, "1234e56"]
    tool_calls: 143
    tool_calls_breakdown:
      Bash: 71
      mcp__notion_offplan: 0
    zz_unknown: kept
    ---
    # RT-260511-01 — P2 + P3 of the flip

    ## Summary

    The hook counts.

    All of it.

    ## My own

        code
    "
  `);
});

test('the other kinds have their title as heading', () => {
  expect(composeRecord('adr', { title: 'Email sender', status: 'accepted', kind: 'adr' }, [])).toBe(
    '---\ntitle: Email sender\nstatus: accepted\nkind: adr\n---\n# Email sender\n',
  );
});

test.each([
  ['a title of several lines', 'a\n  b', '# a b\n'],
  ['a title that ends like a heading', 'Why C #', '# Why C \\#\n'],
  ['a title of hashes', '##', '# \\##\n'],
])('%s', (_, title, heading) => {
  expect(splitDocument(composeRecord('plan', { title }, [])).body).toBe(heading);
});

test('CRLF, when asked for', () => {
  const text = composeRecord('plan', { title: 'a' }, [{ heading: 'Goal', text: 'x\ny' }], '\r\n');
  expect(text).toBe('---\r\ntitle: a\r\n---\r\n# a\r\n\r\n## Goal\r\n\r\nx\r\ny\r\n');
});

const HARD = [
  'no',
  '0123',
  '12:30',
  '1234e56',
  '1.10',
  '2026-05-11',
  '~',
  'a\nb\n',
  'Привет: мир',
  "it's #1",
  '- x',
  '',
];

test('what a kind calls text survives write, read, edit and write, here and in YAML 1.1', async () => {
  const text = fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'grapheme', maxLength: 10 }));
  const record = fc.record({
    kind: fc.constantFrom<Kind>(...KINDS),
    data: fc.record({
      title: text,
      summary: text,
      status: text,
      created: fc.constantFrom('2026-05-11', '2026-05-11T15:12:40+02:00'),
      tags: fc.array(text, { maxLength: 4 }),
      supersedes: fc.array(text, { maxLength: 2 }),
      imported: fc.record({ source: text, id: text }),
      external_id: text,
    }),
  });
  await fc.assert(
    fc.asyncProperty(record, text, async ({ kind, data }, other) => {
      const written = composeRecord(kind, data, []);
      const read = parseFrontmatter(written, kind)?.data ?? {};
      const { created, ...old } = parse(splitDocument(written).yaml, { version: '1.1' }) as Record<
        string,
        unknown
      >;
      const { created: _, ...rest } = data;
      const edited = await setValues(written, [{ key: 'summary', value: other }], kind);
      const readAgain = parseFrontmatter(edited, kind)?.data ?? {};
      const again = composeRecord(kind, readAgain, []);
      return (
        sameValue(read, data) &&
        sameValue(old, rest) &&
        // What is a date is one to a YAML 1.1 reader too.
        (created instanceof Date || created === data.created) &&
        sameValue(readAgain, { ...data, summary: other }) &&
        splitDocument(again).yaml === splitDocument(edited).yaml &&
        Object.keys(read).join() === KEY_ORDER[kind].filter((key) => key in data).join()
      );
    }),
    { numRuns: runs(100) },
  );
  expect(
    parseFrontmatter(composeRecord('plan', { title: 'x', tags: HARD }, []), 'plan')?.data['tags'],
  ).toEqual(HARD);
});
