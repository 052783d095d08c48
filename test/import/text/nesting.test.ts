import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutSections } from '../../../src/import/text/cut-sections.ts';
import { KINDS } from '../../../src/record/kinds.ts';
import { runs } from '../../support/runs.ts';

const heading = fc.constantFrom(
  '## Done',
  '## Backend',
  '### Next Steps',
  '## Context',
  '#### Why',
  'Notes\n-----',
);
const block = fc.constantFrom('w', '- w\n  - w', '> w', '1. w\n2. w', '```\n# w\n```', '| w |\n|---|\n| w |');
const day = fc.array(fc.oneof(heading, block), { minLength: 1, maxLength: 8 });

test('what stands below a heading of the first level stays there, in its order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(day, { minLength: 2, maxLength: 4 }), (kind, days) => {
      let words = 0;
      const texts = days.map((blocks) => blocks.join('\n\n').replaceAll('w', () => `w${(words += 1)}`));
      const body = texts.map((text, i) => `# Day ${i}\n\n${text}\n`).join('\n');
      const { sections } = cutSections(kind, `# Week\n\n${body}`);
      const wordsIn = (text: string): string[] => text.match(/\bw\d+/g) ?? [];
      for (const [i, text] of texts.entries()) {
        const section = sections.find((one) => one.heading === `Day ${i}`);
        expect(wordsIn(section?.text ?? '')).toEqual(wordsIn(text));
        const levels = [...(section?.text ?? '').matchAll(/^(#+) (?!w)/gm)].map(
          ([, marks = '']) => marks.length,
        );
        expect(Math.min(9, ...levels)).toBeGreaterThan(2);
      }
    }),
    { numRuns: runs(200) },
  );
});
