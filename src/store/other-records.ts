import { readHead } from '../git/head.ts';
import { type Objects, openObjects, remembering } from '../git/objects.ts';
import { mergeBase, namedTips, type Ref, shortRef } from '../git/refs.ts';
import { adrNumber, idFromPath } from '../record/ids.ts';
import type { Row } from '../work/row.ts';
import { areDifferent, foldedId, type Identity, isYounger } from '../work/same-record.ts';
import { brokenRow, toRow, toRowFully } from '../work/to-row.ts';
import type { Project } from './project.ts';
import { readRecord } from './read.ts';
import { type RefFile, refFiles, type RefFiles, type RefRecord } from './ref-files.ts';

/** A record here, as far as it is looked for on other refs. */
export type Own = Pick<Row, 'path' | 'kind' | 'id' | 'stub' | 'aliases'>;

/** Another record, on another ref, that goes by what a record here goes by. */
export interface OtherRecord {
  /** The id and the file here. */
  readonly id: string;
  readonly here: string;
  /** The id and the file there; both files are relative to the project's root. */
  readonly otherId: string;
  readonly path: string;
  /** The refs that have it, as people write them, and where they stand. */
  readonly refs: readonly string[];
  readonly tips: readonly string[];
  readonly record: RefRecord;
  /** Which of the two is the younger. */
  readonly younger: 'here' | 'there';
}

/** What other refs have that does not go together with the records here. */
export interface OtherRecords {
  /** Different records of one id. */
  readonly ids: readonly OtherRecord[];
  /** Different decisions of one number. */
  readonly numbers: readonly OtherRecord[];
  /** How many commits that refs stand at were not looked at, since there are too many. */
  readonly left: number;
}

const NONE: OtherRecords = { ids: [], numbers: [], left: 0 };

/** How many commits other refs may stand at; what is beyond them is not looked at. */
const MOST_TIPS = 200;

interface Candidate extends RefFile {
  readonly tip: string;
  readonly mine: Own;
  readonly by: 'ids' | 'numbers';
}

/**
 * Looks on every local and remote-tracking branch for other records than those here that go by their ids, and for
 * other decisions that go by their numbers. What is the same on both sides costs nothing, and of the rest only files
 * are read whose id is here as well. Nothing is fetched.
 * @param most how many commits are looked at
 */
export async function otherRecords(
  project: Project,
  rows: readonly Own[],
  most = MOST_TIPS,
): Promise<OtherRecords> {
  const [head, refs] = await Promise.all([readHead(project.repo), namedTips(project.repo)]);
  if (head.oid === null) return NONE;
  const all = byTip(refs, head.oid);
  const tips = [...all.keys()].slice(0, most);
  if (tips.length === 0) return { ...NONE, left: all.size };
  const look = refFiles(project, head.oid);
  const files = await look.files(tips);
  const candidates = candidatesIn(project, rows, files, tips);
  const found = { ids: new Map<string, OtherRecord>(), numbers: new Map<string, OtherRecord>() };
  if (candidates.length > 0) {
    const records = await look.read(candidates);
    const judge = makeJudge(project, rows, { head: head.oid, files, look });
    try {
      for (const candidate of candidates) {
        const { tip, path, oid, mine, by } = candidate;
        const record = records.get(`${path}\0${oid}`);
        if (!record || record.stub) continue;
        const own = await judge.differs(candidate, record);
        if (!own) continue;
        const key = JSON.stringify([mine.path, path, record.created, record.owner]);
        const known = found[by].get(key);
        found[by].set(key, {
          id: mine.id,
          here: mine.path,
          otherId: idFromPath(path),
          path,
          refs: [...(known?.refs ?? []), ...(all.get(tip) ?? [])],
          tips: [...(known?.tips ?? []), tip],
          record,
          younger: isYounger(own, record) ? 'here' : 'there',
        });
      }
    } finally {
      judge.close();
    }
  }
  await look.keep();
  return {
    ids: [...found.ids.values()],
    numbers: [...found.numbers.values()],
    left: all.size - tips.length,
  };
}

/** Where refs stand other than at HEAD, local branches first, and what they are called. */
function byTip(refs: readonly Ref[], head: string): Map<string, string[]> {
  const tips = new Map<string, string[]>();
  for (const { name, oid } of refs) {
    if (oid !== head) tips.set(oid, [...(tips.get(oid) ?? []), shortRef(name)]);
  }
  return tips;
}

