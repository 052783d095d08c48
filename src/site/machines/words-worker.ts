import { parentPort, workerData } from 'node:worker_threads';
import { wordCounter } from '../../search/count-words.ts';
import { searchText } from '../../search/to-doc.ts';
import { readRecord } from '../../store/read.ts';
import { readTextBody } from '../../work/document.ts';
import type { CountedRecord, WordsTask } from './words-beside.ts';

// A file of its own: `words-beside.ts` starts it. Told is the JSON of each group's words, in their order; null where
// one of its files cannot be read.

const { root, top, groups } = workerData as WordsTask;
const wordsOf = wordCounter();

async function textOf({ row }: CountedRecord): Promise<ReturnType<typeof searchText> | undefined> {
  const text = await readRecord({ root, top }, row.path).catch(() => undefined);
  return text === undefined ? undefined : searchText(row, await readTextBody(row.kind, text));
}

async function countAll(): Promise<void> {
  for (const group of groups) {
    const texts = await Promise.all(group.map(textOf));
    const all = texts.flatMap((text) => text ?? []);
    parentPort?.postMessage(all.length === texts.length ? JSON.stringify(wordsOf(all)) : null, []);
  }
}

void countAll();
