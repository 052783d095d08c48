import { posix } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Repo } from '../git/discover.ts';
import { readBlobs } from '../git/objects.ts';
import { indexFilesWith, indexPaths, type RawChange, stagedChanges, unstagedChanges } from '../git/staged.ts';
import { withIndex } from '../git/with-index.ts';
import { placeOfKey } from '../record/key-place.ts';
import { isIndexPage } from '../store/derived.ts';
import { recordDirs } from '../store/place.ts';
import type { Project } from '../store/project.ts';
import { readRows } from '../store/rows.ts';
import type { Moment } from '../world.ts';
import { aroundOf, NO_IMPORTS } from './around.ts';
import type { Judging } from './check-record.ts';
import { placesIn } from './key-places.ts';
import { claimsHere, sessionsAtWork } from './claims.ts';
import type { Around, CheckedRow } from './rule.ts';
import { mayBreak } from './rules/broken-invariant.ts';
import { checkAll, inOrder, type PlaceOf } from './run-rules.ts';
import { checkBlobs, existsInIndex, recordsOf } from './staged-files.ts';
import { timeAt } from './time.ts';

/** What is wrong with what is about to be committed. */
export interface StagedResult {
  readonly findings: readonly Diagnostic[];
  /** How many records are staged. */
  readonly records: number;
}

const NOTHING: StagedResult = { findings: [], records: 0 };

/**
 * Checks the records that are staged, as the index has them, and what they break: links to what goes, ids and
 * references of other records. What was wrong before is not told again, and nothing of the work tree is.
 * @param index the index file, absolute, where it is not the repository's own
 */
export async function checkStaged(
  project: Project,
  now: Moment,
  index: string | undefined,
): Promise<StagedResult> {
  const repo = index === undefined ? project.repo : withIndex(project.repo, index);
  const changes = await stagedChanges(repo);
  const staged = recordsOf(project, changes, 'to');
  const gone = changes.filter(({ to }) => to === null);
  const pages = await pagesOf(project, repo, changes);
  if (staged.length === 0 && gone.length === 0 && pages.length === 0) return NOTHING;
  const time = timeAt(now);
  const claims = await claimsHere(project);
  const isBeingWritten = await sessionsAtWork(project, claims, time, now);
  const { invariants, check } = project.config;
  const judging: Judging = {
    sight: {
      prefix: project.prefix,
      invariants,
      isBeingWritten,
      exists: await existsInIndex(project, repo),
    },
    levels: check.rules,
    suspect: mayBreak(invariants),
  };
  const files = await checkBlobs(repo, staged, judging);
  const before = await checkBlobs(repo, recordsOf(project, changes, 'from'), judging);
  const findings = [
    ...files.flatMap((file) => file.findings),
    ...(await brokenLinks(
      project,
      repo,
      gone,
      staged.map(({ path }) => path),
      judging,
    )),
  ];
  const others = await otherRows(project, repo, changes, judging);
  const texts = await textsOf(repo, staged);
  const elsewhere = placesIn(project.root);
  const placeOf: PlaceOf = (path, key) => {
    const text = texts.get(path);
    // Of a record that is not staged, the file is as good as any version.
    return text === undefined ? elsewhere(path, key) : placeOfKey(text, key);
  };
  const run = async (rows: readonly CheckedRow[], some: Around['indexPages']): Promise<Diagnostic[]> => {
    const seen = { rows, time, claims, isBeingWritten, folders: new Map(), look: () => {} };
    const { around } = await aroundOf(project, seen);
    // Claims, full folders and what was imported are no matter of a commit.
    const here = { ...around, claims: new Map(), indexPages: some, imports: async () => NO_IMPORTS };
    return checkAll(rows, { derived: async () => [], around: here, placeOf }, check.rules);
  };
  const rowsOf = (own: typeof files): CheckedRow[] =>
    [...others, ...own.map(({ row }) => row)].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const known = new Set((await run(rowsOf(before), async () => [])).map(nameOf));
  const isStaged = new Set(staged.map(({ path }) => path));
  const all = (await run(rowsOf(files), async () => pages)).filter(
    (one) => isStaged.has(one.path ?? '') || !known.has(nameOf(one)),
  );
  return { findings: inOrder([...findings, ...all]), records: staged.length };
}

