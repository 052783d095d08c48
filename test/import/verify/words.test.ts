import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingWords } from '../../../src/import/verify/words.ts';
import { runs } from '../../support/runs.ts';

const counted = (text: string): Map<string, number> => {
  const counts = new Map<string, number>();
  // No destination of a link: `](` and what follows up to `)`.
  for (const [word] of text.replaceAll(/\]\([^)\n]*\)/g, '] ').matchAll(/[\p{L}\p{N}_]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

test('what is missing is what two counts of all words differ by', async () => {
  const line = fc.constantFrom(
    'a b',
    'b a',
    'a',
    '',
    'ж_1 a',
    '[a](b/c.md) d',
    '[a](c.md) d',
    '# a b',
    'x-y x',
  );
  const text = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, end]) => lines.join(end));
  await fc.assert(
    fc.asyncProperty(text, text, async (source, record) => {
      const [mine, theirs] = [counted(source), counted(record)];
      const wanted = [...mine].flatMap(([word, n]) =>
        n > (theirs.get(word) ?? 0) ? [[word, n - (theirs.get(word) ?? 0)]] : [],
      );
      const found = await missingWords(source, record);
      expect(new Map(found)).toEqual(new Map(wanted as [string, number][]));
    }),
    { numRuns: runs(300) },
  );
});
