import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/work/apply-edit.ts';
import { repairRecord } from '../../../src/work/merge/repair.ts';
import { uniteIndex } from '../../../src/work/unite-index.ts';

const line = (id: string): string =>
  `- 2026-05-${id.slice(7, 9)} [${id}](../docs/sessions/${id}.md) — Of ${id}\n`;
const [old, rt, sk] = ['RT-260510-01', 'RT-260511-01', 'SK-260511-01'].map(line) as [string, string, string];

const conflict = (ours: string, theirs: string, base?: string): string =>
  `<<<<<<< HEAD\n${ours}${base === undefined ? '' : `||||||| 3f889a1\n${base}`}=======\n${theirs}>>>>>>> theirs\n`;
const file = (body: string): string => `---\ntitle: Flip\n---\n# Flip\n\n${body}`;
const log = (text: string): string => file(`## Session Log\n\n${text}`);
const tasks = (text: string): string => file(`## Tasks\n\n${text}`);

describe('conflicts in a Session Log', () => {
  const repaired: Record<string, readonly [found: string, result: string]> = {
    'between two lines': [log(conflict(rt, sk) + old), log(sk + rt + old)],
    'with the base beside': [log(conflict(rt + old, sk + old, old)), log(sk + rt + old)],
    'with a line that one side took away': [log(conflict(rt, sk + old, old)), log(sk + rt)],
    'with notes of people': [
      log(conflict(`${rt}  ours\n`, `${sk}  theirs\n`) + old),
      log(`${sk}  theirs\n${rt}  ours\n${old}`),
    ],
    'that reach over a heading': [
      file(
        conflict(
          `## Key Context\n\nA\n\n## Session Log\n\n${rt}`,
          `## Key Context\n\nA\n\n## Session Log\n\n${sk}`,
        ),
      ),
      file(`## Key Context\n\nA\n\n## Session Log\n\n${sk}${rt}`),
    ],
    'with marks that somebody overlooked': [
      log(`${sk}=======\n${rt}>>>>>>> theirs\n${old}`),
      log(sk + rt + old),
    ],
    'with CRLF': [
      log(conflict(rt, sk) + old).replaceAll('\n', '\r\n'),
      log(sk + rt + old).replaceAll('\n', '\r\n'),
    ],
  };
  it.each(Object.entries(repaired))('%s are united', async (_, [found, result]) => {
    expect((await repairRecord(found)).replace('=======\n', '')).toBe(result);
    expect(await repairRecord(await repairRecord(found))).toBe(await repairRecord(found));
  });

  it('do not keep a new line out', async () => {
    const edit = {
      op: 'log',
      add: [
        {
          id: 'RT-260512-01',
          date: '2026-05-12',
          title: 'Of RT-260512-01',
          href: '../docs/sessions/RT-260512-01.md',
        },
      ],
    } as const;
    expect(await applyEdit(edit, log(conflict(rt, sk) + old))).toBe(
      log(line('RT-260512-01') + sk + rt + old),
    );
    const open =
      tasks(conflict('- [ ] P1. A\n', '- [x] P1. A\n')) + `\n## Session Log\n\n${conflict(rt, sk)}`;
    // Of the tasks that edit says nothing.
    expect(await applyEdit(edit, open)).toBe(
      `${tasks(conflict('- [ ] P1. A\n', '- [x] P1. A\n'))}\n## Session Log\n\n${line('RT-260512-01')}${sk}${rt}`,
    );
  });
});

describe('conflicts among tasks', () => {
  const repaired: Record<string, readonly [found: string, result: string]> = {
    'two ticks side by side': [
      conflict('- [x] P1. A — 1111111\n- [ ] P2. B\n', '- [ ] P1. A\n- [x] P2. B — 2222222\n'),
      '- [x] P1. A — 1111111\n- [x] P2. B — 2222222\n',
    ],
    'a task each': [conflict('- [ ] P4. Ours\n', '- [ ] P5. Theirs\n'), '- [ ] P4. Ours\n- [ ] P5. Theirs\n'],
    'one task done by both': [
      `- [ ] P1. A\n${conflict('- [x] P2. B — 1111111\n', '- [x] P2. B — 2222222\n')}- [ ] P3. C\n`,
      '- [ ] P1. A\n- [x] P2. B — 1111111, 2222222\n- [ ] P3. C\n',
    ],
  };
  it.each(Object.entries(repaired))('are united where that is safe: %s', async (_, [found, result]) => {
    expect(await repairRecord(tasks(found))).toBe(tasks(result));
  });

  it('are left where the sides do not go together, and only there', async () => {
    const found = conflict(
      '- [x] P1. A\n- [x] P2. B\n- [ ] P3. C\n',
      '- [ ] P1. A\n- [-] P2. B\n- [x] P3. C\n',
    );
    expect(await repairRecord(tasks(found))).toBe(
      tasks(`- [x] P1. A\n${conflict('- [x] P2. B\n', '- [-] P2. B\n')}- [x] P3. C\n`),
    );
  });
});

describe('conflicts elsewhere', () => {
  it('stay as they are, whatever is repaired beside them', async () => {
    const [goal, context] = [conflict('Ours.\n', 'Theirs.\n'), conflict('One.\n\n', 'Two.\n', 'Base.\n')];
    const around = (middle: string): string =>
      file(`## Goal\n\n${goal}\n## Key Context\n\n${context}\n## Session Log\n\n${middle}`);
    expect(await repairRecord(around(conflict(rt, sk)))).toBe(around(sk + rt));
    expect(await repairRecord(around(sk + rt))).toBe(around(sk + rt));
    expect(await repairRecord(log(`${rt}\n\`<<<<<<<\` is a mark.\n`))).toBe(
      log(`${rt}\n\`<<<<<<<\` is a mark.\n`),
    );
  });
});

describe('an index page with conflicts', () => {
  const page = (rows: string): string => `<!-- Derived -->\n# Sessions\n\n| Session |\n| --- |\n${rows}`;
  const row = (id: string): string => `| [${id}](${id}.md) |\n`;

  it('gets and keeps the rows of both sides once', () => {
    const found = page(conflict(row('B') + row('A'), `${row('C')}${row('A')}\nA note.\n`, row('A')));
    const text = page(row('D') + row('C') + row('B') + row('A'));
    expect(uniteIndex(found, page(row('A')), text)).toBe(
      page(`${row('D')}${row('B')}${row('A')}${row('C')}\nA note.\n`),
    );
    expect(uniteIndex(page(conflict(row('B'), row('C'))), undefined, text)).toBe(text);
  });
});
