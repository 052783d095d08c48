import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../../src/record/markdown-entry.ts';
import { readOutline } from '../../src/record/markdown-outline.ts';

const entries = async (text: string): Promise<{ box: string | undefined; text: string; line: number }[]> =>
  (await readOutline(text)).items.map((item) => {
    const { box, text: said, line } = readEntry(text, item);
    return { box, text: said, line };
  });

describe('an entry of a list', () => {
  it('has its box and its wrapped text, not what is nested in it', async () => {
    const text = [
      '- [ ] one',
      '  goes on',
      'and on',
      '  - [x] nested',
      '* [X] two\r',
      '',
      '  second paragraph',
      '+ [-] dropped: too late',
      '1. [ ]\tthree',
      '   ```',
      '   code',
      '   ```',
      '-   [ ]   four',
      '- [y] five',
      '- [ ]six',
      '- [ ]',
      '- seven',
      '  > quoted',
    ].join('\n');
    expect(await entries(text)).toEqual([
      { box: ' ', text: 'one goes on and on', line: 1 },
      { box: 'X', text: 'two', line: 5 },
      { box: '-', text: 'dropped: too late', line: 8 },
      { box: ' ', text: 'three', line: 9 },
      { box: ' ', text: 'four', line: 13 },
      { box: undefined, text: '[y] five', line: 14 },
      { box: undefined, text: '[ ]six', line: 15 },
      { box: ' ', text: '', line: 16 },
      { box: undefined, text: 'seven', line: 17 },
    ]);
  });

  it('knows where box and text stand', async () => {
    const text = 'x\n\n1) [x] done\n';
    const [item] = (await readOutline(text)).items;
    const { boxAt, textAt } = readEntry(text, item!);
    expect([text.slice(boxAt, boxAt + 1), text.slice(textAt)]).toEqual(['x', 'done\n']);
  });

  it('says what a Markdown parser finds in the first paragraph', async () => {
    const lines = fc.constantFrom(
      ...'- a¦* b¦1. c¦- [ ] d¦  e¦    f¦g¦      h¦¦  - i¦- ¦-¦  # j¦> k¦- [x] l¦-     m¦\tp'.split('¦'),
      ...'```¦  ```¦---¦  ---¦<b>¦  <div>¦  ===¦- > n¦- # o'.split('¦'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { maxLength: 8 }), async (some) => {
        const text = some.join('\n');
        const tokens = new MarkdownIt('commonmark').parse(text, {});
        const expected = tokens.flatMap((token, i) => {
          if (token.type !== 'list_item_open' || token.level !== 1) return [];
          const paragraph =
            tokens[i + 1]?.type === 'paragraph_open' && tokens[i + 1]?.map?.[0] === token.map?.[0];
          return [paragraph ? (tokens[i + 2]?.content ?? '') : undefined];
        });
        const found = (await readOutline(text)).items.map((item) => readEntry(text, item).text);
        expect(found).toHaveLength(expected.length);
        for (const [i, said] of expected.entries()) {
          if (said === undefined) continue;
          expect(found[i]).toBe(
            said
              .split('\n')
              .map((line) => line.trim())
              .join(' ')
              .replace(/^\[[ x]\] /, ''),
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is bounded for hostile text', async () => {
    for (const text of [
      `- [ ] ${'a\n  '.repeat(200_000)}`,
      `- ${'['.repeat(500_000)}`,
      '- [ ] '.repeat(100_000),
    ]) {
      expect(await entries(text)).not.toHaveLength(0);
    }
  });
});
