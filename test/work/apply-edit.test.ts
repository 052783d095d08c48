import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/work/apply-edit.ts';
import { readBody } from '../../src/work/document.ts';
import type { LogLine } from '../../src/work/edit.ts';
import type { Row } from '../../src/work/row.ts';
import { renderLogLine, sessionLog, withLogLines, writtenLines } from '../../src/work/session-log.ts';
import { runs } from '../support/runs.ts';

const line = (id: string, date: string, title = `Title of ${id}`): LogLine => ({
  id,
  date,
  title,
  href: `../docs/sessions/${id}.md`,
});
const OLD = line('RT-260509-01', '2026-05-09');
const MID = line('SK-260510-01', '2026-05-10');
const NEW = line('RT-260511-01', '2026-05-11');
const text = (...lines: (LogLine | string)[]): string =>
  `---\ntitle: W # why\n---\n# W\n\n## Goal\n\nGo.\n\n## Session Log\n\n${lines
    .map((one) => `${typeof one === 'string' ? one : renderLogLine(one)}\n`)
    .join('')}`;
const log = (version: string, add: LogLine[], remove: string[] = []): Promise<string> =>
  applyEdit({ op: 'log', add, remove }, version);

describe('the session log of a workstream', () => {
  it('has the sessions that name it, newest first, with links that work from its file', () => {
    const row = (id: string, created: string | undefined, more: Partial<Row> = {}): Row => ({
      path: `docs/sessions/${id}.md`,
      kind: 'session',
      id,
      title: id,
      workstream: 'flip',
      ...(created === undefined ? {} : { created }),
      ...more,
    });
    const rows = [
      row('RT-260511-01', '2026-05-11T15:12:40+02:00', {
        title: 'P2 | [x] *y*',
        path: 'docs/sessions/2026/05/RT-260511-01.md',
      }),
      row('RT-260511-02', '2026-05-11T16:12:40+02:00'),
      row('RT-260510-01', undefined),
      row('RT-260512-01', '2026-05-12T16:12:40+02:00', { workstream: 'other' }),
      row('RT-260512-02', '2026-05-12T16:12:40+02:00', { stub: true }),
      row('CONV-30-a', undefined, { legacy: true }),
    ];
    expect(sessionLog(rows, { id: 'flip', path: 'workstreams/flip.md' }).map(renderLogLine)).toEqual([
      '- 2026-05-11 [RT-260511-02](../docs/sessions/RT-260511-02.md) — RT-260511-02',
      '- 2026-05-11 [RT-260511-01](../docs/sessions/2026/05/RT-260511-01.md) — P2 \\| \\[x\\] \\*y\\*',
      '- 2026-05-10 [RT-260510-01](../docs/sessions/RT-260510-01.md) — RT-260510-01',
      '- [CONV-30-a](../docs/sessions/CONV-30-a.md) — CONV-30-a',
    ]);
  });

  it('gets a line before the older ones and touches nothing else', async () => {
    expect(await log(text(MID, OLD), [NEW])).toBe(text(NEW, MID, OLD));
    expect(await log(text(NEW, OLD), [MID])).toBe(text(NEW, MID, OLD));
    expect(await log(text(NEW, MID), [OLD])).toBe(text(NEW, MID, OLD));
  });

  it('keeps what people wrote, where they wrote it', async () => {
    const note = 'Started on a Monday.\n\n';
    const version = text(
      `${note}${renderLogLine(MID)}\n  a note under it`,
      '- 2026-05-10 a line of mine',
      OLD,
      '',
      'The end.',
    );
    expect(await log(version, [NEW])).toBe(
      text(
        `${note}${renderLogLine(NEW)}`,
        `${renderLogLine(MID)}\n  a note under it`,
        '- 2026-05-10 a line of mine',
        OLD,
        '',
        'The end.',
      ),
    );
    expect(await log(text('Nothing yet.'), [NEW])).toBe(text('Nothing yet.', '', NEW));
  });

  it('brings a changed title up to date, takes lines out, drops doubles and mends the order', async () => {
    const renamed = { ...MID, title: 'Better' };
    expect(await log(text(NEW, MID, OLD), [renamed])).toBe(text(NEW, renamed, OLD));
    expect(await log(text(NEW, MID, OLD), [], [MID.id])).toBe(text(NEW, OLD));
    expect(await log(text(NEW, MID), [OLD], [NEW.id, MID.id])).toBe(text(OLD));
    expect(await log(text(NEW, MID, NEW), [MID])).toBe(text(NEW, MID));
    expect(await log(text(OLD, `${renderLogLine(MID)}\n  note`, '', 'x'), [NEW])).toBe(
      text(NEW, `${renderLogLine(MID)}\n  note`, OLD, '', 'x'),
    );
  });

  it('is made where there is none, before a person’s own sections', async () => {
    const version = '---\r\ntitle: W\r\n---\r\n# W\r\n\r\n## Tasks\r\n\r\n- [ ] a\r\n\r\n## Mine\r\n\r\nx';
    expect(await log(version, [NEW])).toBe(
      version.replace('## Mine', `## Session Log\r\n\r\n${renderLogLine(NEW)}\r\n\r\n## Mine`),
    );
    expect(await log('---\ntitle: W\n---', [NEW])).toBe(
      `---\ntitle: W\n---\n## Session Log\n\n${renderLogLine(NEW)}\n`,
    );
    expect(await log('', [NEW])).toBe(`## Session Log\n\n${renderLogLine(NEW)}\n`);
  });

  it('keeps guidance in comments and CRLF', async () => {
    const version = text('<!-- newest first -->', OLD).replaceAll('\n', '\r\n');
    expect(await log(version, [NEW])).toBe(text('<!-- newest first -->', NEW, OLD).replaceAll('\n', '\r\n'));
  });

  it('is left alone, with a reason, where something unclosed would swallow the line', async () => {
    for (const open of ['```', '<!-- so']) {
      await expect(log(`# W\n\n## Goal\n\n${open}\n\n## Session Log\n\n`, [NEW])).rejects.toMatchObject({
        code: 'E_LOG_EDIT',
        data: { id: NEW.id },
      });
    }
  });

  it('has each line once, in order, after any edits, and another time changes nothing', async () => {
    const pool = [OLD, MID, NEW, line('SK-260511-01', '2026-05-11'), line('CONV-1', '')];
    const person = fc.constantFrom(
      '- mine',
      'text',
      '',
      '  indented',
      '- 2026-05-11 [x](y.md) — not canon’s',
      '1. z',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...pool), person), { maxLength: 8 }),
        fc.subarray(pool),
        fc.subarray(pool.map(({ id }) => id)),
        async (present, add, remove) => {
          const version = text(...present);
          const once = await log(version, add, remove);
          expect(await log(once, add, remove)).toBe(once);
          const ids = writtenLines(await readBody('workstream', once)).map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { id } of add) expect(ids).toContain(id);
          const people = (all: string): string[] =>
            all
              .split('\n')
              .filter((one) => one.trim() !== '' && !pool.some(({ id }) => one.includes(`[${id}]`)));
          expect(people(once).toSorted()).toEqual(people(version).toSorted());
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('of thousands of lines is edited at once', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) =>
      line(`RT-250101-${String(i).padStart(4, '0')}`, '2025-01-01'),
    );
    const body = await readBody('workstream', withLogLines(await readBody('workstream', ''), many));
    expect(writtenLines(body)).toHaveLength(5_000);
    expect(withLogLines(body, [NEW])).toBe(body.source.replace('- 2025', `${renderLogLine(NEW)}\n- 2025`));
  });
});

