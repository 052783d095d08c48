import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { commitsKnown } from '../git/commits-known.ts';
import { loadOperators } from '../identity/operators.ts';
import { indexFilesHere } from '../store/derived.ts';
import type { Folders } from '../store/folders.ts';
import { type OtherRecords, otherRecords } from '../store/other-records.ts';
import { REPORTS } from '../store/imports/report.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import { onAnyBranch } from '../store/record-places.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import type { CheckResult } from './check.ts';
import type { Imports } from './imports.ts';
import { lookupIn } from './lookup.ts';
import type { Around, CheckedRow } from './rule.ts';
import type { Time } from './time.ts';

export interface Surroundings {
  readonly around: Around;
  /** An operators file that cannot be read: then nobody is unknown, but that. */
  readonly operatorFault: readonly Diagnostic[];
  /** What was asked of git so far, for whoever keeps the answers. */
  readonly asked: () => Pick<CheckResult, 'missing' | 'elsewhere'>;
}

/** What the rules over all records see of the world. Git is asked only where a rule wants to know. */
export async function aroundOf(
  project: Project,
  seen: {
    readonly rows: readonly CheckedRow[];
    readonly time: Time;
    readonly claims: Around['claims'];
    readonly isBeingWritten: Around['isBeingWritten'];
    readonly folders: Folders;
    /** Told of every derived file and report of an import that is read. */
    readonly look: (path: string) => void;
    /** The file system's time from before this, if it is known. */
    readonly clock?: number | undefined;
  },
): Promise<Surroundings> {
  const missing = new Set<string>();
  const elsewhere = { asked: new Set<string>(), found: new Set<string>() };
  const { operators, fault } = await operatorsOf(project);
  let others: Promise<OtherRecords> | undefined;
  let imports: Promise<Imports> | undefined;
  const around: Around = {
    time: seen.time,
    lookup: lookupIn(seen.rows),
    operators,
    claims: seen.claims,
    isBeingWritten: seen.isBeingWritten,
    folders: new Map([...seen.folders].map(([path, { names = [] }]) => [path, names.length])),
    async commits(names) {
      const known = await commitsKnown(project.repo, names);
      for (const [name, state] of known) if (state === 'missing') missing.add(name);
      return known;
    },
    others: () => (others ??= otherRecords(project, seen.rows)),
    async elsewhere(ids) {
      const found = await onAnyBranch(project, ids);
      for (const id of ids) elsewhere.asked.add(id);
      for (const id of found) elsewhere.found.add(id);
      return found;
    },
    itemsOf: itemReader(project),
    pathOf: (id) => project.layout.pathFor('session', id),
    imports: () => (imports ??= importsHere(project, seen.look, seen.clock)),
    indexPages: () => indexPages(project, seen.look),
  };
  return {
    around,
    operatorFault: fault,
    asked: () => ({
      missing: [...missing],
      elsewhere: { asked: [...elsewhere.asked], found: [...elsewhere.found] },
    }),
  };
}

/** Reads the items of the few records that others close any of: each once. */
function itemReader(project: Project): Around['itemsOf'] {
  const known = new Map<string, Promise<readonly string[] | undefined>>();
  const read = async ({ path, kind }: CheckedRow): Promise<readonly string[] | undefined> => {
    const text = await readRecord(project, path).catch(() => undefined);
    const row =
      text === undefined ? undefined : (toRow(path, kind, text) ?? (await toRowFully(path, kind, text)));
    if (row === undefined || row.fault) return undefined;
    return [...(row.waiting ?? []), ...(row.questions ?? [])].map(({ id }) => id);
  };
  return (row) => {
    const items = known.get(row.path) ?? read(row);
    known.set(row.path, items);
    return items;
  };
}

async function operatorsOf(
  project: Project,
): Promise<{ operators: readonly string[] | undefined; fault: readonly Diagnostic[] }> {
  try {
    const { present, list } = await loadOperators(project);
    return { operators: present ? list.map(({ slug }) => slug) : undefined, fault: [] };
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return { operators: undefined, fault: [error.toDiagnostic()] };
  }
}

/** Where nothing was imported. */
export const NO_IMPORTS: Imports = {
  faults: [],
  things: () => Promise.resolve([]),
  spoilt: [],
};

async function importsHere(
  project: Project,
  look: (path: string) => void,
  clock: number | undefined,
): Promise<Imports> {
  look(REPORTS);
  if (!existsSync(join(project.root, REPORTS))) return NO_IMPORTS;
  const { importsIn } = await import('./imports.ts');
  return importsIn(project, look, clock);
}

async function indexPages(
  project: Project,
  look: (path: string) => void,
): Promise<{ path: string; text: string }[]> {
  const pages = await Promise.all(
    (await indexFilesHere(project)).map(async (path) => {
      look(path);
      // A link, or no text: nothing that canon would read, or write.
      return { path, text: await readRecord(project, path).catch(() => undefined) };
    }),
  );
  return pages.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
