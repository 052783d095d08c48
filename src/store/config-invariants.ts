import { glob } from '../text/glob.ts';

/** Invariants and folded names as the file has them: what may be missing or null is. */
interface Named {
  readonly name?: string | null;
  readonly tools?: readonly (string | null)[] | null;
}

/** What is wrong with the list of invariants: where, and what should stand there. */
export interface InvariantProblem {
  readonly keys: readonly (string | number)[];
  readonly expected: string;
}

/**
 * What the shape of a file does not tell. A counter without a name would stand in no record, two of one name in one
 * place; and one with the name of a counted tool that it does not count would hide that tool's calls.
 */
export function invariantProblem(
  list: readonly (Named | null)[] | null | undefined,
  foldTools: Readonly<Record<string, unknown>> | null | undefined,
): InvariantProblem | undefined {
  const seen = new Set<string>();
  for (const [at, one] of (list ?? []).entries()) {
    const name = one?.name ?? '';
    if (name === '') return { keys: ['invariants', at], expected: 'a map with a `name`' };
    const keys = ['invariants', at, 'name'];
    if (seen.has(name)) return { keys, expected: 'a name that no other has' };
    seen.add(name);
    const own = one?.tools;
    if (!own || own.some((pattern) => pattern !== null && glob(pattern)(name))) continue;
    const others = (list ?? []).filter((other) => other !== one);
    if (Object.hasOwn(foldTools ?? {}, name) || others.some((other) => other?.tools?.includes(name)))
      return { keys, expected: 'a name of no tool that is counted, or one that its `tools` match' };
  }
  return undefined;
}
