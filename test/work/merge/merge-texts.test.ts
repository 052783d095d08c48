import { describe, expect, it } from 'vitest';
import { indexPages } from '../../../src/work/index-pages.ts';
import type { Row } from '../../../src/work/row.ts';
import { mergeFile, type MergeTexts } from '../../../src/work/merge/merge-texts.ts';

/** An ordinary merge that finds a difference everywhere: what is not united conflicts. */
const refuse: MergeTexts = ([, ours, theirs]) =>
  Promise.resolve({ text: `<<<<<<<\n${ours}=======\n${theirs}>>>>>>>\n`, conflicts: true });

const workstream = (tasks: string, log = ''): string =>
  `---\ntitle: Flip\n---\n# Flip\n\n## Goal\n\nGo.\n\n## Tasks\n\n${tasks}${log === '' ? '' : `\n## Session Log\n\n${log}`}`;

const merge = (base: string, ours: string, theirs: string, path = 'workstreams/flip.md') =>
  mergeFile(path, [base, ours, theirs], refuse);

const BASE = '- [ ] P1. One\n- [ ] P2. Two\n- [ ] P3. Three\n';

describe('tasks of two sides', () => {
  const united: Record<string, readonly [base: string, ours: string, theirs: string, result: string]> = {
    'two ticks side by side': [
      BASE,
      '- [x] P1. One — 3f889a1\n- [ ] P2. Two\n- [ ] P3. Three\n',
      '- [ ] P1. One\n- [x] P2. Two — [SK-260511-01](../docs/sessions/SK-260511-01.md)\n- [ ] P3. Three\n',
      '- [x] P1. One — 3f889a1\n- [x] P2. Two — [SK-260511-01](../docs/sessions/SK-260511-01.md)\n- [ ] P3. Three\n',
    ],
    'one task done by both': [
      BASE,
      BASE.replace('[ ] P2. Two', '[x] P2. Two — 1111111'),
      BASE.replace('[ ] P2. Two', '[X] P2. Two — 2222222, 1111111'),
      BASE.replace('[ ] P2. Two', '[x] P2. Two — 1111111, 2222222'),
    ],
    'a tick and another wording of the same task': [
      BASE,
      BASE.replace('[ ] P2. Two', '[x] P2. Two — 1111111'),
      BASE.replace('P2. Two', 'P2. Two, and more'),
      BASE.replace('[ ] P2. Two', '[x] P2. Two, and more — 1111111'),
    ],
    'a task each at the end': [
      BASE,
      `${BASE}- [ ] P4. Ours\n`,
      `${BASE}- [ ] P5. Theirs\n  with a line under it\n`,
      `${BASE}- [ ] P4. Ours\n- [ ] P5. Theirs\n  with a line under it\n`,
    ],
    'a tick taken back and a tick beside it': [
      BASE.replace('[ ] P1. One', '[x] P1. One — 1111111'),
      BASE,
      BASE.replace('[ ] P1. One', '[x] P1. One — 1111111').replace('[ ] P2', '[x] P2'),
      BASE.replace('[ ] P2', '[x] P2'),
    ],
    'tasks without ids, bullets of another kind, and CRLF': [
      '* [ ] One\r\n* [ ] Two\r\n',
      '* [x] One\r\n* [ ] Two\r\n',
      '* [ ] One\r\n* [-] Two\r\n',
      '* [x] One\r\n* [-] Two\r\n',
    ],
    'evidence on a line of its own': [
      '- [ ] P1. One that is\n  long\n- [ ] P2. Two\n',
      '- [x] P1. One that is\n  long\n  — 1111111\n- [ ] P2. Two\n',
      '- [ ] P1. One that is\n  long\n- [x] P2. Two — 2222222\n',
      '- [x] P1. One that is\n  long\n  — 1111111\n- [x] P2. Two — 2222222\n',
    ],
    'a file without a last line end': [
      '- [ ] P1. One\n- [ ] P2. Two',
      '- [ ] P1. One\n- [x] P2. Two',
      '- [x] P1. One\n- [ ] P2. Two',
      '- [x] P1. One\n- [x] P2. Two',
    ],
  };
  it.each(Object.entries(united))('%s', async (_, [base, ours, theirs, result]) => {
    const eol = base.includes('\r') ? '\r\n' : '\n';
    const file = (tasks: string): string => workstream('').replaceAll('\n', eol) + tasks;
    const merged = await merge(file(base), file(ours), file(theirs));
    expect(merged).toEqual({ text: file(result), conflicts: false });
    expect(await merge(file(base), file(theirs), file(ours))).toMatchObject({ conflicts: false });
  });

  it('that do not go together are left to git, and the ones beside them are united', async () => {
    const { text, conflicts } = await merge(
      workstream(BASE),
      workstream(BASE.replace('[ ] P2', '[x] P2').replace('[ ] P1', '[x] P1')),
      workstream(BASE.replace('[ ] P2', '[-] P2').replace('[ ] P3', '[x] P3')),
    );
    expect(conflicts).toBe(true);
    const [ours, theirs] = text.split('=======\n');
    expect(ours).toContain('- [x] P1. One\n- [x] P2. Two\n- [x] P3. Three\n');
    expect(theirs).toContain('- [x] P1. One\n- [-] P2. Two\n- [x] P3. Three\n');
  });

  it('of one id and other words are left to git', async () => {
    const merged = await merge(
      workstream(BASE),
      workstream(`${BASE}- [ ] P4. Ours\n`),
      workstream(`${BASE}- [ ] P4. Theirs\n`),
    );
    expect(merged.conflicts).toBe(true);
  });

  it('that one side took away and the other ticked are left to git', async () => {
    const merged = await merge(
      workstream(BASE),
      workstream(BASE.replace('- [ ] P2. Two\n', '')),
      workstream(BASE.replace('[ ] P2', '[x] P2')),
    );
    expect(merged.conflicts).toBe(true);
  });
});

