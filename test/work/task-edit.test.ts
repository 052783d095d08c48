import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/work/apply-edit.ts';
import { readBody } from '../../src/work/document.ts';
import type { TaskChange } from '../../src/work/edit.ts';
import { readEvidence } from '../../src/work/evidence.ts';
import { taskRef } from '../../src/work/task-edit.ts';
import { type Task, tasksNamed, tasksOf } from '../../src/work/tasks.ts';
import { runs } from '../support/runs.ts';

const LINK = '[RT-260511-01](../docs/sessions/RT-260511-01.md)';
const DONE: TaskChange = {
  to: 'done',
  evidence: {
    session: { id: 'RT-260511-01', href: '../docs/sessions/RT-260511-01.md' },
    commit: '3f889a1',
  },
};
const OPEN: TaskChange = { to: 'open', without: ['RT-260511-01'] };
const DROP: TaskChange = { to: 'dropped', reason: 'the claim *already* solves it' };

const file = (lines: string): string => `---\ntitle: W # why\n---\n# W\n\n## Tasks\n\n${lines}\n`;
const read = async (text: string): Promise<Task[]> =>
  tasksOf(await readBody('workstream', text.slice(text.indexOf('# W'))));
const change = async (text: string, name: string, what: TaskChange, other = text): Promise<string> => {
  const tasks = await read(text);
  const [task] = tasksNamed(tasks, name);
  return applyEdit({ op: 'task', task: taskRef(task!, tasks), change: what }, other);
};
const tick = async (lines: string, name: string, what: TaskChange = DONE): Promise<string> =>
  (await change(file(lines), name, what)).slice(file('').length - 1, -1);

describe('a tick', () => {
  it.each<[string, string, string]>([
    ['- [ ] P1. a', 'P1', `- [x] P1. a — ${LINK}, 3f889a1`],
    ['- [ ] P1. a\n- [ ] P2. b', 'p2', `- [ ] P1. a\n- [x] P2. b — ${LINK}, 3f889a1`],
    ['* [ ] a  \n+ [ ] b', '#1', `* [x] a — ${LINK}, 3f889a1  \n+ [ ] b`],
    ['3) [ ] a', '1', `3) [x] a — ${LINK}, 3f889a1`],
    ['-\t[ ] **P1.** a\t\n', 'P1', `-\t[x] **P1.** a — ${LINK}, 3f889a1\t\n`],
    [
      '- [ ] P1. a\n  goes on\nlazily \n  - [ ] P1a. nested\n\n  ```\n  - [ ] code\n  ```',
      'P1',
      `- [x] P1. a\n  goes on\nlazily — ${LINK}, 3f889a1 \n  - [ ] P1a. nested\n\n  \`\`\`\n  - [ ] code\n  \`\`\``,
    ],
    ['- [ ] P1. a — 3f889a1', 'P1', `- [x] P1. a — 3f889a1, ${LINK}`],
    ['- [x] P1. a — 0badc0de1', 'P1', `- [x] P1. a — 0badc0de1, ${LINK}, 3f889a1`],
    ['- [X] P1. by hand', 'P1', `- [X] P1. by hand — ${LINK}, 3f889a1`],
    [`- [x] P1. a — ${LINK}, 3f889a1`, 'P1', `- [x] P1. a — ${LINK}, 3f889a1`],
    ['- [-] P1. a — dropped: why', 'P1', `- [x] P1. a — ${LINK}, 3f889a1`],
    ['- [ ] P1. `a — 3f889a1`', 'P1', `- [x] P1. \`a — 3f889a1\` — ${LINK}, 3f889a1`],
    ['- [ ] P1. a <!-- note -->', 'P1', `- [x] P1. a <!-- note --> — ${LINK}, 3f889a1`],
    ['- [ ] P1. one\n- [ ] P1. two', '#2', `- [ ] P1. one\n- [x] P1. two — ${LINK}, 3f889a1`],
  ])('of %j, %s', async (lines, name, expected) => {
    expect(await tick(lines, name)).toBe(expected);
  });

  it.each<[string, string]>([
    [`- [x] P1. a — ${LINK}, 3f889a1`, '- [ ] P1. a'],
    [`- [x] P1. a — abcdef0, ${LINK}, 3f889a1`, '- [ ] P1. a — abcdef0'],
    [`- [x] P1. a — ${LINK}, 3f889a1, abcdef0`, '- [ ] P1. a — abcdef0'],
    [
      `- [x] P1. a — [SK-1](SK-1.md), ${LINK}, [SK-2](SK-2.md)`,
      '- [ ] P1. a — [SK-1](SK-1.md), [SK-2](SK-2.md)',
    ],
    [`- [x] P1. a\n  — ${LINK},\n  3f889a1`, '- [ ] P1. a'],
    ['- [-] P1. a — dropped: why', '- [ ] P1. a'],
    ['- [-] P1. a: nobody needs it', '- [ ] P1. a: nobody needs it'],
  ])('is taken back in %j', async (lines, expected) => {
    expect(await tick(lines, 'P1', OPEN)).toBe(expected);
  });

  it('is not one: the task is dropped, with its reason as text', async () => {
    const dropped = await tick('- [ ] P1. a\n  and b\n  - c', 'P1', DROP);
    expect(dropped).toBe('- [-] P1. a\n  and b — dropped: the claim \\*already\\* solves it\n  - c');
    expect((await read(file(dropped)))[0]).toMatchObject({
      state: 'dropped',
      text: 'a and b',
      reason: 'the claim *already* solves it',
    });
  });

  it('keeps CRLF, and a file without a newline at its end', async () => {
    const text = '# W\r\n\r\n## Tasks\r\n\r\n- [ ] P1. a\r\n  b\r\n- [ ] P2. c';
    const once = await change(text, 'P1', DONE);
    expect(once).toBe(text.replace('[ ] P1', '[x] P1').replace('  b', `  b — ${LINK}, 3f889a1`));
    expect(await change(once, 'P2', DONE)).toBe(`${once.replace('[ ] P2', '[x] P2')} — ${LINK}, 3f889a1`);
  });

  it('finds its task in another version of the file, whatever was done around it', async () => {
    const mine = file('- [ ] P0. new\n- [ ] P1. a\n- [ ] no id');
    const theirs = file('- [x] P9. z\n- [ ] no id\n- [ ] P1. a, reworded');
    expect(await change(mine, 'P1', DONE, theirs)).toBe(
      theirs.replace('[ ] P1. a, reworded', `[x] P1. a, reworded — ${LINK}, 3f889a1`),
    );
    expect(await change(mine, '#3', DONE, theirs)).toBe(
      theirs.replace('[ ] no id', `[x] no id — ${LINK}, 3f889a1`),
    );
  });

  it('of a task that a version does not have is refused there, and so is a guess', async () => {
    const twins = file('- [ ] P1. one\n- [ ] P1. two');
    for (const other of [file('- [ ] P2. b'), file('- [ ] P1. one'), file('- [ ] P1. 1\n- [ ] P1. 2')]) {
      await expect(change(twins, '#2', DONE, other)).rejects.toMatchObject({ code: 'E_TASK_GONE' });
    }
  });

  it('on neighbouring lines by two terminals is two ticks, in either order', async () => {
    const before = file('- [ ] P1. a\n- [ ] P2. b');
    const [one, two] = [await change(before, 'P1', DONE), await change(before, 'P2', DONE)];
    expect(await change(before, 'P2', DONE, one)).toBe(await change(before, 'P1', DONE, two));
  });
});

