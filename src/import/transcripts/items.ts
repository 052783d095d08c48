import { gitIdentity } from '../../identity/git-identity.ts';
import { foldEmail, loadOperators, type Operators } from '../../identity/operators.ts';
import { findWho } from '../../identity/whoami.ts';
import { formatTime } from '../../record/ids.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import { safeLine } from '../../text/safe.ts';
import { cutTo } from '../../text/width.ts';
import type { World } from '../../world.ts';
import type { Author, Known, SourceItem } from '../item.ts';
import { claimedIds } from './claimed-ids.ts';
import { masked } from './masked.ts';
import { type Told, sectionsOf, titleOf } from './sections.ts';
import type { SeenSession } from './seen.ts';
import { type MadeCommits, sessionCommits } from './session-commits.ts';

export interface ItemsInput {
  /** In the order in which they began. */
  readonly seen: readonly SeenSession[];
  /** `--operator` */
  readonly operator: string | undefined;
  /** Ids of records that may be made anew. */
  readonly own: ReadonlySet<string>;
}

const LONGEST_TITLE = 120;
/** As git abbreviates a commit at least. */
const SHORT = 7;
const NO_COMMITS: MadeCommits = { facts: {}, commits: [] };

/** What records are made of: what machines know, and words without secrets. */
export async function itemsOf(
  project: Project,
  world: Pick<World, 'env' | 'now'>,
  rows: Pick<RowSet, 'each' | 'where' | 'ids'>,
  { seen, operator, own }: ItemsInput,
): Promise<SourceItem[]> {
  if (seen.length === 0) return [];
  const operators = await loadOperators(project);
  const { who } = await findWho(project, world, operator);
  const me = who?.slug;
  const listed = me === undefined ? [] : (operators.bySlug(me)?.emails ?? []);
  // Somebody who is listed without an address is whoever git says works here.
  const emails = listed.length > 0 ? listed : [(await gitIdentity(project, world.env)).email ?? ''];
  const commits = await sessionCommits(
    project,
    seen.filter(({ ours }) => ours),
    { rows, operator: me ?? '', emails: new Set(emails.filter(Boolean).map(foldEmail)), own },
  );
  const told = seen.map((one) => toldOf(one, commits.get(one.session) ?? NO_COMMITS));
  const safe = await withoutSecrets(project, told);
  const claimed = await claimedIds(project, rows);
  const { offset } = world.now();
  return seen.map((one, at): SourceItem => {
    const words = safe[at] as Told;
    const author = authorOf(operators, one, operator, me);
    return {
      id: one.session,
      path: one.path,
      hash: one.hash,
      text: undefined,
      kind: { value: 'session', from: 'machine' },
      title: cutTo(safeLine(titleOf(words)), LONGEST_TITLE),
      ...(author === undefined ? {} : { author }),
      created: { value: formatTime({ ms: one.last, offset }), from: 'machine' },
      fields: fieldsOf(one, words, commits.get(one.session) ?? NO_COMMITS),
      ...claimed(one.session, author?.value.slug),
      aliases: [],
      sections: sectionsOf(words),
      links: new Map(),
      assets: [],
      doubts: [],
    };
  });
}

/** Whoever was asked for; else whom hooks saw at work; else whoever has the transcripts. */
function authorOf(
  operators: Operators,
  { operator }: SeenSession,
  flag: string | undefined,
  me: string | undefined,
): Known<Author> | undefined {
  if (flag !== undefined && me !== undefined) return { value: { slug: me }, from: 'flag' };
  const slug = operator !== undefined && operators.bySlug(operator) ? operator : me;
  return slug === undefined ? undefined : { value: { slug }, from: 'machine' };
}

const toldOf = (one: SeenSession, { commits }: MadeCommits): Told => ({
  host: one.host,
  calls: one.numbers.tool_calls,
  failures: one.numbers.tool_failures,
  minutes: minutesOf(one),
  hooksAlone: one.hooksAlone,
  branch: one.branches.at(-1),
  commits,
  files: one.files,
  tasks: one.tasks,
  requests: one.requests,
});

const minutesOf = ({ first, last }: SeenSession): number => Math.floor((last - first) / 60_000);

/** Everything that people or agents have worded, masked. */
async function withoutSecrets(project: Project, told: readonly Told[]): Promise<Told[]> {
  const groups = told.flatMap(({ branch, commits, files, tasks, requests }) => [
    branch === undefined ? [] : [branch],
    commits.map(({ subject }) => subject.replaceAll(/\s+/g, ' ')),
    files,
    tasks.map(({ text }) => text),
    ...[0, 1].map((at) => requests.slice(at, at + 1)),
  ]);
  const safe = await masked(groups, project.config);
  return told.map((one, at): Told => {
    const [branch = [], subjects = [], files = [], tasks = [], ...requests] = safe.slice(at * 6, at * 6 + 6);
    return {
      ...one,
      branch: branch[0],
      commits: one.commits.map((commit, index) => ({ ...commit, subject: subjects[index] ?? '' })),
      files,
      tasks: one.tasks.map((task, index) => ({ ...task, text: tasks[index] ?? '' })),
      requests: requests.flat(),
    };
  });
}

function fieldsOf(
  one: SeenSession,
  { branch, minutes }: Told,
  { facts }: MadeCommits,
): Record<string, unknown> {
  const all = {
    status: 'auto',
    branch,
    ...facts,
    base: facts.base ?? one.base?.slice(0, SHORT),
    duration_minutes: minutes,
    host: one.host === '' ? undefined : one.host,
    host_sessions: [one.session],
    model: one.model,
    ...one.numbers,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
