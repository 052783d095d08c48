import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachLine, type Reach } from '../../src/transcript/lines.ts';
import { parseLine, withoutLongTexts } from '../../src/transcript/parse-line.ts';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';

function read(path: string, reach?: Partial<Reach>) {
  const texts: string[] = [];
  const count = eachLine(path, (line) => texts.push(line.toString()), reach);
  return { texts, ...count };
}

test('lines are the same however few bytes are read at once', () => {
  const path = join(sandbox().dir, 'lines');
  const line = fc.string({ unit: fc.constantFrom('a', '"', 'я', '\uFEFF', ' '), maxLength: 20 });
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (all, ended, chunk) => {
        writeFileSync(path, all.join('\n') + (ended && all.length > 0 ? '\n' : ''));
        const expected = all
          .map((one, at) => (at === 0 ? one.replace(/^\uFEFF/, '') : one))
          .filter((one) => one !== '');
        const got = read(path, { chunk, longest: 1000 });
        expect(got.texts).toEqual(expected);
        expect(got.lost).toBe(0);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('a line over the limit is passed over and counted, at any place', () => {
  const path = join(sandbox().dir, 'lines');
  const long = 'x'.repeat(500);
  for (const [text, lines, lost] of [
    [`a\n${long}\nb\n`, ['a', 'b'], 1],
    [`${long}\n${long}\nb`, ['b'], 2],
    [`a\n${long}`, ['a'], 1],
    [`${'y'.repeat(100)}\n${long}\n`, ['y'.repeat(100)], 1],
  ] as const) {
    writeFileSync(path, text);
    const got = read(path, { chunk: 16, longest: 100 });
    expect(got.texts).toEqual(lines);
    expect(got.lost).toBe(lost);
  }
});

test('a line without an end, and a file without one, are read no further', () => {
  const path = join(sandbox().dir, 'lines');
  const reach = { chunk: 16, longest: 50, endless: 200 };
  writeFileSync(path, `a\n${'x'.repeat(190)}\nb\n${'x'.repeat(10_000)}\nc\n`);
  const got = read(path, reach);
  expect([got.texts, got.lost]).toEqual([['a', 'b'], 3]);
  expect(got.bytes).toBeLessThan(500);
  writeFileSync(path, 'line\n'.repeat(100));
  expect(read(path, { chunk: 16, budget: 52 })).toMatchObject({
    texts: Array.from({ length: 10 }, () => 'line'),
    lost: 1,
    bytes: 52,
  });
  expect(read(path, { budget: 500 })).toMatchObject({ lines: 100, lost: 0 });
  expect(read(path, { budget: 0 })).toMatchObject({ lines: 0, lost: 1 });
});

test('a file that is cut short while it is read ends there', () => {
  const path = join(sandbox().dir, 'lines');
  writeFileSync(path, 'first\n'.repeat(1000));
  let seen = 0;
  const count = eachLine(
    path,
    () => {
      seen += 1;
      if (seen === 1) truncateSync(path, 0);
    },
    { chunk: 64, longest: 1000 },
  );
  expect(count?.lost).toBe(0);
  expect(seen).toBeLessThan(20);
});

test('what is gone, or is no file, is not read', () => {
  const { dir } = sandbox();
  expect(eachLine(join(dir, 'gone'), () => {})).toBeUndefined();
  expect(eachLine(dir, () => {})).toBeUndefined();
});

test('no more lines than asked for', () => {
  const path = join(sandbox().dir, 'lines');
  writeFileSync(path, 'a\nb\nc\n');
  expect(read(path, { chunk: 100, longest: 100, most: 1 }).texts).toEqual(['a']);
});

const shorten = (value: unknown): unknown =>
  typeof value === 'string'
    ? Buffer.byteLength(JSON.stringify(value)) - 2 >= 1024
      ? ''
      : value
    : Array.isArray(value)
      ? value.map(shorten)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shorten(one)]))
        : value;

test('without its long texts a line is the same JSON', () => {
  const piece = fc.constantFrom('"', '\\', '\\"', 'я', '\n', 'text ', '{"a":"b"}', '\u0000');
  const text = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.tuple(piece, fc.integer({ min: 1, max: 1500 })).map(([one, times]) => one.repeat(times)),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.record({ a: tie('any'), 'b "c"': tie('any') }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      const lean = withoutLongTexts(Buffer.from(JSON.stringify(one)));
      expect(JSON.parse(lean?.toString() ?? '')).toEqual(shorten(one));
    }),
    { numRuns: runs(200) },
  );
});

test('a line whose text does not end, or that stays too long, is none', () => {
  expect(withoutLongTexts(Buffer.from('{"a":"b'))).toBeUndefined();
  expect(parseLine(Buffer.from(`{"a":"${'x'.repeat(100_000)}`))).toBeUndefined();
  expect(parseLine(Buffer.from(`{"a":[${'1,'.repeat(3_000_000)}1]}`))).toBeUndefined();
  expect(parseLine(Buffer.from(`{"a":"${'x'.repeat(100_000)}","b":1}`))).toEqual({ a: '', b: 1 });
});
