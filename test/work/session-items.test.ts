import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBody } from '../../src/work/document.ts';
import { itemLists } from '../../src/work/items.ts';
import { keepItems, keptItems } from '../../src/work/session-items.ts';
import { runs } from '../support/runs.ts';

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('## Waiting On', '## Open Questions', '## Next Action') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '- [ ] w1 @sergei: approve the address',
      '- [x] w2 @roman: check the bill',
      '- [X] q1 Почему так?',
      '- [ ] no id',
      '- [ ] w1 twice',
      '',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '- [ ]',
      '- [ ] ',
      '- [x]  two blanks',
      '- [ ] `code` and **bold**',
      '- [ ] see [x](y.md)',
      '- [ ] <!-- none -->',
      '- w3 without a box',
      '- none',
      '  - [ ] nested',
      '  goes on',
      'goes on lazily',
      '1. [ ] numbered',
      '# Title',
      '### Waiting On',
      '## waiting  on',
      'Waiting On',
      '---',
      '===',
      '```',
      '~~~',
      '<div>',
      '<!--',
      '-->',
      '> quoted',
      '> - [ ] w9 quoted',
      '    indented',
      '[ref]: x.md',
      '\t- [ ] tab',
      'We are waiting on Sergei.',
      '- [ ] carriage\r',
    ),
  },
);

test('keeps of a body what makes the items that the full readers find, and whether one is open', async () => {
  let sections = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 14 }), fc.boolean(), async (lines, ends) => {
      const body = `\n${lines.join('\n')}${ends ? '\n' : ''}`;
      const kept = keepItems(body, 7);
      if (!kept) return;
      if (/^\d/.test(kept.text)) sections += 1;
      const expected = itemLists('session', await readBody('session', body), 7);
      expect(keptItems(kept.text)).toEqual(expected);
      const all = [...(expected.waiting ?? []), ...(expected.questions ?? [])];
      expect(kept.open).toBe(all.some(({ open }) => open));
    }),
    { numRuns: runs(1500) },
  );
  // Else only the other way would have been tried.
  expect(sections).toBeGreaterThan(40);
});

test('of a usual session it keeps the section of items and the line it begins on', () => {
  const body = '# T\n\n## Waiting On\n\n- [x] w1 @sergei: approve\n\n## What I Did\n\n- [ ] not this\n';
  expect(keepItems(body, 11)).toEqual({
    text: '13\n## Waiting On\n\n- [x] w1 @sergei: approve\n\n',
    open: false,
  });
});
