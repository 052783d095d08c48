import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { SourceName } from '../../import/item.ts';
import type { ImportPlan } from '../../import/plan/plan.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

/** What hooks recorded of sessions that become records. */
export interface SessionCalls {
  readonly diagnostics: readonly Diagnostic[];
  /** Before the records are written: their calls are theirs as soon as they are there. */
  mark(world: World, plan: ImportPlan): Promise<void>;
  /** What was claimed for the sessions is in use. */
  close(plan: ImportPlan): Promise<void>;
}

const NOTHING = (): Promise<void> => Promise.resolve();
const NONE: SessionCalls = { diagnostics: [], mark: NOTHING, close: NOTHING };

/** Folds what hooks have kept before transcripts are read, and closes the sessions that have become records. */
export async function startCalls(project: Project, source: SourceName): Promise<SessionCalls> {
  if (source !== 'transcripts') return NONE;
  // Files of the spool have the system's time, whatever time a command was told.
  const until = Date.now();
  const folds = project.config.telemetry === 'on' && project.readOnly !== true;
  const diagnostics = folds ? await (await import('../fold-spool.ts')).foldSpool(project) : [];
  return {
    diagnostics,
    async mark(world, plan) {
      const { markRecorded } = await import('../../import/transcripts/close.ts');
      await markRecorded(project, world, plan.items, until);
    },
    async close(plan) {
      const { useClaims } = await import('../../import/transcripts/close.ts');
      await useClaims(project, plan.items);
    },
  };
}
