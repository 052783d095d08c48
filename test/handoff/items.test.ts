import { expect, test } from 'vitest';
import { numberItems } from '../../src/handoff/number-items.ts';

test.each([
  ['a list gets boxes and ids', '- @sergei: approve\n- pay', '- [ ] w1 @sergei: approve\n- [ ] w2 pay'],
  ['ids that are there stay, new ones follow', '- [ ] w3 a\n- b', '- [ ] w3 a\n- [ ] w4 b'],
  ['an id twice is given once', '- w1 a\n- w1 b', '- [ ] w1 a\n- [ ] w2 b'],
  ['a ticked one stays ticked', '- [x] w1 a\n- [ ] b', '- [x] w1 a\n- [ ] w2 b'],
  [
    'paragraphs are items',
    'Sergei approves\nthe sender.\n\nMoney.',
    '- [ ] w1 Sergei approves\n  the sender.\n- [ ] w2 Money.',
  ],
  [
    'what hangs on an item stays with it',
    '- a\n  - detail\n\n  more\n- b',
    '- [ ] w1 a\n  - detail\n\n  more\n- [ ] w2 b',
  ],
  ['text before a list stays', 'Both by Friday:\n\n- a\n- b', 'Both by Friday:\n\n- [ ] w1 a\n- [ ] w2 b'],
  ['a fence stays as it is', '```\n- no item\n```', '```\n- no item\n```'],
  ['"none" waits for nobody', 'None.', ''],
  ['"- nothing" neither', '- nothing', ''],
  ['in Russian neither', 'Ничего', ''],
])('%s', async (_, text, expected) => {
  expect(await numberItems(text, 'w')).toBe(expected);
});

test('questions count by themselves', async () => {
  expect(await numberItems('- Why?', 'q')).toBe('- [ ] q1 Why?');
});

test('written anew, the same words keep their id and a new entry gets one that was never used', async () => {
  const known = [
    { id: 'w1', text: 'approve the sender' },
    { id: 'w2', text: 'pay' },
  ];
  expect(await numberItems('- order paper\n- Pay', 'w', known)).toBe('- [ ] w3 order paper\n- [ ] w2 Pay');
});

test('numbering twice changes nothing', async () => {
  const once = await numberItems('- a\n- [x] b\n\n  more', 'w');
  expect(await numberItems(once, 'w')).toBe(once);
});
