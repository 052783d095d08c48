import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allLinksLead } from '../../src/check/sure-links.ts';
import { linkTarget } from '../../src/record/link-target.ts';
import { markdownLinks } from '../../src/record/markdown-links.ts';
import { LINK_PIECES } from '../support/link-pieces.ts';

const exists = (path: string): boolean => /^(?:docs\/)?(?:sub\/)?(?:there|a)\.md$/.test(path);
const PATH = 'docs/sub/RT-260511-01.md';

test('where it says that all links lead somewhere, a parser finds none that does not', () => {
  let sure = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LINK_PIECES), { maxLength: 4 }), (pieces) => {
      const body = pieces.join('');
      if (!allLinksLead({ path: PATH, body, bodyLine: 1 }, { exists })) return;
      sure += 1;
      const targets = markdownLinks(body)
        .filter(({ kind }) => kind === 'link')
        .map(({ href }) => linkTarget(href, PATH));
      const broken = targets.filter(
        (target) => target.to === 'nowhere' || (target.to === 'file' && !exists(target.path)),
      );
      expect(broken).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
  expect(sure).toBeGreaterThan(500);
});

test.each([
  ['[a](there.md)', false],
  ['[a](a.md)', true],
  ['[a](../there.md#part), [b](../../docs/a.md), [c](#here), [d](https://example.com/x?y=z#w)', true],
  ['[a](../../../docs/a.md)', false],
  ['[a](../there.md "title")', false],
  ['[a][b]\n\n[b]: a.md', false],
])('%s', (body, sure) => {
  const found = allLinksLead(
    { path: PATH, body, bodyLine: 1 },
    { exists: (path) => path === 'docs/there.md' || path === 'docs/a.md' || path === 'docs/sub/a.md' },
  );
  expect(found).toBe(sure);
});
