import { CanonError } from '../fault/error.ts';
import { codeOf } from '../store/atomic.ts';

/** What kept a fold from going on, and where. */
export const foldFailed = (file: string, cause: unknown): CanonError =>
  new CanonError('E_FOLD_FAILED', { data: { file, reason: codeOf(cause) || String(cause) }, cause });
