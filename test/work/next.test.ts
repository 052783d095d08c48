import { describe, expect, it } from 'vitest';
import { blockersOf, workable } from '../../src/work/choose-workstream.ts';
import { readBody } from '../../src/work/document.ts';
import { planPassage } from '../../src/work/plan-passage.ts';
import type { Row } from '../../src/work/row.ts';
import { taskSource, tasksOf } from '../../src/work/tasks.ts';

describe('what a plan says of a task', () => {
  const passage = async (text: string, id = 'P4'): Promise<string | null> =>
    planPassage(await readBody('plan', `# P4 is in the title\n\n${text}\n`), id);

  it.each<[string, string | null]>([
    [
      '## Phases\n\n### P4. Resume\n\nRead rows.\n\n#### How\n\nFast.\n\n### P5\n\nx',
      '### P4. Resume\n\nRead rows.\n\n#### How\n\nFast.',
    ],
    ['## Approach\n\nA word on P4,\nover two lines.\n\nAnother.', 'A word on P4,\nover two lines.'],
    [
      '## Risks\n\nP4 may fail.\n\n## Phases\n\n- P3: x\n- P4: y\n  - nested\n\n  more\n- P5: z',
      '- P4: y\n  - nested\n\n  more\n\nP4 may fail.',
    ],
    ['## Phases\n\n- P1 to P3: a\n- P4 to P6: b', '- P4 to P6: b'],
    ['## Phases\n\n- P1–P3: a\n- P3–5: b', '- P3–5: b'],
    ['## Phases\n\n- P1 to P9: all\n- P4: this', '- P4: this'],
    ['## Phases\n\n- P44, XP4, P4b, P4-x, P 4', null],
    ['## Phases\n\n- Q1 to Q9, P1 to Q9, P5 to P9', null],
    ['## Goal\n\nP4.\n\n## Locked Decisions\n\n- P4', null],
    ['## Phases\n\n<!-- P4 -->\n\nNothing.', null],
    ['## Phases\n\n```\n## P4\n```\n\n- P4: `x`', '```\n## P4\n```\n\n- P4: `x`'],
    ['## Mine\n\n| id | what |\n|---|---|\n| P4 | x |', '| id | what |\n|---|---|\n| P4 | x |'],
  ])('%j', async (text, expected) => {
    expect(await passage(text)).toBe(expected);
  });

  it('is nothing for a task without an id, and CRLF is no matter', async () => {
    expect(await passage('## Phases\n\n- #3', '#3')).toBeNull();
    expect(await passage('## Phases\r\n\r\n- P4: x\r\n- P5', 'P4')).toBe('- P4: x');
  });
});

it('the text of a task is all that belongs to it, without bullet, box, id and comments', async () => {
  const source = async (lines: string): Promise<string> => {
    const body = await readBody('workstream', `## Tasks\n\n${lines}\n`);
    return taskSource(body, tasksOf(body)[0]!);
  };
  expect(
    await source(
      '- [ ] **P4.** Rewrite\n  it all\n  - [ ] P4a. nested\n    deeper\n\n  ```\n  code\n  ```\n\n- [ ] b',
    ),
  ).toBe('Rewrite\nit all\n- [ ] P4a. nested\n  deeper\n\n```\ncode\n```');
  expect(await source('1. [ ] no id <!-- a hint -->\r\n   wrapped\r')).toBe('no id \nwrapped');
});

describe('the workstream to go on with', () => {
  const stream = (id: string, more: Partial<Row> = {}): Row => ({
    path: `workstreams/${id}.md`,
    kind: 'workstream',
    id,
    title: id,
    owner: 'roman',
    status: 'active',
    progress: { done: 0, total: 1, next: { id: 'P1', text: 'a' } },
    ...more,
  });
  const ids = (...rows: Row[]): string[] => workable(rows, 'roman').map(({ id }) => id);

  it('is by priority, then the oldest', () => {
    expect(
      ids(
        stream('none'),
        stream('later', { priority: 'P1', created: '2026-05-02' }),
        stream('first', { priority: 'P1', created: '2026-05-01' }),
        stream('undated', { priority: 'P1' }),
        stream('urgent', { priority: 'P0', created: '2026-05-09' }),
      ),
    ).toEqual(['urgent', 'first', 'later', 'undated', 'none']);
  });

  it('is active, the operator’s own, has an open task, and waits for nothing that is not done', () => {
    const done = stream('done', { status: 'done', aliases: ['old-name'] });
    const open = stream('open', { owner: 'sergei' });
    expect(
      ids(
        done,
        open,
        stream('draft', { status: 'draft' }),
        stream('finished', { progress: { done: 1, total: 1 } }),
        stream('waits', { blockedBy: ['open'] }),
        stream('waits-for-nobody-knows', { blockedBy: ['gone'] }),
        stream('free', { blockedBy: ['done', 'old-name'] }),
        stream('freed', { status: 'blocked', blockedBy: ['done'] }),
        stream('blocked', { status: 'blocked' }),
      ),
    ).toEqual(['free', 'freed']);
    expect(blockersOf(stream('a', { blockedBy: ['done', 'open', 'x'] }), [done, open])).toEqual([
      'open',
      'x',
    ]);
  });
});
