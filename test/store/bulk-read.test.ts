import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bulkRead } from '../../src/store/bulk-read.ts';
import type { Folder } from '../../src/store/folders.ts';
import { headOf, type RowHead } from '../../src/store/row-head.ts';
import { rowPack } from '../../src/store/row-pack.ts';
import { encodeTable } from '../../src/store/row-encode.ts';
import { tableOfBytes } from '../../src/store/row-table.ts';
import { sessionReader } from '../../src/store/session-reader.ts';
import { breakdown, created, line, list, mostly, usualFront, words } from '../support/session-front.ts';
import { toRowFully } from '../../src/work/to-row.ts';
import { runs } from '../support/runs.ts';

const DIR = 'docs/sessions';
const layout = { kindOfPath: () => 'session' as const };
const folders = (names: readonly string[]): ReadonlyMap<string, Folder> =>
  new Map([[DIR, { stamp: 'x', settled: true, folders: [], names }]]);
const HOUR_AGO = new Date(Date.now() - 3_600_000);

/** What was read of a folder of such files: rows by path, and the head of each as it stands in a table. */
async function read(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<Map<string, { row: unknown; head: unknown }>> {
  const root = mkdtempSync(join(tmpdir(), 'canon-bulk-'));
  try {
    mkdirSync(join(root, DIR), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(root, DIR, name), text);
      utimesSync(join(root, DIR, name), HOUR_AGO, HOUR_AGO);
    }
    // The time of change cannot be set back: the clock is set forward.
    const pack = await bulkRead(root, layout, folders(Object.keys(files)), Date.now() + 3_600_000);
    const table = tableOfBytes(encodeTable(pack, {}));
    if (!table) throw new Error('not decoded');
    const cursor = table.cursor();
    return new Map(
      table.paths().map((path, at) => {
        cursor.at = at;
        return [path, { row: table.row(at), head: copy(cursor) }];
      }),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The same, one file at a time with the full readers. */
async function expected(files: Readonly<Record<string, string>>): Promise<Map<string, unknown>> {
  const rows = new Map<string, unknown>();
  for (const [name, text] of Object.entries(files)) {
    const row = await toRowFully(`${DIR}/${name}`, 'session', text);
    rows.set(row.path, { row, head: copy(headOf(row)) });
  }
  return rows;
}

const copy = (head: RowHead): unknown => ({
  kind: head.kind,
  path: head.path,
  owner: head.owner || undefined,
  status: head.status || undefined,
  plan: head.plan || undefined,
  workstream: head.workstream || undefined,
  branch: head.branch || undefined,
  tags: head.tags,
  instant: head.instant,
  legacy: head.legacy,
  stub: head.stub,
  broken: head.broken,
  openItems: head.openItems,
  closes: head.closes,
  aliases: head.aliases,
  replaces: head.replaces,
});

const front = fc
  .tuple(
    line('title', words),
    line('operator', fc.constantFrom('roman', 'sergei', 'ольга', '')),
    line('summary', words),
    line('plan', fc.constantFrom('a-plan', '"a-plan"', 'план')),
    line('workstream', fc.constantFrom('a-stream', 'null')),
    line('tags', list),
    line('aliases', list),
    line('closes', list),
    line('kind', mostly('session', '"session"', 'plan')),
    mostly('id: RT-260511-01\nstatus: handed-off\n', 'status: [auto]\n', 'extra: 1\nstatus: auto\n'),
    line('created', created),
    line('branch', fc.constantFrom('main', 'feature/я')),
    breakdown,
  )
  .map((lines) => lines.join(''));
const body = fc.constantFrom(
  '# RT-260511-01 — Title\n\n## Next Action\n\nGo on.\n',
  '# Title\n',
  '# RT-260511-01 — Title\n\n## Summary\n\nText.\n',
  '# T\n\n## Waiting On\n\n- [ ] w1 @sergei: approve\n',
  '# T\n\n## wAiTiNg \u00a0 oN\n\n- [x] w1 @sergei: approve\n',
  '# T\n\n## Open Questions\n\n- [ ] q1 why\n',
  '# T\n\nNobody is waiting on us.\n',
  '',
);
const file = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(front, body).map(([one, other]) => `---\n${one}---\n${other}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '---\n',
      '# Legacy\n',
      '\uFEFF---\ntitle: a\n---\n',
      '---\r\ntitle: a\r\n---\r\n',
    ),
  },
);

test('says of every file what the full readers say, row and head', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 10, maxLength: 30 }), async (texts) => {
      const files = Object.fromEntries(texts.map((text, at) => [`RT-260511-${at + 10}.md`, text]));
      expect(await read(files)).toEqual(await expected(files));
    }),
    { numRuns: runs(20) },
  );
});

test('keeps of a session without a row what makes the row that the full readers make', async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(usualFront, body, async (lines, below) => {
      const text = `---\n${lines}---\n${below}`;
      const pack = rowPack();
      const path = `${DIR}/RT-260511-01.md`;
      const bytes = Buffer.from(`...${text}`);
      const letters = bytes.toString('latin1');
      const place = { path, bytes, letters, start: 3, end: bytes.length, hasItems: text.includes('n') };
      if (!sessionReader(pack)(place)) return;
      kept += 1;
      const table = tableOfBytes(encodeTable(pack, {}));
      if (!table) throw new Error('not decoded');
      const row = await toRowFully(path, 'session', text);
      expect(table.row(0)).toEqual(row);
      expect(copy(table.cursor())).toEqual(copy(headOf(row)));
      expect(table.source(0)).toMatch(/^---\n/);
    }),
    { numRuns: runs(2000) },
  );
  expect(kept).toBeGreaterThan(100);
});

const PLAIN = `---\ntitle: A\noperator: roman\nsummary: S.\nkind: session\nid: RT-260511-01\nstatus: auto\n---\n`;

test('one file that is not UTF-8 does not change what is said of those beside it', async () => {
  const found = await read({
    'a.md': PLAIN,
    'b.md': Buffer.from('---\ntitle: \xE4\n---\n', 'latin1'),
    'c.md': PLAIN,
  });
  expect(found.get(`${DIR}/b.md`)?.row).toMatchObject({ fault: { code: 'E_FILE_NOT_UTF8' } });
  expect(found.get(`${DIR}/a.md`)?.row).toMatchObject({ title: 'A', owner: 'roman' });
  expect(found.get(`${DIR}/c.md`)?.row).toMatchObject({ title: 'A', owner: 'roman' });
});

test('a letter that is cut off at the end of one file is not completed by the next', async () => {
  const found = await read({
    'a.md': Buffer.concat([Buffer.from(PLAIN), Buffer.from([0xd0])]),
    'b.md': PLAIN,
  });
  expect(found.get(`${DIR}/a.md`)?.row).toMatchObject({ fault: { code: 'E_FILE_NOT_UTF8' } });
  expect(found.get(`${DIR}/b.md`)?.row).toMatchObject({ title: 'A' });
});

test('long files, and many of them, are all read', async () => {
  const long = `${PLAIN}${'A line of text that goes on.\n'.repeat(4000)}\n## Waiting On\n\n- w1 late\n`;
  const files: Record<string, string> = { 'long.md': long };
  for (let at = 0; at < 450; at += 1) files[`RT-260511-${at}.md`] = `${PLAIN}${'x'.repeat(at * 40)}`;
  const found = await read(files);
  expect(found.size).toBe(451);
  expect(found.get(`${DIR}/long.md`)?.row).toMatchObject({
    waiting: [{ id: 'w1', text: 'late', open: true }],
  });
});

test('links, folders and what was changed a moment ago are left out', async () => {
  const root = mkdtempSync(join(tmpdir(), 'canon-bulk-'));
  try {
    mkdirSync(join(root, DIR, 'folder.md'), { recursive: true });
    writeFileSync(join(root, DIR, 'fresh.md'), PLAIN);
    symlinkSync('fresh.md', join(root, DIR, 'link.md'));
    const names = ['folder.md', 'fresh.md', 'link.md', 'gone.md'];
    expect((await bulkRead(root, layout, folders(names), Date.now() - 1000)).paths).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
