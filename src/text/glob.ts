// Not regular expressions: what they are held against comes from servers, and one with many stars takes for ever over
// a hostile name.

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

/** A test of names by several globs. */
export function anyGlob(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map(glob);
  return (name) => tests.some((matches) => matches(name));
}
