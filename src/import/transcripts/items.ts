import { gitIdentity } from '../../identity/git-identity.ts';
import { foldEmail, loadOperators, type Operators } from '../../identity/operators.ts';
import { findWho } from '../../identity/whoami.ts';
import { formatTime } from '../../record/ids.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import { safeLine } from '../../text/safe.ts';
import { cutTo } from '../../text/width.ts';
import type { World } from '../../world.ts';
import type { Author, Known, SourceItem, SourceProblem } from '../item.ts';
import { claimedIds } from './claimed-ids.ts';
import { type Named, namesWithoutSecrets, wordsWithoutSecrets } from './masked-words.ts';
import { type Told, sectionsOf, titleOf } from './sections.ts';
import type { SeenSession } from './seen.ts';
import { type MadeCommits, sessionCommits } from './session-commits.ts';
import { countedAs, unsuspicious } from './unsuspicious.ts';

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
): Promise<{ readonly items: readonly SourceItem[]; readonly problems: readonly SourceProblem[] }> {
  if (seen.length === 0) return { items: [], problems: [] };
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
  const safe = await wordsWithoutSecrets(project, told);
  const named = await namesWithoutSecrets(project, seen);
  const claimed = await claimedIds(project, rows);
  const { offset } = world.now();
  const made = seen.map((one, at): SourceItem => {
    const words = safe[at] as Told;
    const names = named[at] as Named;
    const author = authorOf(operators, one, operator, me);
    return {
      id: one.session,
      path: names.path,
      hash: one.hash,
      text: undefined,
      kind: { value: 'session', from: 'machine' },
      title: cutTo(safeLine(titleOf(words)), LONGEST_TITLE),
      ...(author === undefined ? {} : { author }),
      created: { value: formatTime({ ms: one.last, offset }), from: 'machine' },
      fields: fieldsOf(one, words, names, commits.get(one.session) ?? NO_COMMITS),
      ...claimed(one.session, author?.value.slug),
      aliases: [],
      sections: sectionsOf(words),
      links: new Map(),
      assets: [],
      doubts: [],
    };
  });
  const { items, left } = await unsuspicious(made, project.config);
  const problems = left.map(({ path }): SourceProblem => ({
    code: 'import-transcript-secret',
    path,
    lost: false,
  }));
  return { items, problems };
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

function fieldsOf(
  one: SeenSession,
  { branch, minutes }: Told,
  { model, tools }: Named,
  { facts }: MadeCommits,
): Record<string, unknown> {
  const { tool_calls_breakdown: counts } = one.numbers;
  const names = new Map(Object.keys(counts ?? {}).map((tool, at) => [tool, tools[at] ?? tool]));
  const nameOf = (tool: string): string => names.get(tool) ?? tool;
  const all = {
    status: 'auto',
    branch,
    ...facts,
    base: facts.base ?? one.base?.slice(0, SHORT),
    duration_minutes: minutes,
    host: one.host === '' ? undefined : one.host,
    host_sessions: [one.session],
    model,
    ...one.numbers,
    ...(counts === undefined ? {} : { tool_calls_breakdown: countedAs(Object.entries(counts), nameOf) }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
