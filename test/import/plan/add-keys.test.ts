import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addKeys } from '../../../src/import/plan/add-keys.ts';
import { setValues } from '../../../src/record/set-values.ts';
import type { Value } from '../../../src/record/value.ts';
import { runs } from '../../support/runs.ts';

const eol = fc.constantFrom('\n', '\r\n');
const word = fc.constantFrom(
  'x',
  'no',
  '1.10',
  'Привет мир',
  '"quoted: yes"',
  "'it''s'",
  '[a, b]',
  '{ a: 1 }',
  '',
  '2026-05-11',
);
const line = fc.tuple(
  fc.constantFrom('title', 'tags', 'summary', 'branch', 'status', 'date', 'Author', 'x-y', 'tokens', 'plan'),
  fc.oneof(word, fc.constantFrom('\n  - a\n  - b', '\n- a', '\n  in: 1\n  out: 2', 'a # why', '|\n  text')),
);
const lines = fc.uniqueArray(line, { maxLength: 6, selector: ([key]) => key });
const front = fc
  .tuple(lines, fc.constantFrom('', '# a comment\n', '\n'))
  .map(([all, odd]) => all.map(([key, value]) => `${key}: ${value}\n`).join(odd));
const body = fc.constantFrom('', 'Text', '# Title\n\nText\n', '---\nx\n', '\uFEFFodd');
const text = fc.tuple(fc.boolean(), fc.option(front), body, eol).map(([bom, yaml, rest, end]) => {
  const head = yaml === null ? '' : `---\n${yaml}---\n`;
  return `${bom ? '\uFEFF' : ''}${`${head}${rest}`.replaceAll('\n', end)}`;
});
const entries = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('kind', 'title', 'operator', 'id', 'created', 'imported', 'status', 'legacy_x'),
    fc.constantFrom<Value>('session', '2026-05-11T00:00:00Z', 'no', 'ä: b', { source: 'legacy', at: 'x' }),
  ),
  { minLength: 1, maxLength: 6, selector: ([key]) => key },
);

test('keys are added where the careful editor puts them, or it is left to that one', async () => {
  let quick = 0;
  let all = 0;
  await fc.assert(
    fc.asyncProperty(text, entries, async (source, added) => {
      all += 1;
      const made = addKeys(source, 'session', added);
      if (made === undefined) return;
      quick += 1;
      const values = added.map(([key, value]) => ({ key: [key], value }));
      expect(made).toBe(await setValues(source, values, 'session'));
    }),
    { numRuns: runs(300) },
  );
  expect(quick).toBeGreaterThan(all / 5);
});
