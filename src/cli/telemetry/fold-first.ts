import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { readPayload } from '../../host/payload/index.ts';
import type { Project } from '../../store/project.ts';
import { fold, type FoldReport, type Odd } from '../../telemetry/fold.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';

/**
 * Folds what waits in the spool, for a command that is going to count. What goes wrong is told and no more: what was
 * folded before can still be counted.
 */
export async function foldFirst(
  project: Project,
  world: Pick<World, 'now'>,
): Promise<{ report?: FoldReport; diagnostics: Diagnostic[] }> {
  if (project.config.telemetry === 'off')
    return { diagnostics: [{ code: 'telemetry-off', severity: 'info' }] };
  try {
    const report = await fold(project, { read: readPayload, now: world.now().ms });
    return { report, diagnostics: tellFold(report) };
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return { diagnostics: [{ ...error.toDiagnostic(), severity: 'warning' }] };
  }
}

const MOST = 5;

const named = (odd: readonly Odd[]): string[] =>
  odd.slice(0, MOST).map(({ file, why }) => safeLine(`${file} (${why})`));

/** What of a fold is worth telling: what was lost, and what does not belong there. */
export function tellFold({ quarantined, left }: FoldReport): Diagnostic[] {
  const told: Diagnostic[] = [];
  if (quarantined.length > 0) {
    told.push({
      code: 'telemetry-quarantined',
      severity: 'warning',
      args: { count: quarantined.length, files: named(quarantined) },
    });
  }
  if (left.length > 0) {
    told.push({
      code: 'telemetry-foreign',
      severity: 'info',
      args: { count: left.length, files: named(left) },
    });
  }
  return told;
}