describe('an edit', () => {
  it('of the whole file is its text, in every version', async () => {
    expect(await applyEdit({ op: 'write', text: 'a' }, null)).toBe('a');
    expect(await applyEdit({ op: 'index', text: 'a' }, null)).toBe('a');
  });

  it('of values changes their bytes only', async () => {
    const version = '---\r\ntitle: W # why\r\nstatus: active\r\nmine: 1\r\n---\r\n# W\r\n';
    const edit = { op: 'set', values: [{ key: ['status'], value: 'done' }] } as const;
    expect(await applyEdit(edit, version)).toBe(version.replace('active', 'done'));
  });

  it('of an id changes every mention of it and of no other', async () => {
    const version =
      '---\nid: RT-260511-01\nkind: session\n---\n# RT-260511-01 — T\n\n[RT-260511-01](../docs/sessions/RT-260511-01.md#w1), RT-260511-01#w1, RT-260511-011, CONV-RT-260511-01, RT-260511-01-b\n\n```\ncontinue RT-260511-01\n```\n';
    expect(await applyEdit({ op: 'replace-id', from: 'RT-260511-01', to: 'RT-260511-02' }, version)).toBe(
      '---\nid: RT-260511-02\nkind: session\n---\n# RT-260511-02 — T\n\n[RT-260511-02](../docs/sessions/RT-260511-02.md#w1), RT-260511-02#w1, RT-260511-011, CONV-RT-260511-01, RT-260511-01-b\n\n```\ncontinue RT-260511-02\n```\n',
    );
  });

  it('of a file that is not there is refused', async () => {
    const edit = { op: 'log', add: [NEW] } as const;
    await expect(applyEdit(edit, null)).rejects.toMatchObject({ code: 'E_EDIT_NO_FILE' });
  });
});
