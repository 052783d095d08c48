// Not regular expressions: patterns come from records that anybody may have written, and one with many stars takes
// for ever over a hostile path.

/** A test of paths, and how much a pattern says. */
export interface PathGlob {
  readonly matches: (path: string) => boolean;
  /** Characters that stand for themselves: of two patterns that match, the one with more is the nearer one. */
  readonly literals: number;
}

/** More alternatives than anybody writes; beyond it braces stand for themselves. */
const MOST = 64;

/**
 * A glob of paths with forward slashes: `*` and `?` within a name, `**` over any number of folders, `{a,b}`, `[a-z]`.
 * A pattern without a slash is of names at any depth; one that matches a folder matches all that is in it.
 */
export function pathGlob(pattern: string): PathGlob {
  const clean = pattern.trim().replace(/^(?:\.?\/)+/, '');
  const anchored = pattern.trim().startsWith('/') || clean.replace(/\/+$/, '').includes('/');
  const tests = braces(clean).map((one) => {
    const parts = one.split('/').filter((part) => part !== '');
    return anchored || parts.length === 0 || parts[0] === '**' ? parts : ['**', ...parts];
  });
  return {
    matches: (path) => {
      const names = path.split('/');
      return tests.some((parts) => parts.length > 0 && matchParts(parts, names));
    },
    literals: clean.replace(/[*?{}[\]]/g, '').length,
  };
}

/** Whether the parts match the beginning of a path, up to a `/` or its end. Each pair is looked at once. */
function matchParts(parts: readonly string[], names: readonly string[]): boolean {
  // The numbers of names that the parts so far can have taken.
  let taken = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of taken) {
      if (part === '**') for (let to = at; to <= names.length; to += 1) next.add(to);
      else if (at < names.length && matchName(part, names[at] ?? '')) next.add(at + 1);
    }
    if (next.size === 0) return false;
    taken = next;
  }
  // `src/**` is what is in a folder, not the folder; whatever is matched as a folder holds the rest.
  return parts.at(-1) === '**' ? [...taken].some((at) => at > 0) || parts.length === 1 : true;
}

/** The usual greedy match: on a miss, the last star takes one character more, and no earlier one is asked again. */
function matchName(part: string, name: string): boolean {
  const tokens = tokensOf(part);
  const letters = [...name];
  let [at, token, star, mark] = [0, 0, -1, 0];
  while (at < letters.length) {
    const one = tokens[token];
    if (one === '*') {
      star = token;
      mark = at;
      token += 1;
    } else if (one !== undefined && matchOne(one, letters[at] ?? '')) {
      at += 1;
      token += 1;
    } else if (star >= 0) {
      token = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  while (tokens[token] === '*') token += 1;
  return token === tokens.length;
}

const tokensOf = (part: string): string[] => part.match(/\*+|\[!?[^\]]+\]|[^]/gu)?.map(star) ?? [];
const star = (token: string): string => (token.startsWith('*') ? '*' : token);

function matchOne(token: string, letter: string): boolean {
  if (token === '?') return true;
  if (token.length < 3 || !token.startsWith('[')) return token === letter;
  const not = token[1] === '!';
  const inside = Array.from(token.slice(not ? 2 : 1, -1));
  let found = false;
  for (let i = 0; i < inside.length; i += 1) {
    const [from = '', dash, to] = [inside[i], inside[i + 1], inside[i + 2]];
    if (dash === '-' && to !== undefined) {
      found ||= from <= letter && letter <= to;
      i += 2;
    } else found ||= from === letter;
  }
  return found !== not;
}

/** The patterns that one with braces stands for. */
function braces(pattern: string): string[] {
  let patterns = [pattern];
  for (;;) {
    const next: string[] = [];
    for (const one of patterns) {
      const found = /\{([^{}]*,[^{}]*)\}/.exec(one);
      if (!found) next.push(one);
      else {
        for (const choice of (found[1] ?? '').split(',')) {
          next.push(one.slice(0, found.index) + choice + one.slice(found.index + found[0].length));
        }
      }
      if (next.length > MOST) return [pattern];
    }
    if (next.length === patterns.length) return next;
    patterns = next;
  }
}
