import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFrontmatter } from '../../src/record/frontmatter.ts';
import { KINDS } from '../../src/record/kinds.ts';
import { quickFields, wantedFields } from '../../src/record/quick-fields.ts';
import { ROW_FIELDS } from '../../src/work/to-row.ts';
import { runs } from '../support/runs.ts';

const WANTED = wantedFields(ROW_FIELDS);

const word = fc.oneof(
  fc.constantFrom(
    'ops',
    'claude-code',
    'RT-260511-01',
    'a#w1',
    'null',
    '~',
    'true',
    '012',
    '1.10',
    '-x',
    '@me',
    'é',
  ),
  fc.string({
    unit: fc.constantFrom('a', 'B', '0', '-', '.', '#', ':', ' ', "'", '"', '\\', '/', '_', 'ж'),
    maxLength: 6,
  }),
);
const scalar = fc.oneof(
  word,
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  word.map((one) => `"${one}"`),
  word.map((one) => `'${one}'`),
  fc.constantFrom(
    'x # comment',
    'x: y',
    'x:',
    '#x',
    '',
    ' ',
    '\t',
    '&a b',
    '*a',
    '!t x',
    '|',
    '>',
    'x\ty',
    '2026-05-11',
  ),
);
const flow = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => `[${words.join(', ')}]`),
  fc
    .array(fc.tuple(word, word), { maxLength: 3 })
    .map((pairs) => `{ ${pairs.map((pair) => pair.join(': ')).join(', ')} }`),
  fc.constantFrom('[a,b]', '[ a ]', '[a, ]', '[a', '{a: 1}', '{}', '{ }', '[]', '[[a]]', '[a] x', '[a, "b"]'),
);
const below = fc.oneof(
  fc
    .array(fc.tuple(word, word), { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.map(([a, b]) => `\n  ${a}: ${b}`).join('')),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.map((one) => `\n- ${one}`).join('')),
  fc.constantFrom(
    '\n    deep: 1',
    '\n   three: 1',
    '\n  # comment',
    '\n  a: 1\n   b: 2',
    '\n  a:\n    b: 1',
    '\n\n  a: 1',
    '',
  ),
);
const usual = fc.constantFrom(...ROW_FIELDS, 'tokens', 'model', 'files_changed');
const plain = fc.constantFrom(
  ' some words',
  ' [ops, claude-code]',
  ' 2026-05-11T15:12:40+02:00',
  ' "quoted: text"',
  " 'it is'",
  ' 12',
  ' { a: 1, b: x }',
  '\n  Bash: 71\n  Edit: 0',
  ' []',
  '',
);
// Mostly what is usual, or hardly anything would be answered.
const entry = fc.tuple(
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: word }),
  fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 2, arbitrary: scalar.map((one) => ` ${one}`) },
    { weight: 1, arbitrary: flow.map((one) => ` ${one}`) },
    { weight: 1, arbitrary: below },
  ),
);
const mostly = (first: string, ...others: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const text = fc
  .tuple(
    fc.array(entry, { maxLength: 7 }),
    mostly('---\n', '---\r\n', '--- \n', '\uFEFF---\n', '', '---x\n'),
    mostly('---\n', '---', '--- \n', '---\r\n', '...\n', '----\n', ''),
    fc.constantFrom('', '# Title\n', '\n---\nmore\n', 'text without end'),
    mostly('\n', '\r\n', '\n\n', '\n# comment\n'),
  )
  .map(([entries, open, close, body, eol]) =>
    [open, ...entries.map(([name, value]) => `${name}:${value}${eol}`), close, body].join(''),
  );

test('where the quick reader answers, it says what the others say', () => {
  let answered = 0;
  fc.assert(
    fc.property(text, fc.constantFrom(...KINDS), (source, kind) => {
      const quick = quickFields(source, WANTED[kind]);
      if (!quick) return;
      answered += 1;
      const parsed = parseFrontmatter(source, kind);
      expect(parsed).toBeDefined();
      expect(quick.bodyStart).toBe(parsed?.document.bodyStart);
      const expected = ROW_FIELDS.flatMap((name) => {
        const value = parsed?.data[name];
        return value === null || value === undefined ? [] : [[name, value] as const];
      });
      expect(new Map(Object.entries(quick.data))).toEqual(new Map(expected));
    }),
    { numRuns: runs(5000) },
  );
  expect(answered).toBeGreaterThan(250);
});

test('a record as canon writes it needs no other reader', () => {
  const source = `---
title: P2 + P3 of the flip, "quoted" inside (всё)
operator: roman
summary: 'Hook and handoff shipped: four of nine phases done.'
tags: [ops, claude-code]
closes: [RT-260510-02#w1, plan-a#q2]
kind: session
id: RT-260511-01
created: 2026-05-11T15:12:40+02:00
plan:
commits: []
files_changed: 9
tool_calls_breakdown:
  Bash: 71
  mcp__notion_offplan: 0
tokens: { input: 12, output: 34 }
---
# Body
`;
  expect(quickFields(source, WANTED.session)).toEqual({
    data: expect.objectContaining({
      title: 'P2 + P3 of the flip, "quoted" inside (всё)',
      summary: 'Hook and handoff shipped: four of nine phases done.',
      closes: ['RT-260510-02#w1', 'plan-a#q2'],
      commits: [],
      created: '2026-05-11T15:12:40+02:00',
    }),
    bodyStart: source.indexOf('# Body'),
  });
});

test('a value of megabytes is left to the other readers', () => {
  const long = 'word '.repeat(2_000_000);
  expect(quickFields(`---\ntitle: ${long}\n---\n`, WANTED.session)).toBeUndefined();
  expect(quickFields(`---\ntitle: "${long}`, WANTED.session)).toBeUndefined();
  // What is below the frontmatter may be as long as it likes.
  expect(quickFields(`---\ntitle: a\n---\n${long}`, WANTED.session)?.data).toEqual({ title: 'a' });
});
