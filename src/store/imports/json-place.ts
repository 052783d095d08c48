import { findNodeAtLocation, parseTree, type ParseError } from 'jsonc-parser';
import { type Place, placeOf } from '../../record/fault.ts';

// Loads the parser: only where something is wrong.

/** Where the value of some keys, or its nearest parent, stands in JSON; without keys, where it ceases to be JSON. */
export function placeInJson(text: string, keys: readonly (string | number)[] | undefined): Place {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (keys === undefined) return placeOf(text, errors[0]?.offset ?? 0);
  if (!tree) return placeOf(text, 0);
  for (let length = keys.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, keys.slice(0, length));
    if (node) return placeOf(text, node.offset);
  }
  return placeOf(text, 0);
}
