import { gitPath } from '../../change/project.ts';
import { keptPaths } from '../../change/kept-plans.ts';
import {
  changedFiles,
  type ChangedFile,
  type CommitSummary,
  recentCommits,
  shallowBoundary,
} from '../../git/describe-commits.ts';
import { readHead } from '../../git/head.ts';
import { namedTips } from '../../git/refs.ts';
import { foldEmail } from '../../identity/operators.ts';
import { canonPaths } from '../../store/canon-paths.ts';
import type { Project } from '../../store/project.ts';
import { alreadyRecorded } from '../../store/recorded-commits.ts';
import type { RowSet } from '../../store/row-set.ts';

/** A session, as far as it tells which commits are its own. Times in milliseconds since the epoch. */
export interface Span {
  readonly session: string;
  readonly first: number;
  readonly last: number;
  readonly branches: readonly string[];
  /** Hashes that its commands said they made. */
  readonly named: readonly string[];
}

/** What git says of a session. Keys as in the frontmatter. */
export interface CommitFacts {
  readonly base?: string;
  readonly head?: string;
  /** Oldest first. */
  readonly commits?: readonly string[];
  readonly shared_commits?: readonly string[];
  readonly files_changed?: number;
  readonly insertions?: number;
  readonly deletions?: number;
}

export interface MadeCommits {
  readonly facts: CommitFacts;
  readonly commits: readonly CommitSummary[];
}

interface Asked {
  readonly rows: Pick<RowSet, 'each' | 'where'>;
  readonly operator: string;
  /** Folded to lower case. */
  readonly emails: ReadonlySet<string>;
  /** Records that are about to be made anew: what they list is not listed elsewhere. */
  readonly own: ReadonlySet<string>;
}

const PAGE = 500;
const MOST = 12_500;
const MOST_TIPS = 200;
// Commit dates are not strictly in order (clocks differ): look some way past the first old one.
const SLOP = 25;
/** The answer of the command that made a commit comes after it; git keeps whole seconds. */
const SLACK = 2000;

/**
 * The operator's commits that were made while sessions ran, on whatever branch: each once, and none that a record lists.
 * Where two sessions ran at once, a commit goes to the one whose command named it, else to the one that was on the
 * branch, else to the one that began last; and is listed as shared where nobody named it.
 */
export async function sessionCommits(
  project: Project,
  spans: readonly Span[],
  asked: Asked,
): Promise<ReadonlyMap<string, MadeCommits>> {
  const found = new Map<string, MadeCommits>();
  if (spans.length === 0) return found;
  const since = spans.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY);
  const { page, tips } = await historySince(project, Math.floor(since / 1000) * 1000);
  const mine = page.filter(({ authorEmail }) => asked.emails.has(foldEmail(authorEmail)));
  const within = mine.filter(({ authored }) => spans.some((span) => isWithin(span, Date.parse(authored))));
  if (within.length === 0) return found;
  const files = await changedFiles(
    project.repo,
    within.map(({ oid }) => oid),
  );
  const isCanonPath = canonPaths(project);
  const isCanons = ({ oid, sessions }: CommitSummary): boolean => {
    const paths = keptPaths(project, oid)?.map((path) => gitPath(project, path));
    return sessions.length > 0 && (paths ?? files.get(oid)?.map(({ path }) => path) ?? []).every(isCanonPath);
  };
  const work = within.filter((commit) => !isCanons(commit));
  const taken = await alreadyRecorded(
    { repo: project.repo, operator: asked.operator, rows: withoutOwn(asked), id: undefined },
    work,
    page,
    since,
  );
  const bySession = new Map<string, { commit: CommitSummary; shared: boolean }[]>();
  for (const commit of work.filter(({ oid }) => !taken.has(oid)).reverse()) {
    const owner = await ownerOf(commit, spans, tips, project);
    if (owner) bySession.set(owner.session, [...(bySession.get(owner.session) ?? []), { commit, ...owner }]);
  }
  const boundary = await shallowBoundary(project.repo);
  for (const [session, own] of bySession) {
    const commits = own.map(({ commit }) => commit);
    const shared = own.filter((one) => one.shared).map(({ commit }) => commit.short);
    found.set(session, {
      commits,
      facts: {
        ...totals(commits, files, boundary),
        ...(shared.length === 0 ? {} : { shared_commits: shared }),
      },
    });
  }
  return found;
}

