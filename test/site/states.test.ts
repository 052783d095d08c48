import { expect, test } from 'vitest';
import { wordsOf } from '../../src/site/language/words.ts';
import { indexJson } from '../../src/site/machines/index-json.ts';
import { searchFiles } from '../../src/site/machines/search-files.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

const session = (id: string, more: Partial<SomeRecord>): SomeRecord => ({
  kind: 'session',
  id,
  created: `2026-05-0${id.at(-1)}T10:00:00Z`,
  ...more,
});

// What took a session's place says so; the session's own state stays what it was.
const model = siteModel([
  session('RT-1', { status: 'handed-off' }),
  session('RT-2', { status: 'handed-off', supersedes: ['RT-1'] }),
  session('RT-3', { status: 'handed-off', supersedes: ['RT-2'] }),
  session('CONV-4', { legacy: true }),
]);
const STATES = { 'RT-1': 'superseded', 'RT-2': 'superseded', 'RT-3': 'handed-off', 'CONV-4': 'legacy' };

test('pages, lists, search and index.json say the same state of a record', async () => {
  const pages = makePages(model);
  const text = (url: string): string =>
    textOf(
      drawn(
        pages.find((one) => one.url === url)!,
        model,
      ),
    );
  const { records } = JSON.parse(indexJson(model).text) as {
    records: { id: string; status: string; superseded_by: string | null }[];
  };
  expect(Object.fromEntries(records.map(({ id, status }) => [id, status]))).toEqual(STATES);
  expect(records.map(({ superseded_by }) => superseded_by)).toEqual([null, null, 'RT-3', 'RT-3']);

  const [shard, list] = searchFiles(model, wordsOf('en'), async () => '');
  const { docs } = JSON.parse(String((await shard!.make()).content)) as {
    docs: { id: string; status: string }[];
  };
  expect(Object.fromEntries(docs.map(({ id, status }) => [id, status]))).toEqual(STATES);
  expect(Object.keys(JSON.parse(String((await list!.make()).content)).states)).toEqual([
    'handed-off',
    'legacy',
    'superseded',
  ]);

  for (const [id, status] of Object.entries(STATES)) {
    const word = wordsOf('en').state(status);
    expect(text(`records/status/${status}/`), id).toContain(id);
    expect(text(`sessions/${id}/`), id).toContain(`Copy ${id} ${word}`);
  }
  expect(text('sessions/RT-3/')).toMatch(/RT-1 superseded RT-1 RT-2 superseded RT-2 RT-3 handed off/);
});
