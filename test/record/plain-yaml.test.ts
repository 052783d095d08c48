import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ANY_TEXT_KEYS } from '../../src/record/fields.ts';
import { readFullYaml } from '../../src/record/full-yaml.ts';
import { readPlainYaml } from '../../src/record/plain-yaml.ts';
import { sameValue } from '../../src/record/value.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

describe('what people and canon write is read', () => {
  test.each<[name: string, yaml: string, data: unknown]>([
    ['nothing', '', {}],
    ['comments and blank lines', '# a\n\n   \n  # b\n', {}],
    ['plain scalars', 'a: word\nb: two words\nc: a:b#c\n', { a: 'word', b: 'two words', c: 'a:b#c' }],
    ['comments behind values', 'a: 1 # one\nb: x  #two\n', { a: 1, b: 'x' }],
    ['no value', 'a:\nb: # nothing\nc: ~\nd: null\n', { a: null, b: null, c: null, d: null }],
    [
      'types of the core schema',
      'a: [1, -2, 0x1F, 0o17, 1.5, 1e3, .inf, true, False, yes]\n',
      {
        a: [1, -2, 31, 15, 1.5, 1000, Infinity, true, false, 'yes'],
      },
    ],
    [
      'quotes',
      `a: "x: y # z"\nb: 'it''s'\nc: "\\u0416\\n\\"\\\\\\t"\n`,
      { a: 'x: y # z', b: "it's", c: 'Ж\n"\\\t' },
    ],
    ['quoted keys', `"a b": 1\n'c: d': 2\n`, { 'a b': 1, 'c: d': 2 }],
    [
      'a list in brackets',
      'a: [x, "y, z", [1], {b: 2}]\nc: []\nd: [x, ]\n',
      {
        a: ['x', 'y, z', [1], { b: 2 }],
        c: [],
        d: ['x'],
      },
    ],
    [
      'a map in braces',
      'roman:  { initials: RT, name: Roman,  emails: [r@example.com, s@example.org] }\n',
      {
        roman: { initials: 'RT', name: 'Roman', emails: ['r@example.com', 's@example.org'] },
      },
    ],
    [
      'lists below a key',
      'a:\n  - x\n  # c\n\n  - y z\nb:\n- 1\n- "2"\nc: 3\n',
      { a: ['x', 'y z'], b: [1, '2'], c: 3 },
    ],
    [
      'maps below a key',
      lines('a:', '    b: 1', '    c:', '      d: 2', 'e: 3'),
      { a: { b: 1, c: { d: 2 } }, e: 3 },
    ],
    ['CRLF', 'a: 1\r\nb:\r\n  - x\r\n\r\n# c\r\nd: y\r\n', { a: 1, b: ['x'], d: 'y' }],
    ['no last newline', 'a: 1\nb: x', { a: 1, b: 'x' }],
    [
      'Cyrillic, emoji and right-to-left text',
      'ключ: Привет, мир\nb: 🚀 x\nc: שלום\n',
      {
        ключ: 'Привет, мир',
        b: '🚀 x',
        c: 'שלום',
      },
    ],
    [
      'keys that objects have',
      '__proto__: x\nconstructor: y\n',
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
    ],
  ])('%s', (_, yaml, data) => {
    const read = readPlainYaml(yaml);
    expect(read).toEqual(data);
    expect(Object.keys(read ?? {})).toEqual(Object.keys(data as object));
  });

  test('text keys are read as written', () => {
    const yaml =
      'id: 1234e56\nversion: 1.10\ncreated: 2026-05-11\ntags: [no, 0123, 12:30]\nparent: ~\ntool_calls: 0123\n';
    expect(readPlainYaml(yaml, ANY_TEXT_KEYS)).toEqual({
      id: '1234e56',
      version: '1.10',
      created: '2026-05-11',
      tags: ['no', '0123', '12:30'],
      parent: null,
      tool_calls: 123,
    });
  });

  test('a key named __proto__ changes no prototype', () => {
    const read = readPlainYaml('__proto__:\n  polluted: yes\na: {__proto__: {polluted: yes}}\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(read?.['polluted']).toBeUndefined();
    expect(Object.keys(read ?? {})).toEqual(['__proto__', 'a']);
  });
});

test.each([
  ['anchors', 'a: &x 1\n'],
  ['aliases', 'a: *x\n'],
  ['tags', 'a: !!str 1\n'],
  ['literal scalars', 'a: |\n  x\n'],
  ['folded scalars', 'a: >-\n  x\n'],
  ['plain scalars of several lines', 'a: x\n  y\n'],
  ['quoted scalars of several lines', 'a: "x\n  y"\n'],
  ['brackets of several lines', 'a: [x,\n  y]\n'],
  ['complex keys', '? a\n: b\n'],
  ['tabs', 'a:\tb\n'],
  ['duplicate keys', 'a: 1\nb: 2\na: 3\n'],
  ['duplicate keys in braces', 'a: {b: 1, b: 2}\n'],
  ['maps in lists', 'a:\n  - b: 1\n'],
  ['lists in lists', 'a:\n  - - 1\n'],
  ['a colon and a blank in a value', 'a: b: c\n'],
  ['an open quote', 'a: "b\n'],
  ['text behind a quote', 'a: "b" c\n'],
  ['a list at the top', '- a\n'],
  ['a word at the top', 'a\n'],
  ['document markers', '---\na: 1\n'],
  ['a carriage return by itself', 'a: 1\rb: 2\n'],
  ['wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
  ['deep nesting', `a: ${'['.repeat(100)}${']'.repeat(100)}\n`],
])('it declines %s', (_, yaml) => {
  expect(readPlainYaml(yaml)).toBeUndefined();
});

// Pieces that mean something to YAML, and pieces that nearly do.
const PIECES = [
  'a: ',
  'b: ',
  'tags: ',
  'title: ',
  'c:',
  'key',
  '\n',
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '\n  - ',
  ' ',
  '  ',
  '- ',
  '-',
  '"',
  "'",
  '""',
  "''",
  '[',
  ']',
  '{',
  '}',
  ',',
  ', ',
  ': ',
  ':',
  ' #',
  '#',
  '|',
  '>',
  '&x ',
  '*x',
  '!t ',
  '\t',
  '\r\n',
  '\r',
  '\\n',
  '\\',
  '\\u0041',
  '1.10',
  '0123',
  '0x1F',
  '0o7',
  '1e3',
  '.5',
  '-1',
  '+1',
  '.inf',
  '-.INF',
  '.nan',
  'null',
  '~',
  'true',
  'False',
  'yes',
  '12:30',
  '2026-05-11',
  '---',
  '...',
  '? ',
  '?',
  '@',
  '%',
  '`',
  '<<',
  '=',
  'word',
  'two words',
  'Привет',
  '🚀',
  '\u00A0',
  '\uFEFF',
  '\u2028',
  '\u0085',
  '__proto__: ',
  '$',
  '(x)',
  '/',
  '.',
  'a.b-c_d: ',
  '"q": ',
  "'q': ",
  '{k: v}',
  '[x, y]',
  '- x',
  '  ',
];

test('whatever it yields, the yaml package yields', () => {
  let read = 0;
  const yaml = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
    fc
      .array(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }), { maxLength: 5 })
      .map((all) => all.map((pieces, index) => `k${index}: ${pieces.join('')}\n`).join('')),
  );
  fc.assert(
    fc.property(
      yaml,
      fc.constantFrom(new Set<string>(), new Set(['a', 'tags', 'title', 'k0', 'k2'])),
      (source, text) => {
        const plain = readPlainYaml(source, text);
        if (plain === undefined) return true;
        read++;
        const full = readFullYaml(source, text);
        return (
          full.ok &&
          sameValue(plain, full.data) &&
          Object.keys(plain).join() === Object.keys(full.data).join()
        );
      },
    ),
    { numRuns: 6000 },
  );
  // The property would hold for a reader that always declines.
  expect(read).toBeGreaterThan(600);
});

test('without text keys that is YAML 1.2 core', () => {
  const source = lines('a: [1.10, 0o17, 1234e56]', 'b: 2026-05-11', 'c: {d: no, e: 12:30}', 'f: 0123');
  expect(readPlainYaml(source)).toEqual(parse(source));
});
