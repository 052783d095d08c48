import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Operators } from '../identity/operators.ts';
import { nearest } from '../text/nearest.ts';
import type { Item } from '../work/row.ts';

/** Whose record it is, and where. */
export interface Asking {
  readonly id: string;
  readonly path: string;
  /** The operator's slug. */
  readonly me: string;
}

// `Serge: approve`: a name, as far as an operator is called nearly so.
const BARE = /^(\p{L}[\p{L}\p{M}\d_'’-]{1,40})\s*:\s/u;

/**
 * What waits on somebody whom no operator is: it waits on whoever wrote it. A name without `@` is told where an operator
 * is called so, or nearly: any other word before a colon may be a word.
 */
export function unknownPeople(items: readonly Item[], operators: Operators, asking: Asking): Diagnostic[] {
  if (!operators.present) return [];
  return items.flatMap((item): Diagnostic[] => {
    const name = item.for ?? BARE.exec(item.text)?.[1];
    if (name === undefined) return [];
    const at = item.for !== undefined;
    const near = nearOperators(name, operators);
    const isKnown = at && (operators.bySlug(name) ?? operators.byInitials(name.toUpperCase())) !== undefined;
    if (isKnown || (!at && (near.length === 0 || near[0] === asking.me))) return [];
    return [
      {
        code: 'handoff-unknown-person',
        severity: at ? 'warning' : 'info',
        path: asking.path,
        line: item.line,
        args: { id: asking.id, item: item.id, name, at, near: near.map((slug) => `@${slug}`) },
      },
    ];
  });
}

function nearOperators(name: string, { list }: Operators): string[] {
  const slugs = new Map<string, string>();
  for (const { slug, name: called } of list.toReversed()) {
    for (const word of [...called.split(/\s+/), called, slug]) slugs.set(word.toLowerCase(), slug);
  }
  return [...new Set(nearest(name, slugs.keys()).flatMap((word) => slugs.get(word) ?? []))];
}
