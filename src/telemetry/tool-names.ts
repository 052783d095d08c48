// Names of tools are counted under one key, and limited by name. Not by regular expressions: names come from
// servers, and one with many stars takes those for ever over a hostile name.

/** A test of names by a glob in which `*` stands for any characters, none included. Linear in the name for each star. */
export function glob(pattern: string): (name: string) => boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (name) => name === pattern;
  const tail = rest.pop() ?? '';
  const middle = rest.filter((part) => part !== '');
  return (name) => {
    if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail))
      return false;
    // The earliest place for each part leaves the most for the others: no way back is ever needed.
    let at = head.length;
    const end = name.length - tail.length;
    for (const part of middle) {
      const found = name.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

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

/** A test of names by several globs. */
export function anyGlob(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map(glob);
  return (name) => tests.some((matches) => matches(name));
}
