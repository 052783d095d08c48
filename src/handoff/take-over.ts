import { createdHashes, hashOf } from '../change/created.ts';
import { gitPath } from '../change/project.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { parseSessionId, type SessionId } from '../record/ids.ts';
import { readRecord } from '../store/read.ts';
import { compareNewest } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import type { Telemetry } from './compose.ts';
import type { Ground } from './ground.ts';
import type { HostSession } from './request.ts';

/** The record that was made from a session's transcript before anybody handed it off. */
export interface AutoRecord {
  readonly id: SessionId;
  readonly path: string;
  /** HEAD has it. */
  readonly committed: boolean;
  /** When the session began, as the record says, in milliseconds. */
  readonly began: number | undefined;
  /** What it has counted. */
  readonly telemetry: Telemetry;
}

/** A handoff takes an `auto` record of its own host session over, and keeps its id; what people have edited stays. */
export interface TakeOver {
  readonly record: AutoRecord | undefined;
  /** One that is there and was edited: nothing is taken over. */
  readonly edited: string | undefined;
}

const NOTHING: TakeOver = { record: undefined, edited: undefined };

/** Looks for the record that a handoff of this host session takes over. */
export async function findAutoRecord(
  { project, rows, status, who }: Pick<Ground, 'project' | 'rows' | 'status' | 'who'>,
  host: HostSession | undefined,
): Promise<TakeOver> {
  if (host === undefined) return NOTHING;
  const isIts = (row: Row): boolean =>
    row.status === 'auto' &&
    row.owner === who.slug &&
    !row.fault &&
    row.hostSessions?.includes(host.id) === true;
  const [row] = (await rows).having('kind', 'session').filter(isIts).sort(compareNewest);
  if (row === undefined || parseSessionId(row.id) === undefined) return NOTHING;
  const text = await readRecord(project, row.path);
  if (text === undefined) return NOTHING;
  const path = gitPath(project, row.path);
  const { entries, untracked } = await status;
  const isNew = untracked.some((one) => one === path || (one.endsWith('/') && path.startsWith(one)));
  const isOwn = isNew
    ? (await createdHashes(project))[row.path] === hashOf(text)
    : !entries.some((entry) => entry.path === path);
  if (!isOwn) return { record: undefined, edited: row.id };
  const parsed = await parseFrontmatterFully(text, 'session');
  const data = parsed.ok ? parsed.data : {};
  const minutes = data['duration_minutes'];
  const ended = Date.parse(row.created ?? '');
  const began = typeof minutes === 'number' ? ended - minutes * 60_000 : ended;
  return {
    record: {
      id: row.id as SessionId,
      path: row.path,
      committed: !isNew,
      began: Number.isNaN(began) ? undefined : began,
      telemetry: telemetryIn(data),
    },
    edited: undefined,
  };
}

const COUNTS = ['tool_calls', 'tool_failures', 'tool_calls_breakdown', 'tokens', 'model'] as const;

/** Its counts, for a handoff that has none: there may have been calls since. */
function telemetryIn(data: Readonly<Record<string, unknown>>): Telemetry {
  if (typeof data['tool_calls'] !== 'number') return { telemetry: 'absent' };
  const counts = COUNTS.flatMap((key) =>
    data[key] === undefined || data[key] === null ? [] : [[key, data[key]]],
  );
  return { ...(Object.fromEntries(counts) as Partial<Telemetry>), telemetry: 'partial' };
}
