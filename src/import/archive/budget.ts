import { CanonError } from '../../fault/error.ts';
import type { ArchiveLimits } from './limits.ts';

/** Counts what comes out of an archive. */
export interface Budget {
  /** @throws E_IMPORT_ARCHIVE_SIZE when it has become too much */
  readonly spend: (bytes: number) => void;
}

/**
 * @param size of the archive on disk: what came out is held against it
 * @param outer the one of the archive that it lies in
 */
export function createBudget(
  path: string,
  size: number,
  limits: Pick<ArchiveLimits, 'total' | 'ratio' | 'floor'>,
  outer?: Budget,
): Budget {
  const most = Math.min(limits.total, Math.max(limits.floor, size * limits.ratio));
  let spent = 0;
  return {
    spend: (bytes) => {
      outer?.spend(bytes);
      spent += bytes;
      if (spent > most) throw new CanonError('E_IMPORT_ARCHIVE_SIZE', { path, data: { path, most } });
    },
  };
}
