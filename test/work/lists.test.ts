import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/work/document.ts';
import { itemsOf, withItemIds } from '../../src/work/items.ts';
import { progressOf } from '../../src/work/progress.ts';
import { tasksNamed, tasksOf } from '../../src/work/tasks.ts';

const items = async (lines: string, prefix: 'w' | 'q' = 'w'): Promise<string[]> =>
  itemsOf(await readBody('session', `## Waiting On\n\n${lines}\n`), prefix).map(
    (item) => `${item.open ? '' : 'x '}${item.id} ${item.for ?? '-'} ${item.text}`,
  );
const numbered = async (text: string, taken: string[] = []): Promise<string> =>
  withItemIds(await readBody('session', text), taken);

describe('items', () => {
  it.each<[string, string[]]>([
    ['- [ ] w1 @sergei: approve the sender address', ['w1 sergei approve the sender address']],
    ['- [x] w1 done\n- [X] w2 too\n- [-] w3 dropped', ['x w1 - done', 'x w2 - too', 'x w3 - dropped']],
    ['- @Sergei approve\n- plain', ['w1 sergei approve', 'w2 - plain']],
    ['* [ ] **w7**: bold id\n+ [ ] next', ['w7 - bold id', 'w8 - next']],
    ['- [ ] w1 one\n- [ ] w1 again', ['w1 - one', 'w2 - again']],
    ['- [ ] w1. @sergei — wrapped\n  over lines\n  - nested', ['w1 sergei wrapped over lines']],
    ['- None.\n- n/a\n- нет', []],
    ['- [ ] None of the tests ran', ['w1 - None of the tests ran']],
    ['- <!-- @who: what -->', []],
    ['Nobody.', []],
    ['- [ ] w1st is a word, w01 too', ['w1 - w1st is a word, w01 too']],
    ['- [ ] mail a@b.example', ['w1 - mail a@b.example']],
    ['```\n- [ ] code\n```', []],
    ['> - [ ] quoted', []],
  ])('of %j', async (lines, expected) => {
    expect(await items(lines)).toEqual(expected);
  });

  it('of the other section are not taken for these', async () => {
    expect(await items('- [ ] q1 a question', 'q')).toEqual([]);
  });

  it('get boxes and ids when written, and keep those they have', async () => {
    const text =
      '# T\r\n\r\n## Waiting On\r\n\r\n- @sergei: a\r\n- [ ] w4 b\r\n- [x] c\r\n- w9 d\r\n\r\n## Open Questions\r\n- e?\r\n';
    expect(await numbered(text)).toBe(
      '# T\r\n\r\n## Waiting On\r\n\r\n- [ ] w10 @sergei: a\r\n- [ ] w4 b\r\n- [x] w11 c\r\n- [ ] w9 d\r\n\r\n## Open Questions\r\n- [ ] q1 e?\r\n',
    );
    expect(await numbered('## Waiting On\n- a\n', ['w3', 'q8'])).toBe('## Waiting On\n- [ ] w4 a\n');
  });

  it('numbered twice are as numbered once, and then read as they stand', async () => {
    const line = fc.constantFrom(
      '- a',
      '- [ ] b',
      '- [x] w1 c',
      '- w2 d',
      '- [ ] w1 e',
      '  f',
      '- @g: h',
      '',
      '1. i',
      '- none',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const text = `## Waiting On\n\n${lines.join('\n')}\n`;
        const once = await numbered(text);
        expect(await numbered(once)).toBe(once);
        const read = itemsOf(await readBody('session', once), 'w');
        expect(itemsOf(await readBody('session', text), 'w')).toEqual(read);
        expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
      }),
    );
  });
});

