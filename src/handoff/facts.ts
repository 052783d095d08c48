import {
  changedFiles,
  type ChangedFile,
  type CommitSummary,
  recentCommits,
  shallowBoundary,
} from '../git/describe-commits.ts';
import type { Repo } from '../git/discover.ts';
import { foldEmail } from '../identity/operators.ts';
import type { Moment } from '../world.ts';
import type { RowSet } from '../store/row-set.ts';
import type { CommitOwner } from '../telemetry/commit-owners.ts';
import { alreadyRecorded } from '../store/recorded-commits.ts';

/** What git says a session did. Keys as in the frontmatter; absent where git cannot tell. */
export interface SessionFacts {
  readonly branch?: string;
  /** Where the first commit started from. */
  readonly base?: string;
  readonly head?: string;
  /** Oldest first. */
  readonly commits?: readonly string[];
  /** Those of them that may be of another session at work in the same work tree: no journal has the command. */
  readonly shared_commits?: readonly string[];
  readonly files_changed?: number;
  readonly insertions?: number;
  readonly deletions?: number;
  readonly duration_minutes?: number;
}

export interface FactsInput {
  readonly repo: Repo;
  readonly head: string | null;
  readonly branch: string | null;
  /** The operator's slug and addresses, folded to lower case. */
  readonly operator: string;
  readonly emails: ReadonlySet<string>;
  /** When the session's id was claimed; undefined when it is claimed only now. */
  readonly claimedAt: number | undefined;
  readonly now: Moment;
  /** The records that there are. */
  readonly rows: Pick<RowSet, 'each' | 'where'>;
  /** The record being written: what it lists does not count as listed elsewhere. */
  readonly id: string | undefined;
  /** True for a path (from the top) that only canon writes. */
  readonly isCanonPath: (path: string) => boolean;
  /** The paths that one of canon's commits touches, where this clone has made it and still knows. */
  readonly pathsOf: (oid: string) => readonly string[] | undefined;
  /** Whose commits are whose, where another session was at work here since that time. */
  readonly ownerOf: (since: number) => Promise<CommitOwner | undefined>;
  /** A commit that bounds a session without claim and without an earlier record: upstream or default branch. */
  readonly fallbackBase: () => Promise<string | null>;
}

const PAGE = 100;
const MOST = 12_500;
// Commit dates are not strictly in order (clocks differ): look some way past the first old one.
const SLOP = 25;
const DAY = 24 * 60 * 60_000;

/** The newest commits, to be started while other things are read. */
export const startHistory = (repo: Repo, head: string | null): Promise<CommitSummary[]> =>
  head === null ? Promise.resolve([]) : recentCommits(repo, head, PAGE);

/**
 * What a session covers (records.md): the operator's commits by author and author date since the claim, or
 * else since the operator's previous record on this branch; each only if no other record has it, also when
 * it was rebased since; canon's own not. Dates are compared here and never given to git as revisions.
 */
export async function collectFacts(
  input: FactsInput,
  history: Promise<CommitSummary[]>,
): Promise<SessionFacts> {
  const { repo, head, branch, claimedAt, now } = input;
  const duration = claimedAt === undefined ? undefined : Math.floor((now.ms - claimedAt) / 60_000);
  const rest = {
    ...(branch === null ? {} : { branch }),
    ...(duration === undefined || duration < 0 ? {} : { duration_minutes: duration }),
  };
  if (head === null) return rest;
  const page = await history;
  const candidates = withoutKnown(input, await sessionCommits(input, page));
  const files = await changedFiles(
    repo,
    candidates.map(({ oid }) => oid),
  );
  const filesOf = ({ oid }: CommitSummary): readonly ChangedFile[] => files.get(oid) ?? [];
  const ours = candidates.filter((commit) => !isCanons(commit, filesOf(commit), input.isCanonPath));
  const ownerOf = ours.length === 0 ? undefined : await input.ownerOf(claimedAt ?? oldestOf(ours));
  const own = ours.filter((commit) => ownerOf?.(commit) !== 'other');
  const shared = own.filter((commit) => ownerOf?.(commit) === 'nobody').map(({ short }) => short);
  const tip = page[0]?.oid === head ? page[0].short : head.slice(0, 7);
  const { commits, ...sums } = await totals(repo, own, filesOf);
  return {
    ...rest,
    head: tip,
    ...(commits === undefined ? {} : { commits }),
    ...(shared.length === 0 ? {} : { shared_commits: shared }),
    ...sums,
  };
}

