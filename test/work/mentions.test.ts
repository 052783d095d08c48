import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kind } from '../../src/record/kinds.ts';
import { mentionsIn, ownText, recordLines, type Renaming, withMentions } from '../../src/work/mentions.ts';

const SESSION: Renaming = {
  kind: 'session',
  from: 'RT-260511-01',
  to: 'RT-260511-03',
  path: 'docs/sessions/RT-260511-01.md',
  prefix: '',
};
const PLAN: Renaming = { kind: 'plan', from: 'flip', to: 'flip-2', path: 'plans/flip.md', prefix: '' };
const ADR: Renaming = {
  kind: 'adr',
  from: '0011-mail',
  to: '0012-mail',
  path: 'docs/decisions/0011-mail.md',
  prefix: '',
};

const renamed = (text: string, kind: Kind, path: string, renaming: Renaming): string =>
  withMentions(text, mentionsIn(recordLines(text), kind, path, renaming));

test.each([
  // A session, in whatever names it: frontmatter, items, links, evidence, text, code.
  ['parent: RT-260511-01', 'parent: RT-260511-03'],
  ['closes: [RT-260511-01#w1, SK-260511-01#q2]', 'closes: [RT-260511-03#w1, SK-260511-01#q2]'],
  ['supersedes:\n  - RT-260511-01\n  - RT-260510-01', 'supersedes:\n  - RT-260511-03\n  - RT-260510-01'],
  ['summary: After RT-260511-01, not RT-260511-012', 'summary: After RT-260511-03, not RT-260511-012'],
  // What somebody was once called stays.
  ['aliases: [RT-260511-01]', 'aliases: [RT-260511-01]'],
  ['imported: { source: x, id: RT-260511-01 }', 'imported: { source: x, id: RT-260511-01 }'],
])('frontmatter %j', (before, after) => {
  const text = (front: string): string => `---\ntitle: X\n${front}\n---\n# X\n`;
  expect(renamed(text(before), 'session', 'docs/sessions/RT-260512-01.md', SESSION)).toBe(text(after));
});

test.each([
  [
    '- [x] P2. Hook — [RT-260511-01](../docs/sessions/RT-260511-01.md), 3f889a1',
    '- [x] P2. Hook — [RT-260511-03](../docs/sessions/RT-260511-03.md), 3f889a1',
  ],
  [
    'see [that one](../docs/sessions/RT-260511-01.md#why) and RT-260511-01#w1.',
    'see [that one](../docs/sessions/RT-260511-03.md#why) and RT-260511-03#w1.',
  ],
  ['[s]: <../docs/sessions/RT-260511-01.md>', '[s]: <../docs/sessions/RT-260511-03.md>'],
  ['`canon show RT-260511-01`, [[RT-260511-01]]', '`canon show RT-260511-03`, [[RT-260511-03]]'],
  // Other files of that name, and what is elsewhere, are left alone with what the link is called.
  [
    '[RT-260511-01](../docs/sessions/2026/05/RT-260511-01.md)',
    '[RT-260511-01](../docs/sessions/2026/05/RT-260511-01.md)',
  ],
  ['[RT-260511-01](https://x.org/RT-260511-01.md)', '[RT-260511-01](https://x.org/RT-260511-01.md)'],
  ['RT-260511-011 SRT-260511-01 RT-260511-01-b', 'RT-260511-011 SRT-260511-01 RT-260511-01-b'],
])('a line of a body %j', (before, after) => {
  expect(renamed(before, 'workstream', 'workstreams/flip.md', SESSION)).toBe(after);
});

test('a slug is renamed where it names the record, and not where it is a word or another kind', () => {
  const before = `---\ntitle: flip\nplan: flip\nblocked_by: [flip]\ntags: [flip]\n---\n# flip\n\nA flip: [flip](../plans/flip.md), [the flip](../plans/flip.md), [flip](flip.md).\n`;
  expect(renamed(before, 'workstream', 'workstreams/flip.md', PLAN)).toBe(
    `---\ntitle: flip\nplan: flip-2\nblocked_by: [flip]\ntags: [flip]\n---\n# flip\n\nA flip: [flip-2](../plans/flip-2.md), [the flip](../plans/flip-2.md), [flip](flip.md).\n`,
  );
  const list = '---\ntags:\n  - flip\nblocked_by:\n  - flip\n---\n';
  const workstream: Renaming = { ...PLAN, kind: 'workstream', path: 'workstreams/flip.md' };
  expect(renamed(list, 'workstream', 'workstreams/vault.md', workstream)).toBe(
    '---\ntags:\n  - flip\nblocked_by:\n  - flip-2\n---\n',
  );
  expect(renamed('closes: flip#q1', 'session', 'docs/sessions/a.md', PLAN)).toBe('closes: flip#q1');
  expect(renamed('---\ncloses: [flip#q1]\n---\n', 'session', 'docs/sessions/a.md', PLAN)).toBe(
    '---\ncloses: [flip-2#q1]\n---\n',
  );
});

test('a decision is named by its whole id, anywhere', () => {
  expect(renamed('As 0011-mail says, not 0011-mailing.', 'plan', 'plans/a.md', ADR)).toBe(
    'As 0012-mail says, not 0011-mailing.',
  );
});

test('the record itself speaks of itself, but for what it continues', () => {
  const text =
    '---\r\nparent: RT-260511-01\r\nid: RT-260511-01\r\n---\r\n\r\n# RT-260511-01 — Work\r\n\r\nRT-260511-01#w1\r\n';
  expect(ownText(text, SESSION)).toBe(
    '---\r\nparent: RT-260511-01\r\nid: RT-260511-01\r\n---\r\n\r\n# RT-260511-03 — Work\r\n\r\nRT-260511-03#w1\r\n',
  );
});

test('lines are found again wherever they stand, under the same key alone, and twice changes nothing', () => {
  const lines = mentionsIn(recordLines('a RT-260511-01\n'), 'plan', 'plans/a.md', SESSION);
  expect(withMentions('---\nx: a RT-260511-01\n---\nnew\r\na RT-260511-01\r\n', lines)).toBe(
    '---\nx: a RT-260511-01\n---\nnew\r\na RT-260511-03\r\n',
  );
  const piece = fc.constantFrom(
    'RT-260511-01',
    '[RT-260511-01](../docs/sessions/RT-260511-01.md)',
    'x',
    ' ',
    '\n',
    '\r\n',
    '---\n',
    'parent: ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const once = renamed(text, 'session', 'plans/a.md', SESSION);
      expect(once.split('\n').length).toBe(text.split('\n').length);
      expect(renamed(once, 'session', 'plans/a.md', SESSION)).toBe(once);
    }),
  );
});
