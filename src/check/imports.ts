import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { absent, atomicWrite } from '../store/atomic.ts';
import { assetHash } from '../store/assets.ts';
import { fileStamp, isSettled } from '../store/file-stamp.ts';
import { follow } from '../store/imports/follow.ts';
import { parseReport } from '../store/imports/parse-report.ts';
import { type Report, type ReportItem, REPORTS, type SourceName } from '../store/imports/report.ts';
import { localFile } from '../store/local.ts';
import { MOST_CACHE, readPlain, readPlainBytes } from '../store/plain-file.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import type { CheckedRow } from './rule.ts';

/** What the reports of imports say, as the rules see it. */
export interface Imports {
  /** Reports that cannot be read: where, and what could stand there. */
  readonly faults: readonly {
    readonly path: string;
    readonly line?: number;
    readonly column?: number;
    readonly args: Readonly<Record<string, string>>;
  }[];
  /** What became of each thing that was imported, by the records that are there. */
  readonly things: (rows: readonly CheckedRow[]) => Promise<readonly ImportedThing[]>;
  /** Files that came along and are no longer what their name says. */
  readonly spoilt: readonly string[];
}

/** What became of a thing; several clones may have made a record of it each. */
export interface ImportedThing {
  /** What holds of it. */
  readonly item: ReportItem;
  /** Its report, and its line there. */
  readonly report: string;
  readonly source: SourceName;
  readonly name: string;
  readonly line?: number;
  readonly row: CheckedRow | undefined;
  /** Other records of it. */
  readonly others: readonly CheckedRow[];
  /** Whether its record reads as it was imported. */
  readonly stands: () => Promise<boolean>;
}

/** Entries of one thing. */
interface Entries {
  readonly report: Report;
  readonly path: string;
  readonly line: number | undefined;
  readonly items: ReportItem[];
}

/**
 * Reads the reports. Loaded only where their folder is.
 * @param look told of every file whose change changes the answer
 * @param clock the file system's time from before this
 */
export async function importsIn(
  project: Project,
  look: (path: string) => void,
  clock: number | undefined,
): Promise<Imports> {
  const faults: Imports['faults'][number][] = [];
  const things = new Map<string, Entries>();
  const assets = new Set<string>();
  for (const name of namesIn(project)) {
    const path = `${REPORTS}/${name}`;
    look(path);
    try {
      const text = await readRecord(project, path);
      if (text === undefined) continue;
      const report = await parseReport(text, path);
      for (const asset of report.assets) assets.add(asset);
      const lineOf = linesIn(text);
      for (const item of report.items) {
        // A page or session has one name in the world; a file has one where it was imported from.
        const { source } = report;
        const key = ['notion', 'transcripts'].includes(source) ? source : path;
        const known = things.get(`${key}\0${item.id}`);
        if (known) known.items.push(item);
        else things.set(`${key}\0${item.id}`, { report, path, line: lineOf(item.id), items: [item] });
      }
    } catch (error) {
      if (!(error instanceof CanonError)) throw error;
      const { line, column, data } = error;
      faults.push({
        path,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
        args: {
          why: error.code,
          key: String(data['key'] ?? ''),
          expected: String(data['expected'] ?? ''),
        },
      });
    }
  }
  let followed: { rows: readonly CheckedRow[]; things: Promise<ImportedThing[]> } | undefined;
  const of = (rows: readonly CheckedRow[]): Promise<ImportedThing[]> => {
    if (followed?.rows !== rows)
      followed = { rows, things: thingsAmong(project, rows, [...things.values()]) };
    return followed.things;
  };
  return { faults, things: of, spoilt: await spoiltIn(project, [...assets].sort(), look, clock) };
}

function namesIn({ root }: Project): string[] {
  try {
    return readdirSync(join(root, REPORTS))
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    return absent(error) ?? [];
  }
}

/** An item stands in a line of its own, which begins with its id; a file that was merged by hand may have another look. */
function linesIn(text: string): (id: string) => number | undefined {
  const lines = new Map<string, number>();
  for (const [at, line] of text.split('\n').entries()) {
    const id = /^\s*\{"id":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    if (id !== undefined) lines.set(JSON.parse(id) as string, at + 1);
  }
  return (id) => lines.get(id);
}

async function thingsAmong(
  project: Project,
  rows: readonly CheckedRow[],
  things: readonly Entries[],
): Promise<ImportedThing[]> {
  const read = (path: string): Promise<string | undefined> =>
    readRecord(project, path).catch(() => undefined);
  const entries = things.flatMap(({ items }) => items);
  const { inOrder, asImported } = follow({ rows, entries, prefix: project.prefix, read });
  const found: ImportedThing[] = [];
  for (const { report, path, line, items } of things) {
    const { source, name } = report;
    const [first, ...rest] = await inOrder(source, items);
    if (!first) continue;
    const { entry: item, row } = first;
    const others = new Set(rest.flatMap((one) => (one.row && one.row !== row ? [one.row] : [])));
    const stands = async (): Promise<boolean> => {
      const text = row && (await read(row.path));
      return row !== undefined && text !== undefined && (await asImported(row, text, item)) !== undefined;
    };
    const at = line === undefined ? {} : { line };
    found.push({ item, report: path, source, name, ...at, row, others: [...others], stands });
  }
  return found;
}

/**
 * The files whose bytes are not those of their name; what is not there at all is a link's matter. Files are large and
 * hardly ever change: of those that were looked at the stamps are kept.
 */
async function spoiltIn(
  project: Project,
  paths: readonly string[],
  look: (path: string) => void,
  clock: number | undefined,
): Promise<string[]> {
  if (paths.length === 0) return [];
  const known = readKnown(project);
  const sound: Record<string, string> = {};
  const spoilt: string[] = [];
  for (const path of paths) {
    look(path);
    const { stamp, stats } = fileStamp(join(project.root, path));
    if (!stats) continue;
    const isSound = known[path] === stamp || isNamed(project, path);
    if (!isSound) spoilt.push(path);
    else if (clock !== undefined && isSettled(stats, clock)) sound[path] = stamp;
  }
  if (JSON.stringify(sound) !== JSON.stringify(known)) await keepKnown(project, sound);
  return spoilt;
}

/** More than comes along with an import. */
const LARGEST = 1 << 30;

function isNamed({ root }: Project, path: string): boolean {
  const bytes = readPlainBytes(join(root, path), LARGEST);
  if (!bytes) return false;
  const hash = assetHash(path);
  const hashOf = (of: Buffer | string): string => createHash('sha256').update(of).digest('hex');
  if (hashOf(bytes) === hash) return true;
  // A text that git has checked out with other line ends.
  return bytes.includes('\r\n') && hashOf(bytes.toString('latin1').replaceAll('\r\n', '\n')) === hash;
}

const nameOf = ({ worktreeKey, prefix }: Project): string =>
  `assets-${worktreeKey}-${prefix.replaceAll('/', '_')}.json`;

function readKnown(project: Project): Readonly<Record<string, string>> {
  try {
    const text = readPlain(join(project.local, 'cache', nameOf(project)), MOST_CACHE)?.text ?? '';
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}

async function keepKnown(project: Project, sound: Readonly<Record<string, string>>): Promise<void> {
  try {
    const file = localFile(project, 'cache', nameOf(project));
    await atomicWrite(file, JSON.stringify(sound), { mode: 0o600, durable: false });
  } catch {
    // A cache is no reason to fail.
  }
}
