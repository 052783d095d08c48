import { dropClaim } from '../../identity/claims.ts';
import type { Project } from '../../store/project.ts';
import type { TokenCounts } from '../../telemetry/event.ts';
import type { World } from '../../world.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { markSessions } from './mark.ts';

const isWritten = ({ action }: PlannedItem): boolean => action === 'create' || action === 'update';

/**
 * Marks the calls of sessions that are about to become records.
 * @param until when their journals were read, in milliseconds
 */
export const markRecorded = (
  project: Project,
  world: Pick<World, 'now'>,
  items: readonly PlannedItem[],
  until: number,
): Promise<void> =>
  markSessions(
    project,
    world,
    items.filter(isWritten).map(({ item, id, file }) => ({
      session: item.id,
      record: id,
      file,
      tokens: item.fields['tokens'] as TokenCounts | undefined,
    })),
    until,
  );

/** Drops the claims of ids that have become records. */
export async function useClaims(project: Project, items: readonly PlannedItem[]): Promise<void> {
  for (const { item, id } of items.filter(isWritten)) if (item.claimed === id) await dropClaim(project, id);
}
