import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Row } from '../../work/row.ts';

/** A record whose words are counted. */
export interface CountedRecord {
  readonly row: Pick<Row, 'path' | 'kind' | 'title' | 'id' | 'aliases' | 'tags' | 'summary'>;
}

/** What is asked of the thread. */
export interface WordsTask {
  readonly root: string;
  readonly top: string;
  readonly groups: readonly (readonly CountedRecord[])[];
}

/** Counts words while pages are made: the JSON of a group's words; null where they have to be counted here. */
export type WordsBeside = (
  groups: readonly (readonly CountedRecord[])[],
) => readonly Promise<string | null>[];

/** Starting a thread takes longer than counting the words of a few hundred records. */
const FEW = 4;

/**
 * Counts the words of many groups in a thread of its own.
 * @param assets the folder of the site's style and scripts: the thread's file lies beside it
 * @returns undefined where there is none
 */
export function wordsBeside(
  { root, top }: Pick<WordsTask, 'root' | 'top'>,
  assets: string,
): WordsBeside | undefined {
  const file = join(assets, '..', 'words-worker.cjs');
  if (!existsSync(file)) return undefined;
  return (groups) => {
    if (groups.length < FEW) return groups.map(() => Promise.resolve(null));
    const told = groups.map(({ length }) => ({ length, ...withResolvers() }));
    let at = 0;
    const worker = new Worker(file, { workerData: { root, top, groups: groups.map(plain) } });
    worker.on('message', (words: string | null) => told[at++]?.tell(words));
    // Whatever becomes of the thread, the rest is counted here.
    const end = (): void => {
      for (const { tell } of told) tell(null);
    };
    worker.on('error', end);
    worker.on('exit', end);
    return told.map(({ promise }) => promise);
  };
}

// A row may be much longer than what is counted of it.
const plain = (group: readonly CountedRecord[]): CountedRecord[] =>
  group.map(({ row: { path, kind, title, id, aliases, tags, summary } }) => ({
    row: {
      path,
      kind,
      title,
      id,
      ...(aliases ? { aliases } : {}),
      ...(tags ? { tags } : {}),
      ...(summary === undefined ? {} : { summary }),
    },
  }));

function withResolvers(): { promise: Promise<string | null>; tell: (words: string | null) => void } {
  let tell: (words: string | null) => void = () => {};
  const promise = new Promise<string | null>((resolve) => (tell = resolve));
  return { promise, tell };
}
