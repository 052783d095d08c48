import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GROUP } from '../../src/search/groups.ts';
import type { Shard } from '../../src/search/words.ts';
import type { SiteFile } from '../../src/site/build/site-file.ts';
import { wordsOf } from '../../src/site/language/words.ts';
import { searchFiles } from '../../src/site/machines/search-files.ts';
import { type WordsBeside, wordsBeside } from '../../src/site/machines/words-beside.ts';
import type { SiteModel, SiteRecord } from '../../src/site/model.ts';
import { recordUrl } from '../../src/site/urls.ts';
import { sandbox } from '../support/sandbox.ts';
import { ASSETS } from './rebuilding.ts';

/** So many sessions, the newest first; the text of each is its title. */
const sessions = (count: number): SiteRecord[] =>
  Array.from({ length: count }, (_, at): SiteRecord => {
    const id = `RT-260101-${String(at).padStart(4, '0')}`;
    const url = recordUrl('session', id);
    const row = { path: `docs/sessions/${id}.md`, kind: 'session' as const, id, title: `Session ${at}` };
    const facts = { hash: `hash-${at}`, data: {}, lead: null, tasks: [], links: [] };
    return { row, url, documentUrl: url, facts, own: '', status: null, supersededBy: null, history: [] };
  }).toReversed();

const ROMAN = { slug: 'roman', initials: 'RT', name: 'Roman', emails: [] };

function filesOf(
  records: readonly SiteRecord[],
  beside?: WordsBeside,
): { files: SiteFile[]; read: string[] } {
  const read: string[] = [];
  const model = { records, operators: [ROMAN] } as unknown as SiteModel;
  const files = searchFiles(
    model,
    wordsOf('en'),
    async (path) => {
      read.push(path);
      return `# ${path}\n\nWords of it.\n`;
    },
    beside,
  );
  return { files, read };
}

const contentOf = async (file: SiteFile | undefined): Promise<string> =>
  String((await file?.make())?.content);

test('a new session changes the last part of the index alone, and texts are read for what is made', async () => {
  const records = sessions(2 * GROUP + 5);
  const before = filesOf(records.slice(1)).files;
  const { files, read } = filesOf(records);
  expect(files.map(({ key }, at) => key === before[at]?.key)).toEqual([true, true, false, false]);
  expect(files.map(({ path }, at) => path === before[at]?.path)).toEqual([true, true, false, true]);
  expect(read).toEqual([]);
  const { docs, words } = JSON.parse(await contentOf(files[2])) as Shard;
  expect(read).toHaveLength(5);
  expect(docs.map(({ id }) => id)).toEqual(
    records
      .slice(0, 5)
      .map(({ row }) => row.id)
      .toReversed(),
  );
  expect(words.terms.split(' ')).toContain('word');
});

test('the same records give the same bytes', async () => {
  const [one, other] = [filesOf(sessions(3)).files, filesOf(sessions(3)).files];
  expect(one.map(({ path }) => path)).toEqual(other.map(({ path }) => path));
  expect(await Promise.all(one.map(contentOf))).toEqual(await Promise.all(other.map(contentOf)));
});

test('words that are counted beside are those that are counted here, also where a file is gone', async () => {
  const records = sessions(4 * GROUP);
  const box = sandbox();
  const root = box.dir;
  // The newest is gone: its group is counted where its text may still be had.
  for (const { row } of records.slice(1)) box.write(join(root, row.path), `# ${row.path}\n\nWords of it.\n`);
  const { files } = filesOf(records);
  const asked: number[] = [];
  const beside = wordsBeside({ root, top: root }, ASSETS);
  const others = filesOf(records, (groups) => {
    asked.push(groups.length);
    return beside?.(groups) ?? [];
  });
  for (const file of others.files) file.begin?.();
  expect(await Promise.all(others.files.map(contentOf))).toEqual(await Promise.all(files.map(contentOf)));
  expect(asked).toEqual([4]);
  expect(others.read).toHaveLength(GROUP);
});

test('no record at all is an index of nothing', async () => {
  const { files } = filesOf([]);
  expect(JSON.parse(await contentOf(files[0]))).toMatchObject({
    shards: [],
    names: { 'kind:adr': 'Decision', 'owner:roman': 'Roman' },
    states: {},
  });
});
