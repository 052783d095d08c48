import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkCandidates } from '../../src/record/links.ts';
import { linkTarget } from '../../src/record/link-target.ts';
import { markdownLinks } from '../../src/record/markdown-links.ts';

describe('link candidates', () => {
  it('finds inline links, images, definitions and wikilinks with their place', () => {
    const text = 'See [a](x.md) and ![b](<y z.png>).\n\n[c]: ../c.md\n\n🙂 [[some-plan]]\n';
    expect(linkCandidates(text)).toEqual([
      { kind: 'link', href: 'x.md', plain: true, line: 1, column: 9 },
      { kind: 'link', href: 'y z.png', plain: true, line: 1, column: 24 },
      { kind: 'link', href: '../c.md', plain: true, line: 3, column: 5 },
      { kind: 'wikilink', href: 'some-plan', plain: true, line: 5, column: 3 },
    ]);
  });

  it('finds the link whose text looks like a wikilink', () => {
    expect(linkCandidates('[[a]](gone.md)')).toEqual([
      { kind: 'wikilink', href: 'a', plain: true, line: 1, column: 1 },
      { kind: 'link', href: 'gone.md', plain: true, line: 1, column: 7 },
    ]);
  });

  it('is not sure of what only a parser can tell', () => {
    for (const text of ['[a](x(y).md)', '[a](\nx.md)', '[a](x&amp;y.md)', '[a](x\\_y.md)', '[a]()'])
      expect(linkCandidates(text)[0]?.plain, text).toBe(false);
  });

  it('sees the link whose text looks like a wikilink', () => {
    const found = linkCandidates('[[a]](there.md)').map(({ kind, href }) => `${kind} ${href}`);
    expect(found).toEqual(['wikilink a', 'link there.md']);
  });

  it('misses no link that a Markdown parser sees', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '[[',
      ']]',
      'a.md',
      ' ',
      '\n',
      '`',
      '![',
      '](',
      ']:',
      '<',
      '>',
      '\\',
      '"t"',
      '\n\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const candidates = linkCandidates(text);
        for (const link of markdownLinks(text).filter(
          (one) => one.href !== '' && (one.kind === 'link' || !text.includes('\\')),
        )) {
          const match = candidates.some(
            (one) =>
              one.kind === link.kind &&
              (!one.plain || encodeURI(one.href) === link.href || one.href === link.href),
          );
          expect(match, `${JSON.stringify(text)} → ${link.href}`).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('where a link leads', () => {
  it.each([
    ['../plans/p.md', 'docs/sessions/s.md', '', 'docs/plans/p.md'],
    ['../../plans/p.md#goal', 'docs/sessions/s.md', '', 'plans/p.md'],
    ['/plans/p.md', 'docs/sessions/s.md', '', 'plans/p.md'],
    ['/app/plans/p.md', 'docs/s.md', 'app/', 'plans/p.md'],
    ['/other/p.md', 'docs/s.md', 'packages/app/', '../../other/p.md'],
    ['a%20b.md?plain=1', 's.md', '', 'a b.md'],
    ['../../../etc/passwd', 'docs/s.md', '', '../../etc/passwd'],
  ])('%s in %s (project %s) is %s', (href, from, prefix, path) => {
    expect(linkTarget(href, from, prefix)).toEqual({ to: 'file', path });
  });

  it('knows what is no file', () => {
    expect(linkTarget('https://example.com/x', 'a.md')).toEqual({ to: 'elsewhere' });
    expect(linkTarget('mailto:roman@example.com', 'a.md')).toEqual({ to: 'elsewhere' });
    expect(linkTarget('//example.com/x', 'a.md')).toEqual({ to: 'elsewhere' });
    expect(linkTarget('#goal', 'a.md')).toEqual({ to: 'same-file' });
    expect(linkTarget('a%ZZ.md', 'a.md')).toEqual({ to: 'nowhere' });
  });
});

it('reads one line of very many links in one go, and counts columns in code points', () => {
  const many = linkCandidates('😀 [a](b.md) '.repeat(40_000));
  expect(many).toHaveLength(40_000);
  expect(many.map(({ column }) => column)).toEqual(many.map((_, at) => at * 12 + 7));
});

it.each(['[a](', '[a](<', '](', '[a]:', '[[a', '![a](b'])('reads %s, again and again, in one go', (mark) => {
  const text = mark.repeat(100_000);
  const read = linkCandidates(text).reduce((sum, { href }) => sum + href.length, 0);
  expect(read).toBeLessThanOrEqual(text.length);
});
