import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CanonError } from '../../src/fault/error.ts';
import { splitDocument } from '../../src/record/document.ts';
import { ANY_TEXT_KEYS } from '../../src/record/fields.ts';
import { parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { setValues } from '../../src/record/set-values.ts';
import { asRead, sameValue, type Value } from '../../src/record/value.ts';
import { runs } from '../support/runs.ts';

// Frontmatter as many hands write it: every entry knows its own lines, so that the test can say which bytes an
// edit may touch.

const word = fc.constantFrom(
  'a',
  'no',
  '1.10',
  '0123',
  '12:30',
  '2026-05-11',
  'Привет',
  'x y',
  '~',
  '🚀 go',
  "it's",
  'null',
  '7',
);
const text = fc.oneof(word, fc.string({ maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 6 }));
const quote = (value: string): string => JSON.stringify(value).replaceAll('\u007F', '\\u007F');
const single = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const isOneLine = (value: string): boolean =>
  !/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\p{Cs}]/u.test(value);
const comment = fc.constantFrom('', '', '', ' # why', '   # a: b');

/** The lines of a value behind its key, without the last newline. */
const written = fc.oneof(
  fc.tuple(word, comment).map(([value, note]) => ` ${value}${note}`),
  fc.tuple(text, comment).map(([value, note]) => ` ${quote(value)}${note}`),
  fc.tuple(text.filter(isOneLine), comment).map(([value, note]) => `  ${single(value)}${note}`),
  comment,
  fc
    .tuple(fc.array(text, { maxLength: 3 }), comment)
    .map(([all, note]) => ` [ ${all.map(quote).join(' , ')} ]${note}`),
  fc
    .array(fc.tuple(word, comment), { minLength: 1, maxLength: 3 })
    .map((all) => all.map(([one, note]) => `\n  - ${one}${note}`).join('')),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.map((one) => `\n- ${quote(one)}`).join('')),
  fc
    .array(fc.tuple(word, comment), { minLength: 1, maxLength: 3 })
    .map((all) => all.map(([one, note], n) => `\n    k${n}: ${one}${note}`).join('')),
  fc
    .array(word, { maxLength: 3 })
    .map((all) => ` {${all.map((one, n) => `k${n}: ${quote(one)}`).join(', ')}}`),
  fc
    .tuple(fc.constantFrom('|', '>', '|-', '>-', '|+', '|2'), fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([head, all]) => ` ${head}${all.map((one) => `\n  ${one}`).join('\n')}`),
  fc
    .array(fc.constantFrom('two', 'words', 'more'), { minLength: 2, maxLength: 4 })
    .map((all) => ` ${all.join('\n  ')}`),
  fc
    .array(fc.constantFrom('two', 'words', 'no: key'), { minLength: 2, maxLength: 3 })
    .map((all) => ` "${all.join('\n  ')}"`),
  fc.constantFrom(
    ' !!str 1',
    ' &anchor x',
    ' [a, # c\n  b]',
    ' {k: 1,\n  l: 2 }',
    '\n  deep:\n    er:\n      k0: 1\n  k1: 2',
  ),
);

const KEYS = [
  'title',
  'summary',
  'tags',
  'status',
  'tokens',
  'kind',
  'id',
  'created',
  'zz',
  'Ключ',
  'a b',
  'constructor',
  '__proto__',
];
const lead = fc.constantFrom('', '', '', '# a comment\n', '\n', '\n# why: not\n\n', '   \n');
interface Entry {
  readonly lead: string;
  readonly key: string;
  readonly lines: string;
}
const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc
    .record({ lead, key: fc.constantFrom(...KEYS), value: written, gap: fc.constantFrom('', ' ') })
    .map(({ lead, key, value, gap }): Entry => ({ lead, key, lines: `${key}${gap}:${value}\n` })),
  { selector: ({ key }) => key, maxLength: 6 },
);
const file = fc.record({
  entries,
  tail: fc.constantFrom('', '# the end\n', '\n'),
  bom: fc.constantFrom('', '\uFEFF'),
  crlf: fc.boolean(),
  body: fc.constantFrom('', '# T\n', '\n---\n\ntitle: x\n---\nno newline', 'Привет'),
});

