import { join } from 'node:path';
import { BUILD } from '../../store/build.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlainBytes } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { sealed, unsealed } from '../../store/sealed.ts';
import { writeNow } from '../../store/write-now.ts';
import type { Row } from '../../work/row.ts';
import type { RecordFacts } from '../model.ts';
import { siteCache } from './site-cache.ts';

/** What a record's file said when it was read, and how it stood. */
export type KeptRecord = readonly [stamp: string, row: Row, facts: RecordFacts];

/** Records by the path of their file. */
type Records = ReadonlyMap<string, KeptRecord>;

/** What the builds before have kept. */
export interface KeptRecords {
  /** What a build has written in one piece, and the name of that piece. */
  readonly base: Records;
  readonly id: string;
  /** The same, with what builds have found since. */
  readonly all: Records;
}

type Where = Pick<Project, 'local' | 'worktreeKey' | 'prefix'>;

/** All records of one build. */
interface Base {
  readonly made: string;
  readonly id: string;
  readonly files: readonly (readonly [string, KeptRecord])[];
}

/** What is no longer as that build has found it. */
interface Since {
  readonly of: string;
  readonly files: readonly (readonly [string, KeptRecord])[];
  readonly gone: readonly string[];
}

const NOTHING: KeptRecords = { base: new Map(), id: '', all: new Map() };

// What a link means depends on how far below the top of the repository the project is.
const madeBy = ({ prefix }: Where): string => `${BUILD} ${prefix}`;

/** The records of the last build; none where there are none that this build of canon has read. */
export function readKeptRecords(project: Where): KeptRecords {
  const kept = read<Base>(project, 'records');
  if (kept?.made !== madeBy(project)) return NOTHING;
  const base = new Map(kept.files);
  const since = read<Since>(project, 'records-since');
  if (since?.of !== kept.id) return { base, id: kept.id, all: base };
  const all = new Map(base);
  for (const path of since.gone) all.delete(path);
  for (const [path, record] of since.files) all.set(path, record);
  return { base, id: kept.id, all };
}

/** As long as so large a part is as it was, only the rest is written. */
const SMALL = 1 / 8;

/**
 * Keeps records for the next build; a disk that is full is no reason to fail.
 * @returns what is kept now
 */
export function keepRecords(project: Project, before: KeptRecords, next: Records): KeptRecords {
  if (isSame(before.all, next)) return before;
  const files = [...next].filter(([path, record]) => before.base.get(path) !== record);
  const gone = [...before.base.keys()].filter((path) => !next.has(path));
  try {
    if (files.length + gone.length <= before.base.size * SMALL) {
      write(project, 'records-since', { of: before.id, files, gone } satisfies Since);
      return { ...before, all: next };
    }
    const id = Math.random().toString(36).slice(2);
    write(project, 'records', { made: madeBy(project), id, files: [...next] } satisfies Base);
    return { base: next, id, all: next };
  } catch {
    // The next build reads everything again.
    return before;
  }
}

function isSame(before: Records, next: Records): boolean {
  if (before.size !== next.size) return false;
  for (const [path, record] of next) if (before.get(path) !== record) return false;
  return true;
}

function read<T>(project: Where, what: string): T | undefined {
  try {
    const file = join(project.local, ...siteCache(what, project));
    return unsealed<T>(readPlainBytes(file, MOST_CACHE));
  } catch {
    return undefined;
  }
}

const write = (project: Project, what: string, kept: Base | Since): void =>
  writeNow(localFile(project, ...siteCache(what, project)), sealed(kept));
