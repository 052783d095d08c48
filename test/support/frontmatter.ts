import fc from 'fast-check';
import { ALLOWED } from '../../src/record/allowed.ts';
import { FIELDS, type FieldType } from '../../src/record/fields.ts';
import type { Kind } from '../../src/record/kinds.ts';

/** What stands behind the colon of a key: mostly what its type asks for, as people and hostile people write it. */
const BY_TYPE: Readonly<Record<FieldType, readonly string[]>> = {
  text: [
    ' Plain text, with marks (and `code`)',
    ' a: b',
    ' ends:',
    ' 10:30 x::y',
    ' "Quoted: text # no comment"',
    " 'single'",
    " 'it''s'",
    ' "esc\\"aped"',
    ' " "',
    ' ""',
    ' "  x"',
    ' Почини индекс — сессий',
    ' "«Привет»"',
    ' 日本語',
    ' 🚀 launch',
    ' «x»',
    ' a  b   c',
    ' a ',
    ' "a"  ',
    ' a # comment',
    ' a #',
    ' a#b',
    ' x\ty',
    '\tx',
    ' Null',
    ' null',
    ' ~',
    ' true',
    ' 007',
    ' 1.10',
    ' \u00A0',
    ' \u00A0x',
    ' "\u3000"',
    ' \u2028',
    ' x\u2028y',
    ' \u0085',
    ' \uFEFFx',
    ' x\u0000',
    ' |\n  folded',
    ' a\n  b',
    ' .inf',
    ' ...',
    ' _x',
    ' /x',
    ' [a]',
    ' {a: b}',
    ' &a b',
    ' *a',
    ' !t a',
    ' - a',
    ' @a',
    ' %a',
    ' ? a',
    '',
    ' ',
    '  two blanks',
    ' \u00ED\u00A0x',
  ],
  id: [' plan-13', ' RT-260511-01', ' a b', ' a/b', ' "quoted"', ' null', ' 0007', ' a.b_c', ' é', ''],
  slug: [
    ' roman',
    ' Roman',
    ' a--b',
    ' null',
    ' nullx',
    ' "roman"',
    ` ${'a'.repeat(64)}`,
    ` ${'a'.repeat(65)}`,
    ' a-1',
    '',
  ],
  date: [
    ' 2026-05-11',
    ' "2026-05-11"',
    ' 2026-02-29',
    ' 2024-02-29',
    ' 2026-04-31',
    ' 2026-13-01',
    ' 2026-5-1',
    ' 0000-01-01',
    '',
  ],
  time: [
    ' 2026-05-11T15:12:40+02:00',
    ' 2026-05-11t15:12:60.123z',
    ' "2026-05-11T15:12:40+02:00"',
    ' 2026-05-11 15:12:40',
    ' 2026-02-30T15:12:40Z',
    ' 2026-05-11T24:00:00Z',
    ' 2026-05-11T15:12:40+24:00',
    ' 2026-05-11',
    '',
  ],
  count: [
    ' 0',
    ' 12',
    ' -1',
    ' 1.5',
    ' 012',
    ' 1e3',
    ' 999999999999999',
    ' 9007199254740993',
    ' "1"',
    ' x',
    '',
  ],
  list: [
    ' [a, b]',
    ' []',
    ' [ a ]',
    ' [a,b]',
    ' [null]',
    ' [a, null, b]',
    ' [nullable, x]',
    ' [~]',
    ' ["a, b", \'c]\']',
    ' ["src/**"]',
    ' [RT-260510-02#w1]',
    ' [RT-260510-02#w1, #w2]',
    ' [a##b]',
    ' [ж, é, b]',
    ' [a, ]',
    ' [two words, a:b, x#y, src/**/*.ts]',
    ' [a #b]',
    ' [a:]',
    ' [a: , b]',
    ' [a ,b]',
    ' [a b ]',
    ' [a{b]',
    ' [-a]',
    ' [.a, _b, /c]',
    ' [a',
    ' [[a]]',
    ' [a: b]',
    ' a',
    '\n  - one: two',
    '\n  - One sentence.\n  - "Two: sentences"',
    '\n  - null',
    '\n- a\n- b',
    '\n  -  a',
    '\n  - a\n - b',
    '\n  - a\n    b',
    '',
  ],
  counts: [
    ' {}',
    ' { Bash: 1 }',
    '\n  Bash: 1',
    '\n  Bash: 1\n  Edit: 0',
    '\n  Bash: 1\n  Edit: 0\n  Bash: 2',
    '\n  Bash: 1\n  Bash2: 0\n  ash: 2',
    '\n  __proto__: 1',
    '\n  mcp__notion.x: 1\n  a-b: 2',
    '\n  Bash: -1',
    '\n  Bash: x',
    '\n  Bash:\n    x: 1',
    '\n  Bash: 1\n   Edit: 2',
    '\n Bash: 1',
    '',
  ],
  map: ['\n  input: 1\n  output: 2', ' {}', '\n  input: many', ' 12', ' [a]', ''],
  origin: [
    '\n  source: notion\n  id: "12"\n  at: 2026-05-11T15:12:40Z',
    '\n  source: notion\n  source: b',
    '\n  source: x\u2028y\n  id: a\n  source: b',
    '\n  source: ""',
    '\n  source: null',
    '\n  other: "x: y"',
    ' notion',
    ' {}',
    '',
  ],
};

