import { loadOperators } from '../../identity/operators.ts';
import { unclosed } from '../../resume/unclosed.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { openCounts } from '../../telemetry/open-counts.ts';
import type { Moment } from '../../world.ts';
import { foldWaiting } from '../fold-waiting.ts';

/** A session that no record tells of yet, as the first page of a served site shows it. */
export interface LiveSession {
  /** The id it has claimed. */
  readonly id: string | null;
  /** The operator's name. */
  readonly who: string | null;
  readonly host: string | null;
  readonly began: string | null;
  /** Milliseconds since the epoch. */
  readonly last: number | null;
  readonly ended: boolean;
  readonly calls: number;
  readonly failures: number;
  /** The most called first. */
  readonly tools: readonly (readonly [name: string, calls: number])[];
}

const MOST_TOOLS = 8;

/** The sessions in progress, and those that were left behind, with what they have called so far. */
export async function liveSessions(project: Project, now: Moment): Promise<readonly LiveSession[]> {
  await foldWaiting(project, { wait: false });
  const rows = await readRows(project);
  const { items } = await unclosed(project, rows.ids('session'), { subject: undefined, all: false }, now);
  const operators = await loadOperators(project);
  return Promise.all(
    items.map(async ({ id, operator, hostSession, claimedAt, counted }): Promise<LiveSession> => {
      const counts = counted && hostSession !== null ? await openCounts(project, hostSession) : undefined;
      return {
        id,
        who: operator === null ? null : (operators.bySlug(operator)?.name ?? operator),
        host: counted?.host ?? null,
        began: claimedAt,
        last: counted?.last ?? null,
        ended: counted?.ended ?? false,
        calls: counted?.calls ?? 0,
        failures: counted?.failures ?? 0,
        tools: [...(counts?.byTool ?? [])].slice(0, MOST_TOOLS).map(([name, { calls }]) => [name, calls]),
      };
    }),
  );
}
