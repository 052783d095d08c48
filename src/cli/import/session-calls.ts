import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { SourceName } from '../../import/item.ts';
import type { ImportPlan } from '../../import/plan/plan.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

/** What hooks recorded of sessions that become records. */
export interface SessionCalls {
  readonly diagnostics: readonly Diagnostic[];
  /** The calls are those of the records now, and what was claimed for the sessions is in use. */
  close(world: World, plan: ImportPlan): Promise<void>;
}

const NONE: SessionCalls = { diagnostics: [], close: () => Promise.resolve() };

/** Folds what hooks have kept before transcripts are read, and closes the sessions that have become records. */
export async function startCalls(project: Project, source: SourceName): Promise<SessionCalls> {
  if (source !== 'transcripts') return NONE;
  // Files of the spool have the system's time, whatever time a command was told.
  const until = Date.now();
  const folds = project.config.telemetry === 'on' && project.readOnly !== true;
  const diagnostics = folds ? await (await import('../fold-spool.ts')).foldSpool(project) : [];
  return {
    diagnostics,
    async close(world, plan) {
      const { closeSessions } = await import('../../import/transcripts/close.ts');
      const made = plan.items.filter(({ action }) => action === 'create' || action === 'update');
      await closeSessions(project, world, made, until);
    },
  };
}