it('a tick changes its task alone, and taken back leaves every byte as it was', async () => {
  const word = fc.constantFrom(
    'a',
    'b — c',
    '`x — 3f889a1`',
    'Привет',
    '**P7.** d',
    '[l](m.md)',
    '🚀',
    '<!-- n -->',
  );
  const bullet = fc.constantFrom('- [ ] ', '* [ ] ', '+ [ ] ', '1. [ ] ', '2) [ ] ', '-\t[ ] ', ' - [ ] ');
  const more = fc.constantFrom(
    '',
    '\n  wrapped',
    '\nlazy',
    '\n  - [ ] P1. nested',
    '\n\n      deep',
    '  ',
    '\t',
  );
  const task = fc.tuple(
    bullet,
    fc.constantFrom('', 'P1. ', 'P2. ', 'T001. '),
    word,
    more,
    fc.constantFrom('', ' — 0a1b2c3'),
  );
  const gap = fc.constantFrom('\n', '\n\n', '\n\n### Phase\n\n', '\n\ntext\n\n', '\n<!-- c -->\n');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(task, gap), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.nat(4),
      async (all, crlf, at) => {
        const lines = all.map(
          ([[mark, id, said, rest, known], space]) => mark + id + said + known + rest + space,
        );
        const text = crlf ? file(lines.join('')).replaceAll('\n', '\r\n') : file(lines.join(''));
        const before = await read(text);
        const chosen = before[at % Math.max(1, before.length)];
        if (!chosen) return;
        const name = `#${chosen.position}`;
        const ref = taskRef(chosen, before);
        const edit = (version: string, what: TaskChange): Promise<string> =>
          applyEdit({ op: 'task', task: ref, change: what }, version);
        for (const what of [DONE, DROP]) {
          const after = await edit(text, what);
          const now = await read(after);
          expect(now.map(({ text: said, id }) => [id, said])).toEqual(
            before.map(({ text: said, id }) => [id, said]),
          );
          expect(
            now.filter((one, i) => one.state !== before[i]?.state).map(({ position }) => `#${position}`),
          ).toEqual([name]);
          const [old, fresh] = [text.split('\n'), after.split('\n')];
          expect(fresh).toHaveLength(old.length);
          expect(fresh.filter((line, i) => line !== old[i]).length).toBeLessThanOrEqual(2);
          expect(await edit(after, what)).toBe(after);
          expect(await edit(after, OPEN)).toBe(text);
        }
      },
    ),
    { numRuns: runs(150) },
  );
});

it('evidence is what stands behind the last dash, if it is that alone', () => {
  const refs = (text: string): string[] => readEvidence(text).parts.map(({ kind, ref }) => `${kind} ${ref}`);
  expect(refs(`a — ${LINK}, \`3f889a1\``)).toEqual(['record RT-260511-01', 'commit 3f889a1']);
  expect(refs('a — [3f889a1](https://example.com/c/3f889a1)')).toEqual(['commit 3f889a1']);
  expect(refs('a — [R](../docs/sessions/2026/05/R%20S.md#x)')).toEqual(['record R S']);
  for (const none of [
    'a — b',
    'a — 3f889a1 was it',
    'a —3f889a1',
    'a — 3f889a1,',
    '`a — 3f889a1`',
    'a — [x](y.txt)',
  ]) {
    expect(refs(none)).toEqual([]);
  }
});
