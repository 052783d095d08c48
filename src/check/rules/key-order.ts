import { misplacedKey } from '../../record/key-order.ts';
import { placeOfKey } from '../../record/key-place.ts';
import type { FrontmatterRule } from '../rule.ts';

/** What means something to a person comes first, so that a phone shows it first. */
export const keyOrder: FrontmatterRule = {
  name: 'key-order',
  severity: 'info',
  checkFile(file) {
    const misplaced = file.data && misplacedKey(file.kind, Object.keys(file.data));
    return misplaced ? [{ ...placeOfKey(file.text, misplaced.key), args: { ...misplaced } }] : [];
  },
};
