import fc from 'fast-check';
import { expect, test } from 'vitest';
import { destinationsIn } from '../../../src/import/markdown/destinations.ts';
import { codeBlocks } from '../../../src/import/markdown/parsed-code.ts';
import { plainFences } from '../../../src/import/markdown/plain-fences.ts';
import { missingCode } from '../../../src/import/verify/code.ts';
import { runs } from '../../support/runs.ts';

const LINES = [
  '```',
  '````',
  '``` js',
  '```a`b',
  '~~~',
  '~~~~ x `y`',
  '``` ',
  ' ```',
  '  ~~~',
  '    ```',
  '\tcode',
  'words',
  '',
  '- item',
  '- ```',
  '> ```',
  '1. ~~~',
  '<div>',
  '<!-- x',
  '<!-- x -->',
  '  <!-- x --> ```',
  '    <!-- x -->',
  '<!-->',
  '-->',
  '# Heading',
  '---',
];
const text = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 14 }), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, end]) => lines.join('\n') + end);

test('fences that are nothing else are found as a parser finds them', () => {
  let plain = 0;
  fc.assert(
    fc.property(text, (source) => {
      const found = plainFences(source);
      if (!found) return;
      plain += 1;
      expect(found).toEqual(
        codeBlocks(source).map(({ content, fenced, line }) => ({ content, fenced, line })),
      );
    }),
    { numRuns: runs(500) },
  );
  expect(plain).toBeGreaterThan(10);
});

test('a comment in one line, as records have them, needs no parser', () => {
  expect(plainFences('## Next Action\n\n<!-- Next Steps -->\n\n```sh\nnpm test\n```\n')).toHaveLength(1);
});

test('code that is there as it was is not missed, what is not is named', async () => {
  const code = (content: string): string => `before\n\n\`\`\`sh\n${content}\n\`\`\`\n`;
  expect(await missingCode(code('npm test'), `# x\n\n${code('npm test')}`)).toEqual([]);
  expect(await missingCode(code('npm test'), code('npm  test'))).toMatchObject([{ content: 'npm test\n' }]);
  // In a list, or as an indented block, it is the same code.
  expect(await missingCode(code('a\nb'), '- x\n\n  ```\n  a\n  b\n  ```\n')).toEqual([]);
  expect(await missingCode('x\n\n    a\n    b\n', code('a\nb'))).toEqual([]);
});

test('an answer that is remembered is the answer to that text', async () => {
  const asked = ['[a](b)', '[a](c)', '`[a](b)`', '[a](d)', '[a](e)', '[a](b)'];
  const answers = [];
  for (const one of asked) answers.push((await destinationsIn(one)).map(({ href }) => href));
  expect(answers).toEqual([['b'], ['c'], [], ['d'], ['e'], ['b']]);
});