const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const value: fc.Arbitrary<Value | undefined> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 4 }),
  fc.dictionary(fc.oneof(fc.constantFrom('k0', 'k1', 'no', '__proto__'), text), leaf, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  fc.constant(undefined),
);

const CRLF = (source: string, crlf: boolean): string => (crlf ? source.replaceAll('\n', '\r\n') : source);

/** The values by the yaml package's own reading. */
const independently = (source: string): Record<string, unknown> =>
  (parse(splitDocument(source).yaml, { stringKeys: true, logLevel: 'silent' }) ?? {}) as Record<
    string,
    unknown
  >;

test('an edit changes the value it means and no other byte', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.constantFrom(...KEYS),
      value,
      async ({ entries, tail: last, bom, crlf, body }, key, wanted) => {
        const chunks = entries.map(({ lead, lines }) => ({
          lead: CRLF(lead, crlf),
          lines: CRLF(lines, crlf),
        }));
        const yaml = chunks.map(({ lead, lines }) => lead + lines).join('') + CRLF(last, crlf);
        const fence = CRLF('---\n', crlf);
        const before = `${bom}${fence}${yaml}${fence}${body}`;
        const readable = await parseFrontmatterFully(before);
        fc.pre(readable.ok);

        let after: string;
        try {
          after = await setValues(before, [{ key, value: wanted }], undefined);
        } catch (error) {
          return (
            error instanceof CanonError &&
            error.code === 'E_FRONTMATTER_UNSAFE_EDIT' &&
            error.line !== undefined
          );
        }
        made++;
        const { [key]: _, ...others } = independently(before);
        const { [key]: __, ...othersNow } = independently(after);
        if (!sameValue(others, othersNow)) return false;
        const again = await parseFrontmatterFully(after);
        if (!again.ok) return false;
        const meant = wanted === undefined ? undefined : asRead(wanted, ANY_TEXT_KEYS.has(key));
        if (!sameValue(again.data[key], meant)) return false;

        // Byte for byte: what stands before and behind the entry is what stood there.
        const at = entries.findIndex((entry) => entry.key === key);
        const start = `${bom}${fence}`;
        const end = `${fence}${body}`;
        if (at !== -1) {
          const head =
            start +
            chunks
              .slice(0, at)
              .map(({ lead, lines }) => lead + lines)
              .join('') +
            (chunks[at]?.lead ?? '');
          const rest =
            chunks
              .slice(at + 1)
              .map(({ lead, lines }) => lead + lines)
              .join('') +
            CRLF(last, crlf) +
            end;
          // Blank lines below `|+` are that value's.
          const mine = entries[at]?.lines.includes('|+') ? (/^(?:\s*\n)+/.exec(rest)?.[0].length ?? 0) : 0;
          const tail = rest.slice(mine);
          return after.startsWith(head) && after.endsWith(tail) && after.length >= head.length + tail.length;
        }
        if (wanted === undefined) return after === before;
        // A new entry: without its lines the file is what it was.
        const added = after.length - before.length;
        return Array.from({ length: yaml.length + 1 }, (_, index) => start.length + index).some(
          (cut) => after.slice(0, cut) + after.slice(cut + added) === before,
        );
      },
    ),
    { numRuns: runs(200) },
  );
  expect(made).toBeGreaterThan(100);
});

test('a list of edits is the edits one after the other', async () => {
  const edits = fc.array(fc.record({ key: fc.constantFrom(...KEYS), value }), { minLength: 1, maxLength: 3 });
  let made = 0;
  await fc.assert(
    fc.asyncProperty(entries, edits, async (all, changes) => {
      const before = `---\n${all.map(({ lead, lines }) => lead + lines).join('')}---\n`;
      const readable = await parseFrontmatterFully(before);
      fc.pre(readable.ok);
      try {
        let oneByOne = before;
        for (const change of changes) oneByOne = await setValues(oneByOne, [change], 'session');
        made++;
        return oneByOne === (await setValues(before, changes, 'session'));
      } catch (error) {
        return error instanceof CanonError;
      }
    }),
    { numRuns: 120 },
  );
  expect(made).toBeGreaterThan(40);
});
