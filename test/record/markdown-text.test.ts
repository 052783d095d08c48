import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { firstParagraph } from '../../src/record/markdown-paragraph.ts';
import { makeTable } from '../../src/record/markdown-entities.ts';
import { plainText } from '../../src/record/markdown-plain.ts';
import { leadText, plainValue } from '../../src/record/markdown-shown.ts';
import {
  destinationPath,
  escapeInline,
  linkDestination,
  relativePath,
} from '../../src/record/markdown-write.ts';

const parser = new MarkdownIt('commonmark');
const unescapeHtml = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('plain text of Markdown', () => {
  it.each([
    ['P2 + P3 of the flip', 'P2 + P3 of the flip'],
    ['Use `git` for **all** of *it*', 'Use git for all of it'],
    ['[the plan](../plans/a_(b).md "title"), ![shot](x.png)', 'the plan, shot'],
    ['[[some-page|the page]] and [[other]]', 'the page and other'],
    ['snake_case_name and __init__ and a*b', 'snake_case_name and __init__ and a*b'],
    ['_all_ **of _this_**', 'all of this'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['[ ] not a link, [x] neither', '[ ] not a link, [x] neither'],
    ['a <b>tag</b> <!-- gone --> &amp; &lt;x&gt; &#1055; &nope;', 'a tag & <x> П &nope;'],
    ['\\*not\\* emphasis', '*not* emphasis'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['1. First, #2 and C #', '1. First, #2 and C #'],
    ['over\n  lines', 'over lines'],
    ['~~done~~ open', 'done open'],
    ['a < b and c > d', 'a < b and c > d'],
    ['***both***', 'both'],
    ['`` a ` b ``', 'a ` b'],
    ['Почта: **адрес** отправителя', 'Почта: адрес отправителя'],
    ['&#0; &#xD800; &#x9b; &#99999999;', '&#0; &#xD800; &#x9b; &#99999999;'],
    ['A &rarr; B &copy; &laquo;x&raquo; &frac12; &Pi;&sigma; &there4; &shy;y', 'A → B © «x» ½ Πσ ∴ y'],
    ['Replace Array<Foo> by Set<Foo>', 'Replace Array<Foo> by Set<Foo>'],
    ['Use Vec<Widget> and <name> *here*', 'Use Vec<Widget> and <name> here'],
    ['canon show <title>, Array<object>', 'canon show <title>, Array<object>'],
    ['Map<K, V>, </Foo>, <Foo a="b">', 'Map<K, V>, </Foo>, <Foo a="b">'],
    ['<title>x</title> <input type="text"> H<sub>2</sub>O<br>y<br/>', 'x H2Oy'],
    ['a <!-- in a title', 'a <!-- in a title'],
    ['<me@example.org>', 'me@example.org'],
    ['done[^1], and[^note] [^2]. Match [^a-z] and [^abc]', 'done, and. Match [^a-z] and [^abc]'],
    ['[^1]: the note', 'the note'],
    ['See [the doc][d] and [it][]; list[0][1] [a b][y]', 'See the doc and it; list[0][1] a b'],
    ['[ops][web] Move it', '[ops][web] Move it'],
    ['one\\\ntwo\\\\\nthree', 'one two\\ three'],
    ['~gone~ ~5 to ~10, a~b~c, ~~~x~~~', 'gone ~5 to ~10, a~b~c, ~~~x~~~'],
  ])('of %j is %j', (markdown, expected) => {
    expect(plainText(markdown)).toBe(expected);
  });

  it('knows what entities stand for', () => {
    const shown = new Map([...makeTable()].filter(([, text]) => text.trim() !== ''));
    expect(shown.size).toBeGreaterThan(260);
    for (const [name, text] of shown) expect(unescapeHtml(parser.renderInline(`&${name};`)), name).toBe(text);
  });

  it.each([
    ['# A *title*', 'A title'],
    ['- [ ] task', 'task'],
    ['> quote', 'quote'],
    ['| a | b |', 'a · b'],
    ['> [!NOTE]\n> Be careful.', 'Be careful.'],
    ['One.\n\n- two\n- three\n', 'One. two three'],
    ['| a | b |\n|---|:-:|\n| 1 | 2 |', 'a · b 1 · 2'],
    ['#2 and -5 of *all*', '#2 and -5 of all'],
    ['**', '**'],
    ['---', '---'],
  ])('of a value %j is %j', (value, expected) => {
    expect(plainValue(value)).toBe(expected);
  });

  it('is one line for any text, however hostile', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]()`*_~<>!&#\\- \nab:;') }), (text) => {
        expect(plainText(text)).not.toMatch(/[\n\t]|^\s|\s$/);
      }),
    );
    for (const unit of [
      '[',
      '](',
      '`',
      '*a',
      '<a ',
      '![[',
      '&',
      '_a_',
      '<!--',
      '[a](b',
      '**a',
      '[^',
      '][',
      '<q>',
    ]) {
      expect(plainText(unit.repeat(500_000)).length).toBeLessThan(5_000);
      expect(plainValue(unit.repeat(500_000)).length).toBeLessThan(5_000);
      expect(leadText(unit.repeat(500_000), unit.repeat(500_000)).length).toBeLessThan(5_000);
    }
  });

  it('written as Markdown shows itself', () => {
    const texts = fc
      .string({ unit: fc.constantFrom(...'[]()`*_~<>!&#|\\- ab;1п😀') })
      .map((text) => text.trim());
    fc.assert(
      fc.property(texts, (text) => {
        const shown = unescapeHtml(parser.renderInline(`x ${escapeInline(text)} x`));
        expect(shown).toBe(`x ${text.replace(/\s+/g, ' ')} x`);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('links', () => {
  it.each([
    ['docs/a b.md', 'docs/a%20b.md'],
    ['a(b)[c]|d.md', 'a%28b%29%5Bc%5D%7Cd.md'],
    ['c:d.md', './c:d.md'],
    ['50%.md', '50%25.md'],
    ['a?b#c.md', 'a%3Fb%23c.md'],
    ['Имя.md', '%D0%98%D0%BC%D1%8F.md'],
    ['2026/05/RT-260511-01.md', '2026/05/RT-260511-01.md'],
  ])('to %s are %s', (path, destination) => {
    expect(linkDestination(path)).toBe(destination);
    expect(destinationPath(destination).replace(/^\.\//, '')).toBe(path);
  });

  it('to any path are read back, by canon and by a Markdown parser', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab /.()[]<>"\'%?#|\\\n:п😀'), minLength: 1 }),
        (path) => {
          const destination = linkDestination(path);
          expect(destinationPath(destination).replace(/^\.\//, '')).toBe(path.replace(/^\.\//, ''));
          expect(parser.renderInline(`[a](${destination})`)).toMatch(/^<a href="[^"]*">a<\/a>$/);
        },
      ),
    );
  });

  it.each([
    ['workstreams/a.md', 'docs/sessions/b.md', '../docs/sessions/b.md'],
    ['docs/sessions/INDEX.md', 'docs/sessions/2026/05/b.md', '2026/05/b.md'],
    ['INDEX.md', 'b.md', 'b.md'],
    ['a/b.md', 'a', '../a'],
  ])('from %s to %s go %s', (from, to, expected) => {
    expect(relativePath(from, to)).toBe(expected);
  });
});

describe('the first paragraph', () => {
  it.each([
    ['\n\nOne\ntwo.\n\nThree.', 'One two.'],
    ['### Sub\n\nText\n# Next', 'Text'],
    ['<!-- say it -->\n\nText', 'Text'],
    ['```\ncode\n```\nText', 'Text'],
    ['- one\n  more\n- two', 'one more'],
    ['---\n***\n', ''],
    ['> quoted\n> on\n\nno', 'quoted on'],
    ['', ''],
    ['Text\r\nmore\r\n\r\nno', 'Text more'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', ''],
    ['| a | b |\r\n|:--|--:|\r\n| 1 | 2 |\r\n\r\nText', 'Text'],
    ['Text\n| a |\n|---|\n| 1 |', 'Text'],
    ['a | b\nno table', 'a | b no table'],
    ['> | a |\n> |---|\n> | 1 |\n\nText', 'Text'],
    ['- [ ] do this\n- [x] that', 'do this'],
    ['[x] done thing', '[x] done thing'],
    ['> [!NOTE]\n> A note.', 'A note.'],
    ['> [!warning] Be careful.', 'Be careful.'],
    ['> > deep\n> > on\n>\n> no', 'deep on'],
    ['[d]: https://e.org "title"\n\nReal text.', 'Real text.'],
    ['[^1]: note\n    of two lines\n\nText', 'Text'],
    ['We did this[^1].\n[^1]: because', 'We did this[^1].'],
    ['Heading\n===\n\nText', 'Text'],
    ['Two\nlines\n---\nText', 'Text'],
    ['- one\n---\nText', 'one'],
    ['    code\n\nText', 'Text'],
    ['one\\\ntwo  \nthree\\', 'one two three\\'],
    ['<details>\n<summary>\n\nText', 'Text'],
    ['<p>hello</p>\n', '<p>hello</p>'],
    ['2. two\n3. three', 'two'],
    ['It costs\n2. million', 'It costs 2. million'],
  ])('of %j is %j', (markdown, expected) => {
    expect(firstParagraph(markdown)).toBe(expected);
  });

  it('names links and footnotes that are defined anywhere in the record', () => {
    const source =
      '[The doc][d], [it] and [no]: a [^a-z] of [^n]. See [x][].\n\n## More\n\n[D]: https://e.org\n[it]: it.md\n[^n]: note\n';
    expect(leadText(source, source)).toBe('The doc, it and [no]: a [^a-z] of. See [x][].');
  });
});
