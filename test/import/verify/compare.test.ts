import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { destinationsIn, withDestinations } from '../../../src/import/markdown/destinations.ts';
import { compareTexts } from '../../../src/import/verify/compare.ts';
import { runs } from '../../support/runs.ts';

const lost = async (source: string, record: string, links: Record<string, string> = {}): Promise<string[]> =>
  (await compareTexts(source, record, new Map(Object.entries(links)))).map(
    ({ what, text }) => `${what}: ${text}`,
  );

describe('words', () => {
  test.each([
    ['one two two', 'two one two and more', []],
    ['one two two', 'two one', ['words: two']],
    ['one one one', 'none', ['words: one ×3']],
    ['Привет, мир_1', 'мир_1! Привет', []],
    ['Word', 'word', ['words: Word']],
    ['cut-in-two', 'cut in two', []],
    ['see [text](over/there.md)', 'see [text](elsewhere.md)', ['link: over/there.md']],
  ])('%j in %j', async (source, record, expected) => {
    expect(await lost(source, record)).toEqual(expected);
  });
});

describe('links', () => {
  test.each([
    ['[a](b.md)', '[a](c.md)', { 'b.md': 'c.md' }, []],
    ['[a](b.md)', '[a](b.md)', { 'b.md': 'c.md' }, ['link: b.md']],
    ['[a](<b c.md>)', '[a](b%20c.md)', {}, []],
    ['[a](b_(c).md)', '[a](d.md)', { 'b_(c).md': 'd.md' }, []],
    ['a heading\n[b]:\n#no\n---', '## a heading [b]: #no', {}, []],
    ['![](p.png) [x][r]\n\n[r]: q.md', '![](p.png) [x][r]\n\n[r]: z.md', { 'q.md': 'z.md' }, []],
    ['<img src="p q.png">', '<img src="../assets/1.png">', { 'p q.png': '../assets/1.png' }, []],
    ['[a](https://example.com/a) a', 'a https://example.com/a a', {}, []],
    ['[a](x.md)', 'a x.md', {}, ['link: x.md']],
    ['`[a](x.md)` a', '`[a](x.md)` a', {}, []],
    ['---\nsee: "[a](x.md)"\n---\nb', '---\nsee: "[a](x.md)"\n---\nb', { 'x.md': 'y.md' }, []],
  ])('%j in %j', async (source, record, links, expected) => {
    expect(await lost(source, record, links as Record<string, string>)).toEqual(expected);
  });
});

describe('code', () => {
  test.each([
    ['```js\nlet a = 1;\n\n  b()\n```', '## X\n\n```js\nlet a = 1;\n\n  b()\n```', []],
    ['```js\nlet a = 1;\n  b()\n```', '```js\nlet a = 1;\nb()\n```', ['code: let a = 1;']],
    ['```\na\n```\n\n```\na\n```', '```\na\n```\n\na', []],
    ['text\n\n    indented\n', '- text\n\n  ```\n  indented\n  ```', []],
    ['```\r\na\r\n  b\r\n```', '```\na\n  b\n```', []],
    ['~~~\nnever closed', '~~~\nnever closed\n~~~', []],
  ])('%j in %j', async (source, record, expected) => {
    expect(await lost(source, record)).toEqual(expected);
  });
});

describe('checkboxes', () => {
  test.each([
    ['- [x] done\n- [ ] open', '- [ ] open\n- [x] done', []],
    ['- [x] done', '- [ ] done x', ['checkbox: [x] done']],
    ['* [X] done', 'X\n\n- [x] done', []],
    ['1. [-] dropped', '- [ ] dropped 1', ['checkbox: [-] dropped']],
    ['> - [ ] quoted', '> - [ ] quoted', []],
    ['- [ ] see [a](b.md) now', '- [ ] see [a](c.md) now', ['link: b.md']],
    ['- [ ] twice\n- [ ] twice', '- [ ] twice\ntwice', ['checkbox: [ ] twice']],
    ['```\n- [ ] code\n```', '```\n- [ ] code\n```', []],
  ])('%j in %j', async (source, record, expected) => {
    expect(await lost(source, record)).toEqual(expected);
  });
});

const piece = fc.constantFrom(
  'alpha',
  'Слово',
  'snake_case',
  '[link](some/page.md)',
  '![image](pic.png)',
  '`code [no](link.md)`',
  '\n\n```js\nlet x = 1;\n```\n\n',
  '\n- [ ] a task\n',
  '\n- [x] done task\n',
  '\n## Heading\n\n',
  '<a href="x.html">',
  '](',
  '[[wiki]]',
  '\n    indented\n',
  '`',
  '```',
  '<!--',
  '-->',
  '\\](x)',
  '(',
  ')',
  '\r\n',
);
const page = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '));

test('a text holds itself, whatever stands around it', async () => {
  await fc.assert(
    fc.asyncProperty(
      page,
      fc.array(fc.constantFrom('more', '# Title', 'words'), { maxLength: 3 }),
      async (text, around) => {
        expect(await lost(text, `${around.join('\n\n')}\n\n${text}`)).toEqual([]);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('a word that is taken out is missed', async () => {
  await fc.assert(
    fc.asyncProperty(page, page, async (before, behind) => {
      const source = `${before}\n\nunheardof\n\n${behind}`;
      const found = await lost(source, `${before}\n\n${behind}`);
      expect(found[0]).toContain('unheardof');
    }),
    { numRuns: runs(100) },
  );
});

test('destinations are rewritten where they stand, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (text) => {
      const found = await destinationsIn(text);
      for (const { start, end, href } of found) {
        expect(text.slice(start, end).replace(/^<(.*)>$/s, '$1')).toBe(href);
      }
      expect(await withDestinations(text, () => undefined)).toBe(text);
      const to = (href: string): string | undefined => (href === 'some/page.md' ? '../x.md' : undefined);
      const links = { 'some/page.md': '../x.md' };
      expect(await lost(text, await withDestinations(text, to), links)).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

test('hostile texts of a megabyte are read in a moment', async () => {
  for (const text of [
    '](',
    '[a](',
    '[a](<',
    '`',
    '``` ',
    '<a href="',
    '[x]: ',
    '- [ ] ',
    '> ',
    '(((',
    '[a](b(c',
    '\\](',
  ]) {
    const large = text.repeat(1_000_000 / text.length);
    expect((await destinationsIn(large)).length).toBeLessThan(large.length);
    expect(await lost(large, `${large}.`)).toBeInstanceOf(Array);
  }
}, 60_000);