/** The files there that go by what a record here goes by. */
function candidatesIn(
  { layout }: Project,
  rows: readonly Own[],
  files: ReadonlyMap<string, readonly RefFile[]>,
  tips: readonly string[],
): Candidate[] {
  const ids = new Map<string, Own>();
  const numbers = new Map<number, Own>();
  for (const row of rows) {
    if (row.stub) continue;
    ids.set(foldedId(row.kind, row.id), row);
    const number = row.kind === 'adr' ? adrNumber(row.id) : undefined;
    if (number !== undefined) numbers.set(number, row);
  }
  return tips.flatMap((tip) =>
    (files.get(tip) ?? []).flatMap((file): Candidate[] => {
      const kind = layout.kindOfPath(file.path);
      if (kind === undefined) return [];
      const id = idFromPath(file.path);
      const same = ids.get(foldedId(kind, id));
      if (same) return [{ ...file, tip, mine: same, by: 'ids' }];
      const mine = kind === 'adr' ? numbers.get(adrNumber(id) ?? -1) : undefined;
      return mine ? [{ ...file, tip, mine, by: 'numbers' }] : [];
    }),
  );
}

interface Judge {
  /** The record here where the other one is another; undefined where they are one, or this is settled already. */
  differs(candidate: Candidate, record: RefRecord): Promise<Identity | undefined>;
  close(): void;
}

interface Sight {
  readonly head: string;
  readonly files: ReadonlyMap<string, readonly RefFile[]>;
  readonly look: RefFiles;
}

function makeJudge(project: Project, rows: readonly Own[], { head, files, look }: Sight): Judge {
  const { repo, prefix } = project;
  let running: Objects | undefined;
  const objects = (): Objects => (running ??= remembering(openObjects(repo)));
  const own = remembered((path: string) => rowAt(project, path));
  const base = remembered((tip: string) => mergeBase(repo, head, tip));
  const has = async (commit: string | null, path: string): Promise<boolean> =>
    commit !== null && (await objects().get(`${commit}:${prefix}${path}`)) !== undefined;

  /** It is here under another id by now: somebody has renumbered it, and the ref has its older version. */
  const isHere = async (kind: Own['kind'], id: string, record: RefRecord): Promise<boolean> => {
    for (const row of rows) {
      if (row.kind !== kind || row.aliases?.includes(id) !== true) continue;
      const known = await own(row.path);
      if (known && !areDifferent(known, record)) return true;
    }
    return false;
  };

  /** The record here is there under another id: it was renumbered there. */
  const isThere = async ({ tip, mine }: Candidate, known: Identity): Promise<boolean> => {
    const kin = (files.get(tip) ?? []).filter(
      ({ path }) =>
        project.layout.kindOfPath(path) === mine.kind && isKin(mine.kind, mine.id, idFromPath(path)),
    );
    for (const record of (await look.read(kin)).values()) {
      if (record.aliases?.includes(mine.id) && !areDifferent(known, record)) return true;
    }
    return false;
  };

  return {
    async differs(candidate, record) {
      const { tip, path, mine, by } = candidate;
      const known = await own(mine.path);
      if (!known) return undefined;
      if (by === 'ids' && !areDifferent(known, record)) return undefined;
      if (by === 'numbers' && record.aliases?.includes(mine.id)) return undefined;
      if (await isHere(mine.kind, idFromPath(path), record)) return undefined;
      if (await isThere(candidate, known)) return undefined;
      if (mine.kind === 'session') return known;
      const common = await base(tip);
      // Both sides have it from before they parted: what differs was changed since.
      if (await has(common, path)) return undefined;
      const parted = (await has(common, mine.path)) && !(by === 'numbers' && (await has(tip, mine.path)));
      return parted ? undefined : known;
    },
    close: () => running?.close(),
  };
}

/** Ids that `renumber` would give in place of another, or would be given. */
function isKin(kind: Own['kind'], id: string, other: string): boolean {
  if (id === other) return false;
  if (kind === 'session') return stem(id) === stem(other);
  return kind === 'adr'
    ? id.replace(/^\d+/, '') === other.replace(/^\d+/, '')
    : other.startsWith(`${id}-`) || id.startsWith(`${other}-`);
}

const stem = (id: string): string => id.slice(0, id.lastIndexOf('-'));

async function rowAt(project: Project, path: string): Promise<Row | undefined> {
  const kind = project.layout.kindOfPath(path);
  if (kind === undefined) return undefined;
  const text = await readRecord(project, path).catch(() => undefined);
  if (text === undefined) return brokenRow(path, kind, { code: 'E_RECORD_GONE' });
  return toRow(path, kind, text) ?? toRowFully(path, kind, text);
}

/** Each question is asked once. */
function remembered<K, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const known = new Map<K, Promise<T>>();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}
