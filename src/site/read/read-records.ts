import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { fileStamp, isSettled } from '../../store/file-stamp.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { Row } from '../../work/row.ts';
import type { RecordFacts } from '../model.ts';
import { brokenFacts } from './broken.ts';
import { type Exclusion, shownData } from './exclusion.ts';
import { factsOf, textHash } from './facts.ts';
import { keepRecords, type KeptRecord, type KeptRecords, readKeptRecords } from './kept-records.ts';
import { mayBeCut } from './shown-text.ts';
import type { Texts } from './texts.ts';

/** A file of a record, and what is known of it. */
export interface RecordFile {
  readonly row: Row;
  readonly stamp: string;
  readonly stats: Stats | undefined;
  /** What was kept of it, if it is as it was then. */
  readonly kept: KeptRecord | undefined;
}

/** The files of records as they stand, and what the builds before have kept of them. */
export interface RecordFiles {
  /** The newest first. */
  readonly files: readonly RecordFile[];
  readonly before: KeptRecords;
}

/** What a process remembers from build to build, instead of reading it again. */
export interface RecordMemory {
  records?: KeptRecords;
}

/** Looks at the file of each record. What a sparse checkout leaves out is as HEAD has it. */
export function recordFiles(
  project: Project,
  rows: RowSet,
  head: string | null,
  memory: RecordMemory,
): RecordFiles {
  const before = memory.records ?? readKeptRecords(project);
  const files: RecordFile[] = [];
  rows.each(({ stub, path, kind }, entry) => {
    if (stub) return;
    const { stamp: seen, stats } = fileStamp(join(project.root, path));
    // What is read depends on the kind, which a folder says.
    const stamp = `${kind} ${stats ? seen : String(head)}`;
    const known = before.all.get(path);
    const kept = known?.[0] === stamp ? known : undefined;
    files.push({ row: kept?.[1] ?? entry.row(), stamp, stats, kept });
  });
  return { files, before };
}

/** Where texts are read from. */
interface Read {
  /** As the site has them. */
  readonly texts: Texts;
  /** As they are. */
  readonly whole: Texts;
}

/**
 * Reads what the files of records say beyond their rows, by their paths; what has not changed is not read again.
 * @param at the file system's time from before the rows were read; undefined where nothing may be kept
 */
export async function readFacts(
  project: Project,
  { files, before }: RecordFiles,
  { clock, exclusion, ...from }: Read & { clock: number | undefined; exclusion: Exclusion },
  memory: RecordMemory,
): Promise<Map<string, RecordFacts>> {
  const next = new Map<string, KeptRecord>();
  const facts = new Map<string, RecordFacts>();
  for (const { row, stamp, stats, kept } of files) {
    if (!exclusion.isEmpty && exclusion.hidesPath(row.path)) continue;
    // What depends on other records than its own is no fact of the file.
    const isOwn = exclusion.isEmpty || !mayBeCut(row);
    const known = isOwn ? kept : undefined;
    const found = known?.[2] ?? (await readOne(project, row, from));
    facts.set(row.path, exclusion.isEmpty ? found : shownFacts(row, found, exclusion));
    if (clock !== undefined && isOwn && isSettled(stats, clock))
      next.set(row.path, known ?? [stamp, row, found]);
  }
  if (clock !== undefined) memory.records = keepRecords(project, before, next);
  return facts;
}

const shownFacts = (row: Row, facts: RecordFacts, { hidesId, hidesPath }: Exclusion): RecordFacts => ({
  ...facts,
  data: shownData(facts.data, row.kind, hidesId),
  links: facts.links.filter((path) => !hidesPath(path)),
});

/** Of a file that is gone since, or is none that may be read. */
export const NO_FACTS: RecordFacts = { hash: '', data: {}, lead: null, tasks: [], links: [] };

async function readOne(project: Project, row: Row, { texts, whole }: Read): Promise<RecordFacts> {
  const text = await texts.read(row.path);
  if (row.fault !== undefined) {
    const hash = text === undefined ? '' : textHash(text);
    const broken = await brokenFacts(row, text ?? (await whole.read(row.path)));
    return { ...NO_FACTS, hash, broken: text === undefined ? { ...broken, source: null } : broken };
  }
  if (text === undefined) return NO_FACTS;
  return await factsOf(row, text, project.prefix);
}
