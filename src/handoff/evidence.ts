import { gitPath } from '../change/project.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { CommitSummary } from '../git/describe-commits.ts';
import { formatTime } from '../record/ids.ts';
import { toRow } from '../work/to-row.ts';
import type { Moment } from '../world.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import type { Existing } from './target.ts';
import type { Graded } from './verification.ts';

/** The record that runs are taken for. */
export interface EvidenceOf {
  readonly id: string;
  /** Relative to the project's root. */
  readonly path: string;
  readonly operator: string;
  /** When it is handed off, or was. */
  readonly created: Moment | string;
  /** By the hosts' own ids; none where no host has called. */
  readonly hostSessions: readonly string[];
  readonly now: number;
  /** `own`: only runs that the record has taken already. */
  readonly take: 'all' | 'own';
  /** Whether what the draft does not state is added. */
  readonly add: boolean;
}

const FEW = 7;

/**
 * The draft with the checks that were run in this session (records.md, "Grades"). What goes wrong here is said and
 * stops nobody.
 */
export async function gradeDraft(ground: Ground, draft: Draft, of: EvidenceOf): Promise<Graded> {
  const said: Diagnostic[] = [];
  const runs = await runsOf(ground, of).catch((error: unknown) => {
    const reason = error instanceof CanonError ? error.code : String(error);
    said.push({ code: 'evidence-failed', severity: 'warning', args: { reason } });
    return undefined;
  });
  if (runs === undefined || (runs.length === 0 && !mentions(draft))) return { draft, findings: said };
  const { withRuns } = await import('./verification.ts');
  const history = await ground.history;
  const short = (commit: string): string => shortOf(commit, history);
  const graded = await withRuns(draft, runs, { add: of.add, short, id: of.id });
  return { draft: graded.draft, findings: [...said, ...graded.findings] };
}

/** The same for a record that is there already: what an earlier run of its handoff took, or a correction adds. */
export async function gradeCorrection(
  ground: Ground,
  { id, path, text }: Pick<Existing, 'id' | 'path' | 'text'>,
  draft: Draft,
  {
    amends,
    host,
    now,
  }: { readonly amends: boolean; readonly host: string | undefined; readonly now: number },
): Promise<Graded> {
  const { created = '', owner = '', hostSessions = [] } = toRow(path, 'session', text) ?? {};
  // What another session has run since is of its own next record.
  const same = host === undefined ? hostSessions.length === 0 : hostSessions.includes(host);
  return gradeDraft(ground, draft, {
    id,
    path,
    operator: owner,
    created,
    hostSessions,
    now,
    take: amends && same ? 'all' : 'own',
    add: !amends || draft.sections.some(({ heading }) => heading === 'Verification'),
  });
}

async function runsOf({ project, rows }: Ground, of: EvidenceOf) {
  const { takeRuns } = await import('../evidence/take.ts');
  const { path, operator, created, hostSessions, now } = of;
  return takeRuns(project, {
    holders: hostSessions.length > 0 ? hostSessions.map((hostSession) => ({ hostSession })) : [{ operator }],
    record: {
      path: gitPath(project, path),
      operator,
      created: typeof created === 'string' ? created : formatTime(created),
    },
    rows: await rows,
    now,
    onlyOwn: of.take === 'own',
  });
}

/** Whether anything in it may be called verified: most drafts without a run need no more than this look. */
const mentions = ({ data, sections }: Draft): boolean =>
  /\(verified/i.test(`${String(data['summary'] ?? '')}\n${sections.map(({ text }) => text).join('\n')}`);

/** As git abbreviates the commits that the record lists. */
const shortOf = (commit: string, history: readonly CommitSummary[]): string =>
  history.find(({ oid }) => oid === commit)?.short ??
  commit.slice(0, Math.max(FEW, history[0]?.short.length ?? FEW));
