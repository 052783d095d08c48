import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Project } from '../store/project.ts';

/**
 * Folds what hooks have kept into the journals, each host's payloads read as that host writes them. What could not
 * be folded is said and stays where it is.
 * @param options.wait false: somebody else who folds at this moment does it for this one, too
 */
export async function foldSpool(
  project: Project,
  options: { readonly wait?: boolean } = {},
): Promise<readonly Diagnostic[]> {
  if (project.config.telemetry === 'off') return [];
  const [{ fold }, { readPayload }] = await Promise.all([
    import('../telemetry/fold.ts'),
    import('../host/payload/index.ts'),
  ]);
  try {
    // The files' own times are the system's, whatever time a command was told.
    const { quarantined } = await fold(project, { read: readPayload, now: Date.now(), ...options });
    return quarantined.map(({ file, why }) => ({
      code: 'payload-quarantined',
      severity: 'warning',
      args: { file, why },
    }));
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return [{ ...error.toDiagnostic(), severity: 'warning' }];
  }
}
