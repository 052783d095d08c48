import { join } from 'node:path';
import type { TreeChange } from '../git/tree.ts';
import { diffTips } from '../git/tree.ts';
import { readBlobs } from '../git/objects.ts';
import type { Identity } from '../work/same-record.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import { atomicWrite } from './atomic.ts';
import { BUILD } from './build.ts';
import { localFile } from './local.ts';
import { recordDirs } from './place.ts';
import { MOST_CACHE, readPlain } from './plain-file.ts';
import type { Project } from './project.ts';

/** A record file of another commit that HEAD does not have like that. */
export interface RefFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly oid: string;
}

/** What is told of a record that is read from another commit. */
export type RefRecord = Identity & { readonly stub?: true; readonly aliases?: readonly string[] };

interface Kept {
  /** What the lists of files depend on: HEAD, and where records are. */
  readonly key: string;
  readonly tips: Readonly<Record<string, readonly RefFile[]>>;
  /** By `kind`, a blank and the object's id: what an object says never changes. */
  readonly records: Readonly<Record<string, RefRecord>>;
}

/** Record files of other commits, and what they say; remembered, so that git is asked about each once. */
export interface RefFiles {
  /** The record files of each commit that HEAD has not, or has otherwise. */
  files(tips: readonly string[]): Promise<ReadonlyMap<string, readonly RefFile[]>>;
  /** Reads some of them, at most `MOST_READ` that are new; what is missing was too many. */
  read(files: readonly RefFile[]): Promise<ReadonlyMap<string, RefRecord>>;
  /** Keeps what was found out for the next time. */
  keep(): Promise<void>;
}

const MOST_READ = 2000;
const MOST_KEPT = 20_000;

export function refFiles(project: Project, head: string): RefFiles {
  const { repo, layout, prefix } = project;
  const dirs = recordDirs(project);
  const key = JSON.stringify([BUILD, head, prefix, dirs]);
  const kept = readKept(project);
  const tips = new Map(kept?.key === key ? Object.entries(kept.tips) : []);
  const records = new Map(Object.entries(kept?.records ?? {}));
  const used = { tips: new Set<string>(), records: new Set<string>() };
  let news = false;
  return {
    async files(asked) {
      const missing = asked.filter((tip) => !tips.has(tip));
      news ||= missing.length > 0;
      const found = await diffTips(repo, head, missing, dirs);
      const isRecord = ({ path, newMode }: TreeChange): boolean =>
        newMode.startsWith('100') &&
        path.startsWith(prefix) &&
        layout.isRecordPath(path.slice(prefix.length));
      for (const tip of missing) {
        const files = (found.get(tip) ?? []).filter(isRecord);
        tips.set(
          tip,
          files.map(({ path, newOid }) => ({ path: path.slice(prefix.length), oid: newOid })),
        );
      }
      for (const tip of asked) used.tips.add(tip);
      return tips;
    },
    async read(files) {
      const wanted = new Map(files.map((file) => [nameOf(project, file), file]));
      const missing = [...wanted].filter(([name]) => !records.has(name)).slice(0, MOST_READ);
      news ||= missing.length > 0;
      const texts = await readBlobs(
        repo,
        missing.map(([, { oid }]) => oid),
      );
      for (const [at, [name, { path }]] of missing.entries()) {
        const text = texts[at]?.toString('utf8');
        if (text !== undefined) records.set(name, await recordFrom(project, path, text));
      }
      for (const name of wanted.keys()) used.records.add(name);
      return new Map(
        [...wanted].flatMap(([name, { path, oid }]) => {
          const record = records.get(name);
          return record ? [[`${path}\0${oid}`, record] as const] : [];
        }),
      );
    },
    async keep() {
      const of = <T>(all: ReadonlyMap<string, T>, names: ReadonlySet<string>): Record<string, T> =>
        Object.fromEntries([...all].filter(([name]) => names.has(name)));
      if (!news || [...used.tips].reduce((sum, tip) => sum + (tips.get(tip)?.length ?? 0), 0) > MOST_KEPT)
        return;
      const text: Kept = { key, tips: of(tips, used.tips), records: of(records, used.records) };
      try {
        await atomicWrite(localFile(project, 'cache', nameIn(project)), JSON.stringify(text), {
          mode: 0o600,
          durable: false,
        });
      } catch {
        // A cache is no reason to fail.
      }
    },
  };
}

const nameOf = ({ layout }: Project, { path, oid }: RefFile): string => `${layout.kindOfPath(path)} ${oid}`;

async function recordFrom({ layout }: Project, path: string, text: string): Promise<RefRecord> {
  const kind = layout.kindOfPath(path) ?? 'session';
  const row = toRow(path, kind, text) ?? (await toRowFully(path, kind, text));
  const { created, owner, status, hostSessions, stub, aliases } = row;
  return {
    kind,
    ...(created === undefined ? {} : { created }),
    ...(owner === undefined ? {} : { owner }),
    ...(status === undefined ? {} : { status }),
    ...(hostSessions === undefined ? {} : { hostSessions }),
    ...(stub === undefined ? {} : { stub }),
    ...(aliases === undefined ? {} : { aliases }),
  };
}

const nameIn = ({ worktreeKey, prefix }: Project): string =>
  `refs-${worktreeKey}-${prefix.replaceAll('/', '_')}.json`;

function readKept(project: Project): Kept | undefined {
  try {
    const text = readPlain(join(project.local, 'cache', nameIn(project)), MOST_CACHE)?.text ?? '';
    const read = JSON.parse(text) as Kept;
    return typeof read.tips === 'object' && typeof read.records === 'object' ? read : undefined;
  } catch {
    // Not there, or not whole: git is asked.
    return undefined;
  }
}
