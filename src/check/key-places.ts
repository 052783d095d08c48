import { placeOfKey } from '../record/key-place.ts';
import { readRecordNow } from '../store/text-file.ts';
import type { PlaceOf } from './run-rules.ts';

/** Looks for keys in the files of a work tree: only where there is something to say of a record is it read again. */
export function placesIn(root: string): PlaceOf {
  let last: { path: string; text: string | undefined } | undefined;
  return (path, key) => {
    if (last?.path !== path) {
      const read = readRecordNow(root, path);
      last = { path, text: read && 'bytes' in read ? read.bytes.toString('utf8') : undefined };
    }
    return last.text === undefined ? undefined : placeOfKey(last.text, key);
  };
}
