import { describe, expect, test } from 'vitest';
import { destinationsIn } from '../../../src/import/markdown/destinations.ts';
import { compareTexts } from '../../../src/import/verify/compare.ts';

const hrefs = async (text: string): Promise<string[]> => (await destinationsIn(text)).map(({ href }) => href);

describe('what is no code', () => {
  test.each([
    ['- a lone ` here\n- see [a](a.md)\n- and ` there', ['a.md']],
    ['A lone ` here\n## See [a](a.md) `', ['a.md']],
    ['| ` | [a](a.md) |\n|---|---|\n| ` | b |', ['a.md']],
    ['A lone ` here\n```\nx `\n```\n[a](a.md)', ['a.md']],
    ['use \\` and [a](a.md) and \\`', ['a.md']],
    ['<div>\n```\n</div>\n\n[a](a.md)', ['a.md']],
    ['- ```\n  never closed\n\n[a](a.md)', ['a.md']],
  ])('%j', async (text, expected) => {
    expect(await hrefs(text)).toEqual(expected);
  });
});

test.each([
  ['text\n[a]: b.md\n---\n[c](d.md)', ['d.md']],
  ['text\n[a]: b.md\n===', []],
  ['text\n\n[a]: b.md\n\n---\n', ['b.md']],
  ['text\n[a]: b.md', ['b.md']],
])('a line of a heading is no reference: %j', async (text, expected) => {
  expect(await hrefs(text)).toEqual(expected);
});

describe('what is code', () => {
  test.each([
    '`two\nlines [a](a.md)`',
    '- `in\n  an item [a](a.md)`',
    '``one ` within [a](a.md)``',
    '\\\\`[a](a.md)`',
    '1. one\n   - two\n\n     ```\n     x\n\n     [a](a.md)\n     ```',
    '> ```\n> [a](a.md)\n> ```',
    '<b>\n\n```\n[a](a.md)\n```',
  ])('%j', async (text) => {
    expect(await hrefs(text)).toEqual([]);
  });
});

test('what frontmatter leaves open ends with it', async () => {
  const source =
    '---\nnotes: |\n  ```js\n  x()\nmore: "a ` b"\n---\n\n- [ ] do [it](a.md)\n\n```\ncode\n```\n';
  const record =
    '---\ntitle: x\n---\n# x\n\n- [ ] do [it](b.md)\n\n```\ncode\n```\n\n' +
    '## Properties\n\n````yaml\nnotes: |\n  ```js\n  x()\nmore: "a ` b"\n````\n';
  expect(await compareTexts(source, record, new Map([['a.md', 'b.md']]))).toEqual([]);
});
