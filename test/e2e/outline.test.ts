import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanOutline } from '../../src/record/markdown-outline.ts';
import { parseOutline } from '../../src/record/markdown-parse.ts';
import { comparable, markdownDocument } from '../support/markdown.ts';

it('the outline scanner is markdown-it, or declines, on a hundred thousand random documents', () => {
  fc.assert(
    fc.property(markdownDocument, (text) => {
      const parsed = parseOutline(text);
      expect(comparable(scanOutline(text) ?? parsed)).toEqual(comparable(parsed));
    }),
    { numRuns: 100_000 },
  );
}, 600_000);