// Lines move; what is said of a record stays.
const nameOf = ({ code, path, args }: Diagnostic): string => JSON.stringify([code, path, args]);

const own = ({ prefix }: Project, path: string): string | undefined =>
  path.startsWith(prefix) ? path.slice(prefix.length) : undefined;

async function pagesOf(
  project: Project,
  repo: Repo,
  changes: readonly RawChange[],
): Promise<{ path: string; text: string }[]> {
  const found = changes.flatMap(({ path, to }) => {
    const page = own(project, path);
    return to !== null && page !== undefined && isIndexPage(project, page) ? [{ path: page, oid: to }] : [];
  });
  const texts = await textsOf(repo, found);
  return [...texts].map(([path, text]) => ({ path, text }));
}

async function textsOf(
  repo: Repo,
  files: readonly { readonly path: string; readonly oid: string }[],
): Promise<Map<string, string>> {
  const blobs = await readBlobs(
    repo,
    files.map(({ oid }) => oid),
  );
  return new Map(files.map(({ path }, at) => [path, blobs[at]?.toString('utf8') ?? '']));
}

/** The rows of records that are not staged, as the index has them: those of the work tree but for what is edited there. */
async function otherRows(
  project: Project,
  repo: Repo,
  changes: readonly RawChange[],
  judging: Judging,
): Promise<CheckedRow[]> {
  const [rows, edited] = await Promise.all([readRows(project), unstagedChanges(repo, recordDirs(project))]);
  const staged = new Set(changes.map(({ path }) => own(project, path) ?? ''));
  const unstaged = edited.filter(({ path }) => !staged.has(own(project, path) ?? ''));
  const apart = new Set(unstaged.map(({ path }) => own(project, path) ?? ''));
  const inIndex = judging.sight.exists;
  const kept = rows.all().filter(({ path }) => !staged.has(path) && !apart.has(path) && inIndex(path));
  const read = await checkBlobs(repo, recordsOf(project, unstaged, 'from'), judging);
  return [...kept, ...read.map(({ row }) => row)];
}

/** Links of other records to what goes. */
async function brokenLinks(
  project: Project,
  repo: Repo,
  gone: readonly RawChange[],
  staged: readonly string[],
  judging: Judging,
): Promise<Diagnostic[]> {
  const names = new Set(gone.map(({ path }) => posix.basename(path)));
  if (names.size === 0) return [];
  const spelled = [...names].flatMap((name) => [...new Set([name, encodeURI(name)])]);
  // Git looks for one text after the other: for many, reading every record is faster.
  const files = await (names.size > MANY
    ? indexPaths(repo, recordDirs(project))
    : indexFilesWith(repo, spelled, recordDirs(project)));
  const skip = new Set(staged);
  const paths = files.filter((path) => !skip.has(own(project, path) ?? ''));
  const blobs = paths.map((path) => ({ path, from: null, to: `:${path}`, mode: '' }));
  const records = recordsOf(project, blobs, 'to');
  const found: Diagnostic[] = [];
  for (let at = 0; at < records.length; at += BATCH) {
    const checked = await checkBlobs(repo, records.slice(at, at + BATCH), judging);
    for (const { findings } of checked) found.push(...findings.filter((one) => leadsTo(one, names)));
  }
  return found;
}

const MANY = 20;
const BATCH = 1000;

const leadsTo = ({ code, args }: Diagnostic, names: ReadonlySet<string>): boolean =>
  code === 'broken-link' && names.has(posix.basename(String(args?.['href'] ?? '').replace(/[#?].*$/, '')));