describe('the Session Log of two sides', () => {
  const line = (id: string): string =>
    `- 2026-05-${id.slice(7, 9)} [${id}](../docs/sessions/${id}.md) — Of ${id}\n`;
  const [old, rt, sk] = ['RT-260510-01', 'RT-260511-01', 'SK-260511-01'].map(line) as [
    string,
    string,
    string,
  ];
  const file = (log: string): string => workstream(BASE, log);

  it('has the lines of both, newest first', async () => {
    expect(await merge(file(old), file(rt + old), file(sk + old))).toEqual({
      text: file(sk + rt + old),
      conflicts: false,
    });
    // No section before, and none on one side.
    expect(await merge(file(''), file(rt), file(sk))).toEqual({ text: file(sk + rt), conflicts: false });
    expect(await merge(file(old), file(rt + old), file(old))).toEqual({
      text: file(rt + old),
      conflicts: false,
    });
  });

  it('loses a line that a side took away, and takes the newer wording', async () => {
    const renamed = old.replace('Of RT', 'Now of RT');
    expect(await merge(file(rt + old), file(renamed), file(sk + rt + old))).toEqual({
      text: file(sk + renamed),
      conflicts: false,
    });
  });

  it('keeps what people wrote there', async () => {
    const noted = `${old}  a note\n`;
    expect(await merge(file(old), file(noted), file(sk + old))).toEqual({
      text: file(sk + noted),
      conflicts: false,
    });
  });

  it('that a fence swallows is left to git', async () => {
    const merged = await merge(
      file(`\`\`\`\n${old}`),
      file(`\`\`\`\n${rt}${old}`),
      file(`\`\`\`\n${sk}${old}`),
    );
    expect(merged.conflicts).toBe(true);
  });
});

describe('an index page of two sides', () => {
  const DIR = 'docs/sessions';
  const rows = [1, 2, 3, 4, 5].map((day): Row => {
    const id = `RT-26051${day}-01`;
    return {
      path: `${DIR}/${id}.md`,
      kind: 'session',
      id,
      title: `Of ${id}`,
      created: `2026-05-1${day}T10:00:00+02:00`,
      status: 'handed-off',
    };
  });
  const page = (...some: number[]): string =>
    indexPages(
      'session',
      some.map((at) => rows[at]!),
      { dir: DIR },
    )[0]?.text ?? '';
  const mergePage = (base: string, ours: string, theirs: string) =>
    merge(base, ours, theirs, `${DIR}/INDEX.md`);

  it.each([
    ['rows of both', page(0), page(0, 1, 3), page(0, 2, 4), page(0, 1, 2, 3, 4)],
    ['the first rows of both', page(), page(1), page(2), page(1, 2)],
    ['a page that both made', '', page(1), page(2), page(1, 2)],
    ['without a row that one took away', page(0, 1, 2), page(0, 2), page(0, 1, 2, 3), page(0, 2, 3)],
    [
      'with the newer wording',
      page(0, 1),
      page(0, 1).replace('handed-off', 'auto'),
      page(0, 1, 2),
      page(0, 1, 2).replace(/(14?.*RT-260512.*)handed-off/, '$1auto'),
    ],
  ])('has %s', async (_, base, ours, theirs, result) => {
    expect(await mergePage(base, ours, theirs)).toEqual({ text: result, conflicts: false });
    expect(await mergePage(base, theirs, ours)).toEqual({ text: result, conflicts: false });
  });

  it('keeps what people wrote there, and leaves what they disagree in to git', async () => {
    const noted = (text: string, note: string): string =>
      text.replace('# Sessions\n', `# Sessions\n\n${note}\n`);
    const one = await mergePage(page(0), noted(page(0, 1), 'A note.'), page(0, 2));
    expect(one).toEqual({ text: noted(page(0, 1, 2), 'A note.'), conflicts: false });
    const two = await mergePage(page(0), noted(page(0, 1), 'A note.'), noted(page(0, 2), 'Another.'));
    expect(two.conflicts).toBe(true);
    for (const side of two.text.split('=======\n'))
      expect(side).toMatch(/RT-260513.*\n.*RT-260512.*\n.*RT-260511/);
  });
});
