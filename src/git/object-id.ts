import { createHash } from 'node:crypto';
import type { ObjectFormat } from './discover.ts';

/** An object that is to be written. */
export interface NewObject {
  readonly type: 'blob' | 'tree' | 'commit';
  readonly bytes: Uint8Array;
}

/** The id git gives an object: the hash of `<type> <length>\0` and its bytes. */
export function objectId(format: ObjectFormat, { type, bytes }: NewObject): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