describe('tasks', () => {
  const tasks = async (lines: string): Promise<string[]> =>
    tasksOf(await readBody('workstream', `# W\n\n## Tasks\n\n${lines}\n`)).map(
      ({ id, state, text, evidence, line }) =>
        `${line} ${state} ${id} ${text}${evidence.map((one) => ` <${one}>`).join('')}`,
    );

  it.each<[string, string[]]>([
    [
      '- [x] P2. Tool-call hook — [RT-260511-01](../docs/sessions/RT-260511-01.md), 3f889a1',
      ['5 done P2 Tool-call hook <RT-260511-01> <3f889a1>'],
    ],
    [
      '- [ ] no id\n- [ ] P11b. id\n- [ ] T001. id\n- [ ] last',
      ['5 open #1 no id', '6 open P11b id', '7 open T001 id', '8 open #4 last'],
    ],
    [
      '* [ ] star\n+ [x] plus\n\n1. [ ] one\n2) [X] two',
      ['5 open #1 star', '6 done #2 plus', '8 open #3 one', '9 done #4 two'],
    ],
    ['- [ ] P1. wrapped\n  over\nlines\n  - [x] P1a. nested', ['5 open P1 wrapped over lines']],
    ['- [-] P1. dropped: nobody needs it\n- [ ] b', ['5 dropped P1 dropped: nobody needs it', '6 open #2 b']],
    ['- [ ] **P1.** bold', ['5 open P1 bold']],
    [
      '- [ ] P1 no stop\n- [ ] P1.2 no blank\n- [ ] PLAN1. long',
      ['5 open #1 P1 no stop', '6 open #2 P1.2 no blank', '7 open #3 PLAN1. long'],
    ],
    [
      '```\n- [ ] code\n```\n~~~\n- [ ] code\n~~~\n    - [ ] code\n<!--\n- [ ] comment\n-->\n> - [ ] quoted',
      [],
    ],
    ['- no box\n- [ ]\n- [ ]x\n- [y] z', []],
    [
      '- [ ] a — b, and so on\n- [x] c — 3f889a1 was it',
      ['5 open #1 a — b, and so on', '6 done #2 c — 3f889a1 was it'],
    ],
    [
      '- [ ] P1. one\n- [x] P1. two\n- [ ] P2: a colon',
      ['5 open P1 one', '6 done P1 two', '7 open #3 P2: a colon'],
    ],
    [
      '-\t[ ] P1. tab\n-   [ ] **P2**. wide\n- [ ] `P3.` code\n- [x] P4. ` — 3f889a1`',
      ['5 open P1 tab', '6 open P2 wide', '7 open P3 code', '8 done P4 — 3f889a1'],
    ],
    [
      '- [ ] <!-- what, and how it is seen -->\n- [ ] P1. a <!-- why -->\n\n  more\n\n  - [ ] nested',
      ['6 open P1 a'],
    ],
    ['- [-] P1. a — 3f889a1 — dropped: no *time*', ['5 dropped P1 a <3f889a1>']],
    ['- [x] P1. a\r\n  — [RT-1](RT-1.md),\r\n  3f889a1\r', ['5 done P1 a <RT-1> <3f889a1>']],
    ['### Phase one\n\n- [ ] a\n\n### Phase two\n\n- [ ] b', ['7 open #1 a', '11 open #2 b']],
  ])('of %j', async (lines, expected) => {
    expect(await tasks(lines)).toEqual(expected);
  });

  it('are those of the Tasks section only, of all there are', async () => {
    const body = await readBody(
      'workstream',
      '- [ ] a\n\n## Goal\n- [ ] b\n\n## TASKS\n- [ ] c\n\n## Notes\n- [ ] d\n\n## Tasks\n- [x] e\n',
    );
    expect(tasksOf(body, 10).map(({ id, text, line }) => [id, text, line])).toEqual([
      ['#1', 'c', 16],
      ['#2', 'e', 22],
    ]);
  });

  it('are named by id in any case, or by position', async () => {
    const all = tasksOf(
      await readBody('workstream', '## Tasks\n- [ ] P1. a\n- [ ] b\n- [ ] P1. c\n- [ ] P2b. d\n'),
    );
    const named = (name: string): string[] => tasksNamed(all, name).map(({ text }) => text);
    expect(named('P1')).toEqual(['a', 'c']);
    expect(named('p2b.')).toEqual(['d']);
    expect([named('#2'), named('2'), named('#3'), named('4')]).toEqual([['b'], ['b'], ['c'], ['d']]);
    expect([named('P3'), named('#5'), named('0'), named('')]).toEqual([[], [], [], []]);
  });

  it('make progress: dropped ones do not count', async () => {
    const body = await readBody(
      'workstream',
      '## Tasks\n- [x] P0. a\n- [-] P1. b\n- [ ] P2. c\n- [ ] P3. d\n',
    );
    expect(progressOf(tasksOf(body))).toEqual({ done: 1, total: 3, next: { id: 'P2', text: 'c' } });
    expect(progressOf([])).toEqual({ done: 0, total: 0 });
  });

  it('point at their box, so that a tick changes one character', async () => {
    const source = '## Tasks\r\n1. [ ] a\r\n- [x] b\r\n';
    const boxes = tasksOf(await readBody('workstream', source)).map(({ entry }) =>
      source.charAt(entry.boxAt),
    );
    expect(boxes).toEqual([' ', 'x']);
  });
});