const isWithin = ({ first, last }: Span, at: number): boolean =>
  at >= Math.floor(first / 1000) * 1000 && at <= last + SLACK;

/** The rows but for some records. */
const withoutOwn = ({ rows, own }: Asked): Asked['rows'] => ({
  each: (visit) => rows.each((head, entry) => (own.has(head.id) ? true : visit(head, entry))),
  where: (test, limit) => rows.where((head) => !own.has(head.id) && test(head), limit),
});

/** The newest commits of all local branches and of HEAD, as far back as it matters. */
async function historySince(
  { repo }: Project,
  since: number,
): Promise<{ page: CommitSummary[]; tips: ReadonlyMap<string, string> }> {
  const [head, refs] = await Promise.all([readHead(repo), namedTips(repo)]);
  const local = refs.filter(({ name }) => name.startsWith('refs/heads/'));
  const tips = new Map(local.map(({ name, oid }) => [name.slice('refs/heads/'.length), oid]));
  const heads = [...new Set([...(head.oid === null ? [] : [head.oid]), ...tips.values()])].slice(
    0,
    MOST_TIPS,
  );
  if (heads.length === 0) return { page: [], tips };
  for (let size = PAGE; ; size *= 5) {
    const page = await recentCommits(repo, heads, size);
    const isOld = page.slice(-SLOP).every(({ committed }) => Date.parse(committed) < since);
    if (page.length < size || size >= MOST || isOld) return { page, tips };
  }
}

async function ownerOf(
  commit: CommitSummary,
  spans: readonly Span[],
  tips: ReadonlyMap<string, string>,
  { repo }: Project,
): Promise<{ session: string; shared: boolean } | undefined> {
  const at = Date.parse(commit.authored);
  const running = spans.filter((span) => isWithin(span, at));
  const [one, ...others] = running;
  if (one === undefined) return undefined;
  if (others.length === 0) return { session: one.session, shared: false };
  const named = running.find((span) =>
    span.named.some((hash) => hash.length >= 7 && commit.oid.startsWith(hash)),
  );
  if (named) return { session: named.session, shared: false };
  // Of those that cannot be told apart otherwise: on a branch that has the commit, and on which the others were not.
  const branches = new Set(running.flatMap((span) => span.branches));
  const having = new Set<string>();
  for (const branch of branches.size > 1 ? branches : []) {
    const tip = tips.get(branch);
    if (tip !== undefined && (await isIn(repo, commit.oid, tip))) having.add(branch);
  }
  const there = running.filter((span) => span.branches.some((branch) => having.has(branch)));
  const among = there.length > 0 ? there : running;
  const latest = among.reduce((last, span) => (span.first >= last.first ? span : last));
  return { session: latest.session, shared: among.length > 1 };
}

async function isIn(repo: Project['repo'], oid: string, tip: string): Promise<boolean> {
  const { isAncestor } = await import('../../git/refs.ts');
  return isAncestor(repo, oid, tip);
}

function totals(
  commits: readonly CommitSummary[],
  files: ReadonlyMap<string, readonly ChangedFile[]>,
  boundary: ReadonlySet<string>,
): CommitFacts {
  const base = commits[0]?.parents[0];
  const head = commits.at(-1)?.short;
  const listed: CommitFacts = {
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    commits: commits.map(({ short }) => short),
  };
  // Against nothing, the whole tree would count as this commit's work.
  if (commits.some(({ oid }) => boundary.has(oid))) return listed;
  const changed = commits.flatMap(({ oid }) => files.get(oid) ?? []);
  return {
    ...listed,
    files_changed: new Set(changed.map(({ path }) => path)).size,
    insertions: changed.reduce((sum, { added }) => sum + added, 0),
    deletions: changed.reduce((sum, { removed }) => sum + removed, 0),
  };
}
