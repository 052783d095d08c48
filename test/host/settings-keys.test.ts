import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { expect, test } from 'vitest';
import {
  type InstalledKeys,
  NO_KEYS,
  type Path,
  type WantedKey,
} from '../../src/host/settings/installed-keys.ts';
import { type MergedKeys, mergeKeys, takeKeysOut } from '../../src/host/settings/merge-keys.ts';
import { gap, json, layout, written } from '../support/jsonc.ts';
import { runs } from '../support/runs.ts';

const TASK = { label: 'canon check', command: 'canon', problemMatcher: { pattern: ['a', 'b'] } };
const WANTED: readonly WantedKey[] = [
  { path: ['useMarkdownLinks'], value: true },
  { path: ['types', 'created'], value: 'text' },
  { path: ['types', 'tags'], value: 'tags' },
  { path: ['tasks', { label: 'canon check' }], value: TASK },
  { path: ['recommendations', ['an.extension']], value: 'an.extension' },
];

function merged(text: string | undefined, before: InstalledKeys = NO_KEYS, wanted = WANTED): MergedKeys {
  const result = mergeKeys(text, wanted, before);
  if ('fault' in result) throw new Error(JSON.stringify(result));
  return result;
}

function takenOut(
  text: string,
  before: InstalledKeys,
): { text: string | undefined; changed: readonly Path[] } {
  const result = takeKeysOut(text, before);
  if ('fault' in result) throw new Error(JSON.stringify(result));
  return result;
}

function dataOf(text: string): Record<string, unknown> {
  const errors: ParseError[] = [];
  const data = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true }) as object;
  expect(errors).toEqual([]);
  return { ...data };
}

const object = (own: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(json, { maxLength: 2 }), fc.subarray([...own]), layout)
    .map(([all, mine, how]) => written([...all.map((one, n) => `"k${n}": ${one}`), ...mine], '{}', how));
const list = (own: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(json, { maxLength: 2 }), fc.subarray([...own]), layout)
    .map(([all, mine, how]) => written([...all, ...mine], '[]', how));

const settings = fc
  .tuple(
    fc.array(json, { maxLength: 2 }),
    fc.record({
      useMarkdownLinks: fc.option(fc.constantFrom('true', 'false')),
      types: fc.option(object(['"tags": "tags"', '"created": "datetime"'])),
      tasks: fc.option(list(['{ "label": "canon check" }', '{ "label": "build" }'])),
      recommendations: fc.option(list(['"an.extension"'])),
    }),
    layout,
    fc.tuple(gap, gap),
    fc.tuple(fc.boolean(), fc.boolean()),
  )
  .map(([others, own, how, [head, tail], [bom, crlf]]) => {
    const items = [
      ...others.map((one, n) => `"a${n}": ${one}`),
      ...Object.entries(own).flatMap(([key, text]) => (text === null ? [] : [`"${key}": ${text}`])),
    ];
    const text = `${head}${written(items, '{}', how)}${tail}`;
    return `${bom ? '\uFEFF' : ''}${crlf ? text.replaceAll('\n', '\r\n') : text}`;
  });

test('settings go in where they are missing, and come out without a trace', () => {
  fc.assert(
    fc.property(settings, (text) => {
      const before = dataOf(text);
      const { text: after, installed, kept } = merged(text);
      const data = dataOf(after);
      // What was there stays, whatever it says.
      expect(data['useMarkdownLinks']).toBe(before['useMarkdownLinks'] ?? true);
      const types = (before['types'] ?? {}) as object;
      expect(data['types']).toEqual({ created: 'text', tags: 'tags', ...types });
      const tasks = (before['tasks'] ?? []) as { label?: string }[];
      const hasTask = tasks.some((task) => task?.label === 'canon check');
      expect(data['tasks']).toEqual(hasTask ? tasks : [...tasks, TASK]);
      expect(kept).not.toContainEqual(['types', 'tags']);
      expect(merged(after, installed)).toEqual({ text: after, installed, kept });
      expect(takenOut(after, installed)).toEqual({ text, changed: [] });
    }),
    { numRuns: runs(300) },
  );
});

test('a file of its own is made, and goes when nobody put anything beside', () => {
  const { text, installed } = merged(undefined);
  expect(text.startsWith('{\n  "useMarkdownLinks": true,\n  "types": {\n    "created": "text",\n')).toBe(
    true,
  );
  expect(takenOut(text, installed).text).toBeUndefined();
  const edited = text.replace('{\n', '{\n  "theirs": 1,\n');
  expect(takenOut(edited, installed).text).toBe('{\n  "theirs": 1\n}\n');
});

test('a newer canon changes what nobody changed, and takes away what it no longer wants', () => {
  const first = merged('{\n  "theirs": 1\n}\n');
  const newer = WANTED.filter(({ path }) => path[1] !== 'tags').map((one) =>
    one.path[0] === 'tasks' ? { ...one, value: { ...TASK, command: 'sh' } } : one,
  );
  const edited = first.text.replace('"useMarkdownLinks": true', '"useMarkdownLinks": false');
  const second = merged(edited, first.installed, newer);
  expect(dataOf(second.text)).toEqual({
    theirs: 1,
    useMarkdownLinks: false,
    types: { created: 'text' },
    tasks: [{ ...TASK, command: 'sh' }],
    recommendations: ['an.extension'],
  });
  expect(second.kept).toEqual([['useMarkdownLinks']]);
  expect(takenOut(second.text, second.installed).text).toBe(
    '{\n  "theirs": 1,\n  "useMarkdownLinks": false\n}\n',
  );
  expect(takenOut(edited, first.installed).changed).toEqual([['useMarkdownLinks']]);
});

test.each([
  ['[]', { line: 1, column: 1, key: '', expected: 'an object' }],
  ['{\n  "types": []\n}', { line: 2, column: 12, key: 'types', expected: 'an object' }],
  ['{ "tasks": {} }', { line: 1, column: 12, key: 'tasks', expected: 'a list' }],
  ['{ "types": {}, "types": {} }', { line: 1, column: 3, key: 'types', expected: 'one key of that name' }],
])('%s is left alone, and the place is named', (text, place) => {
  expect(mergeKeys(text, WANTED, NO_KEYS)).toEqual({ fault: 'shape', ...place });
});
