import { describe, expect, it } from 'vitest';
import { mergeFile, type MergeTexts } from '../../../src/work/merge/merge-texts.ts';
import { sessionText } from '../../support/records.ts';

/** An ordinary merge that finds a difference everywhere: what is not united conflicts. */
const refuse: MergeTexts = ([, ours, theirs]) =>
  Promise.resolve({ text: `<<<<<<<\n${ours}=======\n${theirs}>>>>>>>\n`, conflicts: true });

const ITEMS = '- [ ] w1 @sergei: approve\n- [ ] w2 pay\n  the bill\n- [ ] w3 wait\n';
const session = (items: string, questions = '- [ ] q1 Who?\n- [ ] q2 When?\n'): string =>
  sessionText('RT-260511-01', { body: `\n## Waiting On\n\n${items}\n## Open Questions\n\n${questions}` });
const plan = (items: string, goal = 'Go.'): string =>
  `---\ntitle: Store\nowner: roman\nkind: plan\n---\n\n# Store\n\n## Goal\n\n${goal}\n\n## Open Questions\n\n${items}`;

const merge = async (base: string, ours: string, theirs: string, path = 'docs/sessions/RT-260511-01.md') =>
  mergeFile(path, [base, ours, theirs], refuse);

const tick = (text: string, ...ids: string[]): string =>
  ids.reduce((now, id) => now.replace(`[ ] ${id}`, `[x] ${id}`), text);

describe('items of two sides', () => {
  it.each<[string, string, string, string, string]>([
    [
      'two that are closed side by side, one with a reason',
      session(ITEMS),
      session(tick(ITEMS, 'w1')),
      session(tick(ITEMS, 'w2').replace('bill', 'bill — closed: paid')),
      session(tick(ITEMS, 'w1', 'w2').replace('bill', 'bill — closed: paid')),
    ],
    [
      'one that both close, and one that each reopens or words anew',
      session(tick(ITEMS, 'w3')),
      session(tick(ITEMS, 'w1').replace('pay', 'pay soon')),
      session(tick(ITEMS, 'w1', 'w2', 'w3')),
      session(tick(ITEMS, 'w1', 'w2').replace('pay', 'pay soon')),
    ],
    [
      'with CRLF, and no end of the last line',
      session(ITEMS, '- [ ] q1 Who?\n- [ ] q2 When?').replaceAll('\n', '\r\n'),
      session(ITEMS, '- [x] q1 Who?\n- [ ] q2 When?').replaceAll('\n', '\r\n'),
      session(ITEMS, '- [ ] q1 Who?\n- [x] q2 When?').replaceAll('\n', '\r\n'),
      session(ITEMS, '- [x] q1 Who?\n- [x] q2 When?').replaceAll('\n', '\r\n'),
    ],
    [
      'questions of a plan',
      plan('- [ ] q1 Who?\n- [ ] q2 When?\n'),
      plan('- [x] q1 Who?\n- [ ] q2 When?\n'),
      plan('- [ ] q1 Who?\n- [x] q2 When?\n'),
      plan('- [x] q1 Who?\n- [x] q2 When?\n'),
    ],
  ])('unites %s', async (_what, base, ours, theirs, expected) => {
    expect(await merge(base, ours, theirs)).toEqual({ text: expected, conflicts: false });
    expect(await merge(base, theirs, ours)).toEqual({ text: expected, conflicts: false });
  });

  it.each<[string, string, string, string]>([
    [
      'one that both word anew',
      session(ITEMS),
      session(ITEMS.replace('pay', 'pay now')),
      session(ITEMS.replace('pay', 'pay later')),
    ],
    [
      'one that one side took away',
      session(ITEMS),
      session(ITEMS.replace('- [ ] w3 wait\n', '')),
      session(tick(ITEMS, 'w3')),
    ],
    [
      'ids that stand twice',
      session(`${ITEMS}- [ ] w1 again\n`),
      session(tick(`${ITEMS}- [ ] w1 again\n`, 'w1')),
      session(tick(`${ITEMS}- [ ] w1 again\n`, 'w2')),
    ],
    ['two records that met', '', session(ITEMS), session(tick(ITEMS, 'w1'))],
    [
      'what looks like tasks in a session',
      session(`${ITEMS}\n## Tasks\n\n- [ ] P1. One\n- [ ] P2. Two\n`),
      session(`${ITEMS}\n## Tasks\n\n- [x] P1. One\n- [ ] P2. Two\n`),
      session(`${ITEMS}\n## Tasks\n\n- [ ] P1. One\n- [x] P2. Two\n`),
    ],
  ])('leaves %s to git, as it is written', async (_what, base, ours, theirs) => {
    expect(await merge(base, ours, theirs)).toEqual(await refuse([base, ours, theirs]));
  });

  it('leaves all else to git', async () => {
    const [one, two] = ['- [ ] q1 Who?\n- [ ] q2 When?\n', '- [x] q1 Who?\n- [x] q2 When?\n'];
    const merged = await merge(
      plan(one),
      plan(one.replace('[ ] q1', '[x] q1'), 'Ours.'),
      plan(one.replace('[ ] q2', '[x] q2'), 'Theirs.'),
      'plans/store.md',
    );
    expect(merged).toEqual(await refuse(['', plan(two, 'Ours.'), plan(two, 'Theirs.')]));
  });
});
