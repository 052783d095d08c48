import { CanonError } from '../../fault/error.ts';

/** Texts are held until the commit, several times over. */
const MOST_TEXT = 256 * 1024 * 1024;

/**
 * Counts the text that is to become records.
 * @param named what is imported, as it was typed
 * @throws E_IMPORT_TOO_MUCH_TEXT from what it returns, when it has become more than a process can hold
 */
export function createTextBudget(named: string, most = MOST_TEXT): (bytes: number) => void {
  let held = 0;
  return (bytes) => {
    held += bytes;
    if (held > most) throw new CanonError('E_IMPORT_TOO_MUCH_TEXT', { data: { path: named, most } });
  };
}