const GOOD: Readonly<Record<FieldType, number>> = {
  text: 6,
  id: 2,
  slug: 1,
  date: 1,
  time: 2,
  count: 2,
  list: 2,
  counts: 4,
  map: 2,
  origin: 1,
};

/** Lines of frontmatter for the keys of a kind: sound in most values, odd in one or two. */
export function frontmatter(kind: Kind, id: string): fc.Arbitrary<string> {
  const allowed: Readonly<Record<string, readonly string[]>> = ALLOWED[kind];
  const lines = Object.entries(FIELDS[kind]).map(([key, type]) => {
    const words = Object.hasOwn(allowed, key) ? allowed[key]?.map((word) => ` ${word}`) : undefined;
    const values = words ?? (key === 'id' ? [` ${id}`] : key === 'closes' ? [' [a#w1]'] : BY_TYPE[type]);
    const good = values.slice(0, words ? undefined : key === 'id' || key === 'closes' ? 1 : GOOD[type]);
    const odd = key === 'closes' ? BY_TYPE.list : [...BY_TYPE[type], ' other', ' "x"', ` ${id}x`];
    return fc
      .oneof(
        { weight: 200, arbitrary: fc.constantFrom(...good) },
        { weight: 2, arbitrary: fc.constantFrom(...odd) },
      )
      .map((value) => `${key}:${value}`);
  });
  const required = new Set(['title', 'operator', 'owner', 'status', 'kind', 'id', 'created']);
  const here = lines.map((line, at) => {
    const key = Object.keys(FIELDS[kind])[at] ?? '';
    return fc.option(line, { nil: undefined, freq: required.has(key) ? 200 : 1 });
  });
  const odd = fc.constantFrom(
    '',
    '',
    '',
    '',
    '',
    '',
    '# note',
    'other: x',
    'title: again',
    '---x',
    ' set in',
    '- a',
    '"id": x',
  );
  return fc
    .tuple(fc.tuple(...here), odd, fc.nat(40), fc.nat(40), fc.nat(19))
    .map(([found, extra, at, other, chance]) => {
      const kept = found.filter((line) => line !== undefined);
      if (extra !== '') kept.splice(at % (kept.length + 1), 0, extra);
      if (chance === 0 && kept.length > 1) {
        const [line = ''] = kept.splice(at % kept.length, 1);
        kept.splice(other % (kept.length + 1), 0, line);
      }
      return `${kept.join('\n')}\n`;
    });
}
