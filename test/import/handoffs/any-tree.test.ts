import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { markdownDocument } from '../../support/markdown.ts';
import { runs } from '../../support/runs.ts';
import { sandbox } from '../../support/sandbox.ts';
import { lostOf, missedOf, read, writeFiles } from './kit.ts';

const box = sandbox(afterAll);
const repo = box.repo('work');

const folder = fc.constantFrom(
  '',
  'handoffs/',
  'memory-bank/',
  'backlog/tasks/',
  'backlog/decisions/',
  '.specstory/history/',
  'plans of old/',
  'докум/',
);
const name = fc.constantFrom(
  'HANDOFF',
  '2026-05-11-flip',
  'decisionLog',
  'activeContext',
  'task-7 - Count',
  'decision-1 - A',
  'ledger',
  'soup',
  'Журнал',
  '2026-05-10_13-40Z-x',
);
const path = fc
  .tuple(folder, name, fc.constantFrom('.md', '.md', '.markdown', '.yaml', '.yml'))
  .map((parts) => parts.join(''));

const line = fc.constantFrom(
  'title: a b',
  'date: 2026-05-11',
  'status: Done',
  'tags: [a, b]',
  'next:',
  '  - x',
  'goal: "say \\"so\\""',
  '# note',
  'author: {name: x}',
  'bad: [',
  'a: b: c',
  '- item',
  'done: |',
  '  block',
  '  # text',
  '',
  'next: x # why',
  'decisions:',
  '  - a: {b: [c, {d: e}]}',
  'x: &a [1]',
  'y: *a',
  '? odd',
  '---',
  '"q w": 1',
  'id: task-7',
  'priority: high',
  '\ttab: 1',
);
const yaml = fc.array(line, { maxLength: 10 }).map((lines) => lines.join('\n'));
const heading = fc
  .tuple(
    fc.constantFrom('#', '##', '###'),
    fc.constantFrom(
      '2026-05-11',
      '2026-05-09: tests',
      'Done',
      'Next Steps',
      'Notes',
      '[2026-05-02] - Lock',
      'Context',
      'X [y](z.md)',
      'Итоги',
    ),
  )
  .map((parts) => `${parts.join(' ')}\n`);
const label = fc.constantFrom(
  '**Date:** 2026-05-11\n',
  '**Branch:** main | **Автор:** Роман\n',
  'Updated: 2026-05-11\n',
  '- **Mood:** good\n',
  '_**User**_\n',
);
const markdown = fc
  .tuple(
    fc.option(yaml),
    fc.array(
      fc.oneof(
        heading,
        label,
        markdownDocument.map((text) => `${text}\n`),
      ),
      { maxLength: 8 },
    ),
  )
  .map(([front, parts]) => (front === null ? '' : `---\n${front}\n---\n`) + parts.join(''));

const tree = fc.dictionary(path, fc.oneof(markdown, markdown, yaml), { maxKeys: 5 });

it('reads any tree without a crash, loses no word of it, and says the same again', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      const old = mkdtempSync(join(repo, 'old-'));
      try {
        writeFiles(old, files);
        const contents = await read(box, repo, old);
        const { items, problems, passed } = contents;
        expect(problems).toEqual([]);
        for (const item of items) {
          // Where HTML and fences are mixed, the proof takes for code what is none.
          const mixed = /<[a-z!?/]/i.test(item.text ?? '') && /```|~~~/.test(item.text ?? '');
          const missed = mixed ? [] : await missedOf(item, contents);
          expect([item.id, lostOf(item), missed]).toEqual([item.id, [], []]);
        }
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
        // Every file is an item, entries of one, or passed.
        expect(new Set(items.map((item) => item.path)).size + passed).toBe(Object.keys(files).length);
        // The words of a file are those of its items together.
        const again = await read(box, repo, old);
        expect(again.items).toEqual(items);
      } finally {
        rmSync(old, { recursive: true });
      }
    }),
    { numRuns: runs(150) },
  );
});

it('takes time that grows with the text alone', async () => {
  const old = mkdtempSync(join(repo, 'old-'));
  const pieces = [
    '[',
    '*',
    '-',
    '`',
    '<',
    '](',
    '**a:** ',
    '- [ ] ',
    '| a ',
    'src="',
    '# ',
    '\n## 2026-05-11\n',
    '_**User**_\n',
    ': ',
  ];
  writeFiles(old, {
    ...Object.fromEntries(
      pieces.map((piece, i) => [
        `handoff-${i}.md`,
        `# T\n${piece.repeat(100_000)}\n## Next\n${'x'.repeat(1_000_000)}\n`,
      ]),
    ),
    'handoff.yaml': `goal: ${'x '.repeat(500_000)}\nnext: [${'a, '.repeat(5000)}]\n`,
  });
  const before = process.cpuUsage().user;
  const { items } = await read(box, repo, old);
  expect(items.length).toBeGreaterThan(pieces.length);
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(60_000);
});
