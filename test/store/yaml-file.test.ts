import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { readYaml } from '../../src/store/yaml-file.ts';
import { field } from '../handoff/field.ts';

const read = (text: string): Promise<unknown> =>
  readYaml(text, 'x.yaml', 'E_X').then(
    ({ data }) => data,
    (error: unknown) =>
      error instanceof CanonError ? [error.code, error.line, error.column, error.data['cause']] : error,
  );

const deep = (levels: number, [open, close]: readonly [string, string]): string =>
  `a: ${open.repeat(levels)}x${close.repeat(levels)}\n`;

const BOMB = Array.from({ length: 30 }, (_, at) =>
  at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
).join('\n');

describe("a file of canon's own", () => {
  test('is text as it is written, whichever reader it takes', async () => {
    const values = { a: '1.10', b: 'no', c: null, d: '0x1F', e: ['1e3', '~ '] };
    const block = 'a: 1.10\nb: no\nc: ~\nd: 0x1F\ne:\n  - 1e3\n  - "~ "\n';
    const flow = '{ a: 1.10, b: no,\n c: ~, d: !!int 0x1F, e: [1e3, "~ "] }\n';
    expect(await read(block)).toEqual(values);
    expect(await read(flow)).toEqual({ ...values, d: '31' });
    expect(await read('a: |\n  two\n  lines\n')).toEqual({ a: 'two\nlines\n' });
    expect(await read('__proto__: { x: y,\n z: w }\n')).toSatisfy(
      (data: object) => Object.hasOwn(data, '__proto__') && !('x' in data),
    );
  });

  test('that holds no map is a list to its reader, and an empty one nothing', async () => {
    expect(await read('- a\n')).toEqual([]);
    expect(await read('# nobody\n\n')).toEqual({});
    expect(await read('--- \n')).toBeNull();
  });

  test.each([
    ['[', ']'],
    ['{ a: ', ' }'],
  ] as const)('may nest, but not without end (%s)', async (open, close) => {
    expect(JSON.stringify(await read(deep(100, [open, close])))).toContain('"x"');
    expect(await read(deep(10_000, [open, close]))).toMatchObject(['E_X', 1, expect.any(Number), 'too-deep']);
  });

  test('nests in blocks, too', async () => {
    expect(await read(`a:\n${'- '.repeat(10_000)}x\n`)).toMatchObject([
      'E_X',
      2,
      expect.any(Number),
      'too-deep',
    ]);
  });

  test.each([
    ['multiply', BOMB],
    ['repeat', 'a: &a [x]\nb: *a\n'],
    ['have no end', 'a: &a [*a]\n'],
    ['mean nothing', 'a: *b\n'],
  ])('has no aliases that %s', async (_, text) => {
    expect(await read(text)).toMatchObject(['E_X', expect.any(Number), expect.any(Number), 'alias']);
  });
});

test.each([
  ['.canon/config.yaml', 'E_CONFIG_SYNTAX', `format: 1\n${deep(10_000, ['[', ']'])}`],
  ['.canon/config.yaml', 'E_CONFIG_SYNTAX', `format: 1\n${BOMB}\n`],
  ['.canon/operators.yaml', 'E_OPERATORS_SYNTAX', deep(10_000, ['{ a: ', ' }'])],
  ['.canon/operators.yaml', 'E_OPERATORS_SYNTAX', `${BOMB}\n`],
])('a hostile %s is refused with its place and brings no command down', async (path, code, text) => {
  const it = field({ remote: false });
  it.box.write(join(it.repo, path), text);
  const ran = await it.json(['whoami']);
  expect(ran).toMatchObject({ exit: 2, data: null, diagnostics: [{ code, path }] });
  expect(ran.diagnostics[0]?.message).toMatch(
    /is not YAML that can be read: .*(?:too deeply|aliases are not)/,
  );
});
