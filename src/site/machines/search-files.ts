import { keyOf, type SiteFile } from '../build/site-file.ts';
import { SUPERSEDED } from '../../work/transitions.ts';
import { lookOf } from '../components/badge.tsx';
import { PATHS } from '../components/icon.tsx';
import { groupsOf } from '../../search/groups.ts';
import { wordCounter } from '../../search/count-words.ts';
import { docsOf, searchText } from '../../search/to-doc.ts';
import type { SearchManifest, Shard } from '../../search/words.ts';
import { readTextBody } from '../../work/document.ts';
import type { SearchWords } from '../language/search.ts';
import type { Words } from '../language/words.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { WordsBeside } from './words-beside.ts';

/** Raise it with whatever changes what is made of the same records: how words are cut, stemmed, stored. */
const FORMAT = '2';

/** Reads the text of a record; undefined where it is gone. */
type ReadText = (path: string) => Promise<string | undefined>;

/**
 * What is searched in the browser: groups of records with their words, and what lists them. A group is named by what it
 * is made from, and made when that is new.
 * @param beside counts words while other files are made, where that is worth it
 */
export function searchFiles(
  { records, operators }: SiteModel,
  words: Words,
  read: ReadText,
  beside?: WordsBeside,
): SiteFile[] {
  const urls = new Map(records.map(({ row, url }) => [row.path, url]));
  const docs = docsOf(
    records.map(({ row }) => row),
    ({ path }) => urls.get(path) ?? '',
  );
  const wordsOf = wordCounter();
  const ahead = beside && batch(beside);
  const shards = groupsOf(records.map((record, at) => ({ record, doc: docs[at] }))).map((group): SiteFile => {
    const listed = group.flatMap(({ doc }) => (doc ? [doc] : []));
    // The file says what the row says: the hash stands for its aliases and summary too.
    const hashes = group.map(({ record }) => record.facts.hash);
    const key = keyOf(FORMAT, JSON.stringify(listed), JSON.stringify(hashes));
    const path = `search/${key.replaceAll(/[-_]/g, '').slice(0, 16).toLowerCase()}.json`;
    let counting: Promise<string | null> | undefined;
    const make = async (): Promise<{ content: string }> => {
      const counted = await counting;
      if (typeof counted === 'string')
        return { content: `${JSON.stringify({ docs: listed }).slice(0, -1)},"words":${counted}}` };
      const texts = await Promise.all(group.map(({ record }) => textOf(record, read)));
      return { content: JSON.stringify({ docs: listed, words: wordsOf(texts) } satisfies Shard) };
    };
    const begin = (): void => {
      counting = ahead?.(group.map(({ record }) => record));
    };
    return { path, key, make, begin };
  });
  // What has been replaced has that sign, whatever it says of itself.
  const statuses = [...new Set([...docs.map(({ status }) => status), SUPERSEDED])]
    .filter((status) => status !== '')
    .toSorted();
  const manifest: SearchManifest<SearchWords> = {
    shards: shards.map(({ path }) => path),
    words: words.search.browser,
    names: Object.fromEntries([
      ...Object.entries(words.kinds).map(([kind, word]) => [`kind:${kind}`, word]),
      ...statuses.map((status) => [`status:${status}`, words.state(status)]),
      ...operators.map(({ slug, name }) => [`owner:${slug}`, name]),
    ]),
    states: Object.fromEntries(
      statuses.map((status) => {
        const [sign, tone] = lookOf(status);
        return [status, { tone, path: PATHS[sign] }];
      }),
    ),
  };
  const content = JSON.stringify(manifest);
  return [...shards, { path: 'search/index.json', key: keyOf(content), make: () => ({ content }) }];
}

/** Gathers what is asked for in one go, and asks for all of it at once. */
function batch(beside: WordsBeside): (group: readonly SiteRecord[]) => Promise<string | null> {
  let waiting: { group: readonly SiteRecord[]; tell: (words: Promise<string | null>) => void }[] = [];
  const ask = (): void => {
    const asked = waiting;
    waiting = [];
    const told = beside(asked.map(({ group }) => group));
    for (const [at, { tell }] of asked.entries()) tell(told[at] ?? Promise.resolve(null));
  };
  return (group) =>
    new Promise((resolve) => {
      if (waiting.length === 0) queueMicrotask(ask);
      waiting.push({ group, tell: resolve });
    });
}

async function textOf({ row }: SiteRecord, read: ReadText): Promise<ReturnType<typeof searchText>> {
  const text = await read(row.path).catch(() => undefined);
  return searchText(row, text === undefined ? undefined : await readTextBody(row.kind, text));
}
