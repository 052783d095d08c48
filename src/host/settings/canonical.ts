import { createHash } from 'node:crypto';
import type { Node } from 'jsonc-parser';

/**
 * JSON that is the same for the same value however it is written: keys sorted, no blanks. Made from the tree
 * and not from a value, which would lose a key named `__proto__`.
 */
export function canonical({ type, value, children = [] }: Node): string {
  if (type === 'array') return `[${children.map(canonical).join(',')}]`;
  if (type !== 'object') return JSON.stringify(value);
  const keys = children.map(({ children: [key, one] = [] }) => [
    JSON.stringify(key?.value),
    one ? canonical(one) : 'null',
  ]);
  return `{${keys
    .map((pair) => pair.join(':'))
    .sort()
    .join(',')}}`;
}

/** What tells an entry from another, and from itself when somebody has changed it. */
export const hashOfNode = (node: Node): string =>
  `sha256:${createHash('sha256').update(canonical(node)).digest('hex')}`;
