import { glob } from '../text/glob.ts';

// Names of tools are counted under one key, and limited by name.

type Globs = Readonly<Record<string, readonly string[]>>;

const compiled = new WeakMap<Globs, (tool: string) => string>();

/** The name that a tool is counted under: the first key with a glob that matches, else its own. */
export function foldedName(tool: string, keys: Globs): string {
  let fold = compiled.get(keys);
  if (fold === undefined) compiled.set(keys, (fold = compile(keys)));
  return fold(tool);
}

function compile(keys: Globs): (tool: string) => string {
  const tests = Object.entries(keys).map(([key, globs]) => [key, globs.map(glob)] as const);
  return remembered((tool) => tests.find(([, any]) => any.some((matches) => matches(tool)))?.[0] ?? tool);
}

/** A session calls few tools many times; one that makes up names does not fill the memory. */
const MOST = 10_000;

/** The same function, which is asked once for each name. */
export function remembered<T>(of: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = of(name);
    if (known.size >= MOST) known.clear();
    known.set(name, found);
    return found;
  };
}
