import { isUtf8 } from 'node:buffer';
import { CanonError } from '../fault/error.ts';

/** The text of a file that has to be UTF-8. @throws E_FILE_NOT_UTF8 */
export function assertUtf8(bytes: Buffer, path: string): string {
  if (!isUtf8(bytes)) throw new CanonError('E_FILE_NOT_UTF8', { path, data: { path } });
  return bytes.toString('utf8');
}
