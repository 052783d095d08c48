import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/work/apply-edit.ts';
import { readBody } from '../../src/work/document.ts';
import type { ItemChange, ItemRef } from '../../src/work/edit.ts';
import { itemRef } from '../../src/work/item-edit.ts';
import { placedItems } from '../../src/work/items.ts';
import { runs } from '../support/runs.ts';

const HEAD = '---\ntitle: T\n---\n# T\n\n## Waiting On\n\n';
const refOf = async (text: string, id: string): Promise<ItemRef> => {
  const body = await readBody('session', text.slice(text.indexOf('# T')));
  const all = placedItems(body, id.startsWith('q') ? 'q' : 'w');
  const found = all.find(({ item }) => item.id === id);
  if (!found) throw new Error(`no ${id}`);
  return itemRef(found, all);
};
const edit = async (lines: string, id: string, change: ItemChange): Promise<string> => {
  const text = HEAD + lines;
  const edited = await applyEdit({ op: 'item', item: await refOf(text, id), change }, text);
  expect(edited.startsWith(HEAD)).toBe(true);
  return edited.slice(HEAD.length);
};
const close = (lines: string, id: string, reason?: string): Promise<string> =>
  edit(lines, id, { to: 'closed', ...(reason === undefined ? {} : { reason }) });

describe('closing an item', () => {
  it.each<[string, string, string]>([
    ['- [ ] w1 @sergei: approve\n- [ ] w2 b\n', 'w1', '- [x] w1 @sergei: approve\n- [ ] w2 b\n'],
    ['- [ ] w1 a\r\n- [ ] w2 b  \r\n', 'w2', '- [ ] w1 a\r\n- [x] w2 b  \r\n'],
    ['- w1 no box\n', 'w1', '- [x] w1 no box\n'],
    ['- @sergei no id\n- [ ] w1 b\n', 'w2', '- [x] w2 @sergei no id\n- [ ] w1 b\n'],
    ['- [ ] w1 a\n- [ ] w1 again\n', 'w2', '- [ ] w1 a\n- [x] w2 again\n'],
    ['* [ ] **w7**: bold\n', 'w7', '* [x] **w7**: bold\n'],
    ['2) [ ] w1 numbered', 'w1', '2) [x] w1 numbered'],
    ['- [ ] w1 wrapped\n  over lines\n  - nested\n', 'w1', '- [x] w1 wrapped\n  over lines\n  - nested\n'],
    ['- [x] w1 done already\n', 'w1', '- [x] w1 done already\n'],
    [
      '- [ ] w1 a\n\n## Open Questions\n\n- [ ] q1 a?\n',
      'q1',
      '- [ ] w1 a\n\n## Open Questions\n\n- [x] q1 a?\n',
    ],
  ])('changes its own line only: %j', async (lines, id, after) => {
    expect(await close(lines, id)).toBe(after);
  });

  it('keeps the reason at the end of its text, on one line, as plain words', async () => {
    expect(await close('- [ ] w1 wrapped\n  over lines\n  - nested\n', 'w1', 'he *said*\nyes')).toBe(
      '- [x] w1 wrapped\n  over lines — closed: he \\*said\\* yes\n  - nested\n',
    );
  });

  it('opens again byte for byte', async () => {
    const line = fc.constantFrom(
      '- [ ] a',
      '- [ ] w1 c',
      '- [ ] w2: d',
      '- [ ] w3 @g: h — i',
      '  f',
      '  - j',
      '',
      '- [x] k',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.nat(20),
        fc.option(fc.string(), { nil: undefined }),
        async (some, n, reason) => {
          const lines = `${some.join('\n')}\n`;
          const placed = placedItems(await readBody('session', HEAD.slice(16) + lines), 'w');
          const one = placed[n % Math.max(1, placed.length)];
          if (!one?.item.open) return;
          const closed = await close(lines, one.item.id, reason);
          const opened = await edit(closed, one.item.id, { to: 'open' });
          // An id that nobody had written stays: it has been used by now.
          const expected = one.written ? lines : opened;
          expect(opened).toBe(expected);
          const changed = closed.split('\n').filter((text, i) => text !== lines.split('\n')[i]);
          const ids = ({ item }: (typeof placed)[number]): string => item.id;
          expect(placedItems(await readBody('session', HEAD.slice(16) + closed), 'w').map(ids)).toEqual(
            placed.map(ids),
          );
          const before = placed.slice(0, placed.indexOf(one)).filter(({ written }) => !written).length;
          expect(changed.length).toBeLessThanOrEqual(2 + (one.written ? 0 : before));
          expect(closed.split('\n')).toHaveLength(lines.split('\n').length);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  it('finds an item without an id by its words in a version where others came before it', async () => {
    const item = await refOf(`${HEAD}- call the bank\n`, 'w1');
    const theirs = `${HEAD}- one more\n- call the bank\n`;
    expect(await applyEdit({ op: 'item', item, change: { to: 'closed' } }, theirs)).toBe(
      `${HEAD}- one more\n- [x] w1 call the bank\n`,
    );
  });

  it('writes the ids of those before it that have none, so that each keeps the one it was shown with', async () => {
    const lines = '- one?\n- [ ] two?\n- [x] three?\n- four?\n';
    const after = '- w1 one?\n- [ ] w2 two?\n- [x] three?\n- four?\n';
    expect(await edit(lines, 'w2', { to: 'closed' })).toBe(
      '- w1 one?\n- [x] w2 two?\n- [x] three?\n- four?\n',
    );
    const item = await refOf(HEAD + lines, 'w2');
    const theirs = `${HEAD}- zero?\n${lines}`;
    expect(await applyEdit({ op: 'item', item, change: { to: 'closed' } }, theirs)).toBe(
      `${HEAD}- zero?\n${after.replace('[ ]', '[x]')}`,
    );
  });

  it('refuses what it cannot find, and what would not be read as closed', async () => {
    const item = { id: 'w9', text: 'gone', written: true };
    const change = { to: 'closed' } as const;
    await expect(applyEdit({ op: 'item', item, change }, `${HEAD}- [ ] w1 a\n`)).rejects.toMatchObject({
      code: 'E_ITEM_GONE',
    });
  });
});
