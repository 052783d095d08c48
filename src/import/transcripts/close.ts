import { dropClaim } from '../../identity/claims.ts';
import type { Project } from '../../store/project.ts';
import type { TokenCounts } from '../../telemetry/event.ts';
import type { World } from '../../world.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { markSessions } from './mark.ts';

/**
 * Closes sessions that have become records: their calls are marked as those of the records, and ids that were claimed
 * for them are in use.
 * @param until when their journals were read, in milliseconds
 */
export async function closeSessions(
  project: Project,
  world: Pick<World, 'now'>,
  made: readonly PlannedItem[],
  until: number,
): Promise<void> {
  const recorded = made.map(({ item, id, file }) => ({
    session: item.id,
    record: id,
    file,
    tokens: item.fields['tokens'] as TokenCounts | undefined,
  }));
  await markSessions(project, world, recorded, until);
  for (const { item, id } of made) if (item.claimed === id) await dropClaim(project, id);
}
