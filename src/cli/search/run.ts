import { find, type Found } from '../../search/find.ts';
import { missingWords } from '../../search/near.ts';
import { phrasesHold, phrasesOf } from '../../search/phrases.ts';
import type { Query } from '../../search/query.ts';
import { type Snippet, snippetsOf } from '../../search/snippets.ts';
import { stem } from '../../search/stem.ts';
import { tokensIn } from '../../search/tokens.ts';
import type { Project } from '../../store/project.ts';
import { type Gathered, gather } from './gather.ts';
import { readBlocks } from './texts.ts';

/** A record that was found, with where in it. */
export interface Hit extends Found {
  readonly path: string;
  readonly snippets: readonly Snippet[];
}

/** What a search comes to. */
export interface Result {
  readonly hits: readonly Hit[];
  /** How many there are, shown or not. */
  readonly total: number;
  /** Where nothing was found: words that are a bit like those that are in no record. */
  readonly near: readonly string[];
}

/** Searches the records of a project. */
export async function search(project: Project, query: Query, limit: number | undefined): Promise<Result> {
  const gathered = await gather(project);
  const found = await withPhrases(project, gathered, query, find(gathered, query));
  const hasWords = query.parts.some(({ type, not }) => type !== 'filter' && !not);
  const hits: Hit[] = [];
  for (const one of found.slice(0, limit)) {
    const row = gathered.rows[one.at];
    const blocks = row && hasWords ? await readBlocks(project, row) : [];
    hits.push({ ...one, path: one.doc.url, snippets: snippetsOf(blocks, one.terms, query) });
  }
  const near = found.length === 0 ? await nearWords(project, gathered, query) : [];
  return { hits, total: found.length, near };
}

/** Those in which the words of the phrases stand in a row. */
async function withPhrases(
  project: Project,
  { rows }: Gathered,
  query: Query,
  found: readonly Found[],
): Promise<readonly Found[]> {
  const { wanted, unwanted } = phrasesOf(query);
  if (wanted.length + unwanted.length === 0) return found;
  const kept: Found[] = [];
  for (const one of found) {
    const row = rows[one.at];
    if (!row) continue;
    const text = [row.id, row.title, ...(row.tags ?? []), ...(await readBlocks(project, row))].join('\n');
    if (phrasesHold(query, text)) kept.push(one);
  }
  return kept;
}

/** The index knows stems: a text that has one tells what the word is. */
async function nearWords(project: Project, gathered: Gathered, query: Query): Promise<string[]> {
  const near = missingWords(gathered, query, gathered.terms()).flatMap((missing) => missing.near);
  const words: string[] = [];
  for (const term of near.slice(0, 5)) {
    const [best] = gathered.index.search(term);
    const row = best && gathered.rows[Number(best.id)];
    if (!row) continue;
    const text = [row.title, ...(row.tags ?? []), ...(await readBlocks(project, row))].join('\n');
    const word = tokensIn(text).find((one) => stem(one.word) === term)?.word;
    if (word !== undefined && !words.includes(word)) words.push(word);
  }
  return words;
}
