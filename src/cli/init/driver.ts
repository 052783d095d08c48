import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import type { Project } from '../../store/project.ts';
import { setDriver } from '../merge/driver-config.ts';

/** Git's configuration is not canon's to depend on: without the driver files are merged as git does it. */
export async function configureDriver({ repo }: Project): Promise<Diagnostic[]> {
  try {
    await setDriver(repo);
    return [];
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    const reason = String(error.data['stderr'] ?? error.code);
    return [{ code: 'init-no-merge-driver', severity: 'warning', args: { reason } }];
  }
}
