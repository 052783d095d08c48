import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatEntry, formatFlow, formatScalar, isRetyped } from '../../src/record/format-value.ts';
import { readFullYaml } from '../../src/record/full-yaml.ts';
import { readPlainYaml } from '../../src/record/plain-yaml.ts';
import { asRead, sameValue } from '../../src/record/value.ts';

const NO_KEYS: ReadonlySet<string> = new Set();
const TEXT_KEYS: ReadonlySet<string> = new Set(['k']);

/** What four readers make of `k: …`: the narrow one, the full one, YAML 1.2 core and YAML 1.1. */
function readers(yaml: string): unknown[] {
  const full = readFullYaml(yaml, TEXT_KEYS);
  return [
    readPlainYaml(yaml)?.['k'],
    full.ok ? full.data['k'] : full.fault,
    (parse(yaml) as Record<string, unknown>)['k'],
    (parse(yaml, { version: '1.1' }) as Record<string, unknown>)['k'],
  ];
}

describe('text that a YAML reader would take for something else', () => {
  test.each([
    'no',
    'yes',
    'on',
    'Off',
    'y',
    'N',
    'true',
    'FALSE',
    'null',
    '~',
    '',
    '=',
    '<<',
    '0123',
    '0o17',
    '0b101',
    '0x1F',
    '1_000',
    '1,000',
    '12',
    '-1',
    '+1',
    '-0',
    '1.10',
    '.5',
    '1.',
    '1e3',
    '1234e56',
    '12e03',
    'e123456',
    '1.5e-3',
    '.inf',
    '-.INF',
    '.nan',
    '1_0.5',
    '12:30',
    '12:30:45',
    '190:20:30.15',
    '1:1',
    '2026-05-11',
    '2026-5-1',
    '2026-05-11T15:12:40+02:00',
    '2026-05-11 15:12:40',
    '2026-05-11t15:12:40.1Z',
  ])('%j is quoted', (text) => {
    expect(isRetyped(text) || text === '').toBe(true);
    const yaml = formatEntry('k', text);
    expect(yaml).toBe(`k: "${text}"\n`);
    expect(readers(yaml)).toEqual([text, text, text, text]);
    expect(readers(`k: [${formatFlow(text)}]\n`)).toEqual([[text], [text], [text], [text]]);
  });

  test.each([
    'cde35f6',
    '1c9e0d2',
    '3f889a1',
    'RT-260511-01',
    'RT-260510-02#w1',
    '0011-email-sender',
    'P2',
    'v1.10.2',
    'claude-code',
    'src/record/ids.ts',
    'note',
    'yesterday',
    'https://example.com/x?y=1',
    '2 terminals',
    'Привет, мир',
    '👩‍👩‍👧 family',
    'שלום',
    'fbdab05d-a50e-4eaa-b037-5c7962cce5fa',
    "it's",
    'a "b" c',
    'a\\b',
    'C#',
  ])('%j stays plain', (text) => {
    expect(formatEntry('k', text)).toBe(`k: ${text}\n`);
    expect(readers(formatEntry('k', text))).toEqual([text, text, text, text]);
  });
});

test.each([
  ['a colon and a blank', 'P4 – P9: all', '"P4 – P9: all"'],
  ['a colon at the end', 'all:', '"all:"'],
  ['a comment', 'a #b', '"a #b"'],
  ['an indicator in front', '@sergei', '"@sergei"'],
  ['a dash in front', '- x', '"- x"'],
  ['brackets in front', '[WIP] x', '"[WIP] x"'],
  ['blanks around', ' x ', '" x "'],
  ['several lines', 'a\nb\n\nc\n', '"a\\nb\\n\\nc\\n"'],
  ['tabs and carriage returns', 'a\tb\r\n', '"a\\tb\\r\\n"'],
  ['double quotes that need quotes', '"a": b', `'"a": b'`],
  ['both quotes', `"it's": b`, `"\\"it's\\": b"`],
  ['backslashes that need quotes', '\\d: x', `'\\d: x'`],
  ['control characters', 'a\u0000\u001b[31m', '"a\\u0000\\u001B[31m"'],
  ['line breaks that only YAML 1.1 knows', 'a\u2028b\u0085', '"a\\u2028b\\u0085"'],
  ['a byte order mark', '\uFEFFa', '"\\uFEFFa"'],
])('%s', (_, text, yaml) => {
  expect(formatScalar(text)).toBe(yaml);
  expect(readers(`k: ${yaml}\n`)).toEqual([text, text, text, text]);
});

test('inside brackets more is quoted', () => {
  expect(formatFlow(['a, b', 'c: d', '{x}', 'e?', 'f:g', 'h'])).toBe(
    '["a, b", "c: d", "{x}", "e?", "f:g", h]',
  );
});

test('words go on one line, sentences on a line each', () => {
  const hashes = Array.from({ length: 30 }, (_, n) => `c${n}e35f6`);
  expect(formatEntry('commits', hashes)).toBe(`commits: [${hashes.join(', ')}]\n`);
  const criteria = [
    'Ids are created atomically: no two are the same',
    'A runtime that is silent, always',
    'Human keys first',
  ];
  expect(formatEntry('success_criteria', criteria)).toBe(
    'success_criteria:\n  - "Ids are created atomically: no two are the same"\n  - A runtime that is silent, always\n  - Human keys first\n',
  );
  expect(formatEntry('success_criteria', ['Short and sweet', 'Also short'])).toBe(
    'success_criteria: [Short and sweet, Also short]\n',
  );
});

test('maps are maps, nested and empty ones too', () => {
  const breakdown = { Bash: 71, mcp__notion_offplan: 0, no: 1, 'a: b': 2, deep: { er: { x: [] } }, none: {} };
  const yaml = formatEntry('k', breakdown);
  expect(yaml).toBe(
    'k:\n  Bash: 71\n  mcp__notion_offplan: 0\n  "no": 1\n  "a: b": 2\n  deep:\n    er:\n      x: []\n  none: {}\n',
  );
  expect(parse(yaml)).toEqual({ k: breakdown });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        ...'-:#\'"\\ \n\t,[]{}?!&*|>%@`~=.0123456789eExXobTZ_+<ynnull\u0085\u2028\uFEFF\uD800й',
      ),
      { maxLength: 10 },
    )
    .map((all) => all.join('')),
  fc.constantFrom('no', '0123', '12:30', '1234e56', '1.10', '2026-05-11', '~', 'a\nb', 'Привет'),
);

test('any text survives every reader, in a block and in brackets', () => {
  fc.assert(
    fc.property(text, (value) => {
      const all = [...readers(formatEntry('k', value)), ...readers(`k: [x, ${formatFlow(value)}]\n`)];
      expect(all).toEqual([value, value, value, value, ...Array.from({ length: 4 }, () => ['x', value])]);
    }),
    { numRuns: 500 },
  );
});

const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'a', 'b', 'no', '1', '<<', '='));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

test('any value survives the full reader, and the narrow one where it reads it', () => {
  let read = 0;
  fc.assert(
    fc.property(key, value, fc.constantFrom('\n', '\r\n'), (name, wanted, eol) => {
      const yaml = formatEntry(name, wanted, '', eol);
      const meant = asRead(Object.fromEntries([[name, wanted]]), false);
      const full = readFullYaml(yaml, NO_KEYS);
      const plain = readPlainYaml(yaml, NO_KEYS);
      if (plain !== undefined) read++;
      return full.ok && sameValue(full.data, meant) && (plain === undefined || sameValue(plain, meant));
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(250);
});