const oldestOf = (commits: readonly CommitSummary[]): number =>
  Math.min(...commits.map(({ committed }) => Date.parse(committed)));

/** Leaves out canon's own commits that need not be looked at: mostly it is the last handoff, and nothing else. */
const withoutKnown = (
  { pathsOf, isCanonPath }: FactsInput,
  commits: readonly CommitSummary[],
): CommitSummary[] =>
  commits.filter(({ oid, sessions }) => sessions.length === 0 || pathsOf(oid)?.every(isCanonPath) !== true);

/** A commit with canon's trailer is canon's own if it touches nothing else. */
const isCanons = (
  { sessions }: CommitSummary,
  files: readonly ChangedFile[],
  isCanonPath: FactsInput['isCanonPath'],
): boolean => sessions.length > 0 && files.every(({ path }) => isCanonPath(path));

async function totals(
  repo: Repo,
  commits: readonly CommitSummary[],
  filesOf: (commit: CommitSummary) => readonly ChangedFile[],
): Promise<Partial<SessionFacts>> {
  const [first] = commits;
  if (first === undefined) return {};
  const boundary = await shallowBoundary(repo);
  const base = boundary.has(first.oid) ? await trueParent(repo, first) : first.parents[0];
  const listed = { ...(base === undefined ? {} : { base }), commits: commits.map(({ short }) => short) };
  // Against nothing, the whole tree would count as this commit's work.
  if (commits.some(({ oid }) => boundary.has(oid))) return listed;
  const files = commits.flatMap(filesOf);
  return {
    ...listed,
    files_changed: new Set(files.map(({ path }) => path)).size,
    insertions: files.reduce((sum, { added }) => sum + added, 0),
    deletions: files.reduce((sum, { removed }) => sum + removed, 0),
  };
}

/** A shallow clone hides the parent of its last commit from every walk; the commit itself still names it. */
async function trueParent(repo: Repo, { oid, short }: CommitSummary): Promise<string | undefined> {
  const { stdout } = await repo.git.run(['cat-file', 'commit', oid]);
  return /^parent ([0-9a-f]+)$/m.exec(stdout.slice(0, stdout.indexOf('\n\n')))?.[1]?.slice(0, short.length);
}

/** The operator's commits that belong to this session, oldest first. */
async function sessionCommits(input: FactsInput, first: CommitSummary[]): Promise<CommitSummary[]> {
  const previous = input.claimedAt === undefined ? previousRecord(input) : undefined;
  // A claim and a record are times of this session's beginning; without either only a guess is left.
  const known = input.claimedAt ?? previous;
  const since = floorSecond(known ?? input.now.ms - DAY);
  const page = await pageSince(input, first, since);
  const byMe = ({ authorEmail }: CommitSummary): boolean => input.emails.has(foldEmail(authorEmail));
  const recent = page.filter((commit) => byMe(commit) && Date.parse(commit.authored) >= since);
  const unpushed = known === undefined ? (await sinceBase(input)).filter(byMe) : [];
  const mine = [...new Map([...recent, ...unpushed].map((commit) => [commit.oid, commit])).values()];
  if (mine.length === 0) return [];
  const oldest = Math.min(since, ...mine.map(({ authored }) => Date.parse(authored)));
  const taken = await alreadyRecorded(input, mine, page, oldest);
  return mine.filter(({ oid }) => !taken.has(oid)).reverse();
}

async function pageSince(input: FactsInput, first: CommitSummary[], since: number): Promise<CommitSummary[]> {
  let page = first;
  for (let size = PAGE; page.length === size && size < MOST;) {
    if (page.slice(-SLOP).every(({ committed }) => Date.parse(committed) < since)) break;
    size *= 5;
    page = await recentCommits(input.repo, input.head ?? 'HEAD', size);
  }
  return page;
}

async function sinceBase(input: FactsInput): Promise<CommitSummary[]> {
  const base = await input.fallbackBase();
  if (base === null || input.head === null) return [];
  return recentCommits(input.repo, input.head, PAGE, base);
}

/** When the operator last handed off on this branch. */
function previousRecord({ rows, operator, branch, id }: FactsInput): number | undefined {
  let newest: number | undefined;
  rows.each((row) => {
    const own = row.kind === 'session' && row.owner === operator && row.id !== id;
    if (!own || branch === null || row.branch !== branch || row.instant === undefined) return true;
    newest = row.instant;
    // They come newest first.
    return false;
  });
  return newest;
}

// Git keeps whole seconds: a commit made in the second of the claim came after it.
const floorSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
