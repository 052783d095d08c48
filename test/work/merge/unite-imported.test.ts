import { expect, test } from 'vitest';
import { mergeFile, type MergeTexts } from '../../../src/work/merge/merge-texts.ts';

const refuse: MergeTexts = () => Promise.resolve({ text: 'conflict', conflicts: true });

const EARLY = '2026-06-01T09:00:00+02:00';
const LATE = '2026-06-01T08:00:00+00:00';
const learning = (at: string, more = '', id = 'a.md'): string =>
  `---\ntitle: A\nkind: learning\nimported:\n  source: handoffs\n  id: ${id}\n  at: "${at}"\n---\n# A\n\n## What\n\nOne.\n${more}`;

const merge = async (base: string, ours: string, theirs: string): Promise<string> =>
  (await mergeFile('docs/learnings/a.md', [base, ours, theirs], refuse)).text;

test('a record that two clones imported at two times came at the earlier one', async () => {
  expect(await merge('', learning(LATE), learning(EARLY))).toBe(learning(EARLY));
  expect(await merge('', learning(EARLY), learning(LATE))).toBe(learning(EARLY));
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  expect(await merge('', crlf(learning(LATE)), crlf(learning(EARLY)))).toBe(crlf(learning(EARLY)));
});

test('what came from elsewhere, or says something else, is a conflict as ever', async () => {
  expect(await merge('', learning(EARLY), learning(LATE, '', 'b.md'))).toBe('conflict');
  expect(await merge('', learning(EARLY), learning(LATE, 'Two.\n'))).toBe('conflict');
  expect(await merge('', learning(EARLY), learning('someday'))).toBe('conflict');
});

test('the time of an import that only one side has made is its own', async () => {
  const again = learning('2026-07-01T08:00:00+00:00', 'Two.\n');
  expect(await merge(learning(EARLY), learning(EARLY), again)).toBe(again);
});
