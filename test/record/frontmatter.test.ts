import { describe, expect, test } from 'vitest';
import { describe as words } from '../../src/fault/messages/index.ts';
import { parseFrontmatter, parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import type { Kind } from '../../src/record/kinds.ts';

const file = (yaml: string): string => `---\n${yaml}---\n# T\n`;

async function dataOf(text: string, kind?: Kind): Promise<unknown> {
  const read = await parseFrontmatterFully(text, kind);
  return read.ok ? read.data : read.fault;
}

describe('what the schema calls text is read as written', () => {
  const YAML = [
    'id: 1234e56',
    'version: 1.10',
    'score: 9.60',
    'created: 2026-05-11',
    'base: 0123456',
    'tags: [no, 0123, 12:30, 1.10, ~, "quoted"]',
    'commits:\n  - 1234567\n  - 12e4567',
    'imported: {source: 2026, id: 0x10, at: 2026-05-11}',
    'summary: true',
    'plan: null',
    'tool_calls: 0123',
    'unknown: 0123',
  ];
  const DATA = {
    id: '1234e56',
    version: '1.10',
    score: '9.60',
    created: '2026-05-11',
    base: '0123456',
    tags: ['no', '0123', '12:30', '1.10', null, 'quoted'],
    commits: ['1234567', '12e4567'],
    imported: { source: '2026', id: '0x10', at: '2026-05-11' },
    summary: 'true',
    plan: null,
    tool_calls: 123,
    unknown: 123,
  };

  test('by the narrow reader', () => {
    expect(parseFrontmatter(file(`${YAML.join('\n')}\n`))?.data).toEqual(DATA);
  });

  test('by the full reader', async () => {
    const text = file(`${YAML.join('\n')}\nmore: |\n  x\n`);
    expect(parseFrontmatter(text)).toBeUndefined();
    expect(await dataOf(text)).toEqual({ ...DATA, more: 'x\n' });
  });

  test('kind by kind', async () => {
    const text = file('version: 1.10\nx: !!str 1\n');
    expect(await dataOf(text, 'plan')).toEqual({ version: '1.10', x: '1' });
    expect(await dataOf(text, 'session')).toEqual({ version: 1.1, x: '1' });
  });
});

describe('files as they come', () => {
  test.each<[name: string, text: string, data: object]>([
    ['an empty file', '', {}],
    ['no frontmatter', '# T\n\ntitle: x\n', {}],
    ['frontmatter only', '---\ntitle: x\n---', { title: 'x' }],
    ['empty frontmatter', '---\n---\n', {}],
    ['only comments', '---\n# c\n---\n', {}],
    [
      'a byte order mark and CRLF',
      '\uFEFF---\r\ntitle: x\r\ntags:\r\n  - a\r\n---\r\nx\r\n',
      { title: 'x', tags: ['a'] },
    ],
    ['CRLF in a literal', '---\r\nx: |\r\n  a\r\n  b\r\ntitle: y\r\n---\r\n', { x: 'a\nb\n', title: 'y' }],
    ['a fence in the body', '---\ntitle: x\n---\n---\ntitle: y\n---\n', { title: 'x' }],
    ['a fence inside a literal', '---\nx: |\n  ---\n  a\n---\n', { x: '---\na\n' }],
    [
      'anchors and aliases',
      file('a: &x [1, 2]\nb: *x\ntitle: &t 1.10\nc: *t\n'),
      { a: [1, 2], b: [1, 2], title: '1.10', c: 1.1 },
    ],
    [
      'tags',
      file('a: !!str 1\nb: !custom x\nc: !!int "3"\nd: !!binary aGk=\n'),
      { a: '1', b: 'x', c: 3, d: 'aGk=' },
    ],
    [
      'keys that objects have',
      file('__proto__: {x: 1}\nconstructor: |\n  y\ntoString: 1\n'),
      JSON.parse('{"__proto__":{"x":1},"constructor":"y\\n","toString":1}'),
    ],
    [
      'keys that are no text elsewhere',
      file('1: a\nnull: b\n? true\n: c\n1.10: d\n'),
      { 1: 'a', null: 'b', true: 'c', '1.10': 'd' },
    ],
    [
      'Cyrillic, emoji, right-to-left and zero-width text',
      file('title: Привет 👩‍👩‍👧\nsummary: שלום \u200Bx\u200F\nКлюч: да\n'),
      { title: 'Привет 👩‍👩‍👧', summary: 'שלום \u200Bx\u200F', Ключ: 'да' },
    ],
    [
      'text over several lines',
      file('summary: one\n  two\ntitle: "a\n  b"\nplan: >-\n  c\n  d\n'),
      { summary: 'one two', title: 'a b', plan: 'c d' },
    ],
    [
      'nested maps',
      file(
        'tool_calls_breakdown:\n  Bash: 71\n  mcp__notion_offplan: 0\ntokens: {in: 1, cache: {read: 2}}\n',
      ),
      {
        tool_calls_breakdown: { Bash: 71, mcp__notion_offplan: 0 },
        tokens: { in: 1, cache: { read: 2 } },
      },
    ],
    [
      'a merge key, which YAML 1.2 does not know',
      file('a: &a {x: 1}\nb:\n  <<: *a\n'),
      { a: { x: 1 }, b: { '<<': { x: 1 } } },
    ],
  ])('%s', async (_, text, data) => {
    expect(await dataOf(text)).toEqual(data);
  });

  test('100 levels deep', async () => {
    let value: unknown = await dataOf(file(`a: ${'['.repeat(100)}x${']'.repeat(100)}\n`));
    value = (value as { a: unknown }).a;
    for (let depth = 0; depth < 100; depth++) value = (value as unknown[])[0];
    expect(value).toBe('x');
  });

  test('5 MB of body', async () => {
    const read = parseFrontmatter(`${file('title: x\n')}${'Text --- and more\n'.repeat(300_000)}`);
    expect(read?.data).toEqual({ title: 'x' });
    expect(read?.document.bodyLine).toBe(4);
  });

  test('nothing is inherited', async () => {
    for (const yaml of ['a: 1\n', 'a: |\n  1\n']) {
      const data = (await dataOf(file(yaml))) as Record<string, unknown>;
      expect([data['constructor'], data['__proto__'], data['toString']]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });
});

describe('what does not parse says where, why, and what to do', () => {
  test.each<[yaml: string, place: string, note: RegExp, remedy: RegExp]>([
    [
      'title: x\nsummary: P4 – P9: all shipped\n',
      '3:10',
      /a colon and a space start a new key/,
      /^Quote the value: summary: "P4 – P9: all shipped"\.$/,
    ],
    ['a: b: c # d\n', '2:4', /colon and a space/, /a: "b: c # d"/],
    ['a:\n\t- x\n', '3:1', /a tab/, /spaces/],
    ['  a: x\n\tb: 2\n', '3:1', /a tab/, /spaces/],
    ['t: "abc\nb: "x"\n', '2:4', /this quote is never closed/, /Close it with "/],
    ["t: 'abc\nb: 1\n", '2:4', /this quote is never closed/, /Close it with '/],
    ["t: 'it's ok'\n", '2:8', /quoted text ended/, /''/],
    ['t: "say "hi" now"\n', '2:10', /quoted text ended/, /\\"/],
    ['a: 1\nb: 2\na: 3\n', '4:1', /a stands here a second time/, /Keep one/],
    ['a: {b: 1, b: 2}\n', '2:11', /b stands here a second time/, /Keep one/],
    ['t: @sergei\n', '2:4', /does not start with @/, /t: "@sergei"/],
    ['t: `x`\n', '2:4', /does not start with `/, /t: "`x`"/],
    ['t: *foo\n', '2:4', /&foo/, /t: "\*foo"/],
    ['t: [WIP] thing\n', '2:10', /ended at \]/, /t: "\[WIP\] thing"/],
    ['tags: [a, b\nc: 1\n', '2:7', /this bracket is never closed/, /\]/],
    ['tags: {a: b\nc: 1\n', '2:7', /this bracket is never closed/, /\}/],
    ['a: x]\nb: ]\n', '3:4', /nothing opened this bracket/, /"\]"/],
    ['b: 1\nkey:value\n', '3:1', /a blank is missing/, /key: value/],
    ['b: 1\nsome words\nc: 2\n', '3:1', /a key and a colon/, /key: value/],
    ['a: 1\n  b: 2\n', '3:3', /indentation/, /one column/],
    ['a:\n    b: 1\n  c: 2\n', '4:3', /indentation/, /one column/],
    ['a: - b\n', '2:4', /a list does not start/, /\[one, two\]/],
    ['a: > x\n', '2:6', /on its line/, /below/],
    ['"a": "x\\q"\n', '2:8', /escape/, /\\\\/],
    ['a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', '3:1', /merge conflict/, /both sides/],
    ['a: b\n...\nc: d\n', '4:1', /second YAML document/, /Keep one/],
    ['? [a]\n: b\n', '2:3', /plain text/, /key: value/],
    ['a: &x [*x]\n', '2:8', /inside what it repeats/, /Write the value out/],
    ['a: &b &c d\n', '2:7', /one anchor/, /quote/],
    ['Привет: "👋": x\n', '2:9', /colon and a space/, /Quote/],
  ])('%j', async (yaml, place, note, remedy) => {
    const read = await parseFrontmatterFully(file(yaml));
    if (read.ok) throw new Error('it does parse');
    const { code, args, line, column, source } = read.fault;
    const said = words(code, args);
    expect(code).toBe('E_FRONTMATTER_SYNTAX');
    expect(`${line}:${column}`).toBe(place);
    expect(source).toBe(file(yaml).split('\n')[line - 1]);
    expect(said.text).toBe('the frontmatter does not parse');
    expect(said.note).toMatch(note);
    expect(said.hint).toMatch(remedy);
  });

  test.each(['- a\n', 'word\n', '"quoted"\n', '[a]\n'])('%j is no map', async (yaml) => {
    expect(await dataOf(file(yaml))).toMatchObject({ code: 'E_FRONTMATTER_NOT_A_MAP', line: 2, column: 1 });
  });

  test('an opening fence that nothing closes', async () => {
    expect(await dataOf('\uFEFF---\ntitle: a\n\n# T\n')).toMatchObject({
      code: 'E_FRONTMATTER_SYNTAX',
      line: 1,
      column: 1,
      source: '---',
      args: { cause: 'unclosed' },
    });
  });

  test('columns are code points, after a byte order mark and CRLF too', async () => {
    expect(await dataOf('\uFEFF---\r\na: 1\r\n"🚀🚀": @x\r\n---\r\n')).toMatchObject({
      line: 3,
      column: 7,
      source: '"🚀🚀": @x',
    });
  });

  test.each([
    ['too-large', Array.from({ length: 120_000 }, (_, n) => `key${n}: 1\n`).join('')],
    ['too-deep', `a: ${'['.repeat(20_000)}\n`],
    ['too-deep', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['too-deep', `${'- '.repeat(20_000)}\nb: 1\n`],
    ['too-deep', `${'a: '.repeat(20_000)}\n`],
    ['too-deep', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
    [
      'too-many-aliases',
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('')}`,
    ],
  ])('%s', async (cause, yaml) => {
    expect(await dataOf(file(yaml))).toMatchObject({ code: 'E_FRONTMATTER_SYNTAX', args: { cause } });
  });
});
