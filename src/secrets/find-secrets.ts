import { createHash } from 'node:crypto';
import { CanonError } from '../fault/error.ts';
import type { Match } from './recommended-rules.ts';

/** A text that is about to be committed, and what is already committed of it. */
export interface Suspect {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
  /** What HEAD has there. What it already holds is not what this commit would give away. */
  readonly committed?: string | undefined;
}

/** Something that looks like a secret. It says where and what kind, never what it is. */
export interface SecretFinding {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** `github-token`, `private-key`, `pattern:1` (the first of `secrets.patterns`) … */
  readonly kind: string;
  /** Names this secret of this kind, wherever it stands: 12 hexadecimal digits. */
  readonly fingerprint: string;
}

/** A pattern of the project's own, from `secrets.patterns` in the config. */
export interface SecretPattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Starts loading the rules. Call it while git works: it costs about as much as Node's own start. */
export function preloadSecretRules(): void {
  // A failure to load is reported by the scan itself.
  void import('./recommended-rules.ts').catch(() => {});
}

/** Of a kind and a secret: short enough to type, and nothing can be read from it. */
export function fingerprint(kind: string, secret: string): string {
  return createHash('sha256').update(`${kind}\0${secret}`).digest('hex').slice(0, 12);
}

/**
 * What looks like a secret in the texts, by secretlint's recommended rules and the project's patterns, in
 * the order of path and line. Nothing inside a text can switch the rules off.
 * @throws E_SECRET_SCAN when a rule fails: then nothing may be committed
 */
export async function findSecrets(
  suspects: readonly Suspect[],
  patterns: readonly SecretPattern[],
): Promise<SecretFinding[]> {
  const findings: SecretFinding[] = [];
  const texts = suspects.map(({ text }) => text.replace(/^\uFEFF/, ''));
  const found = await secretsIn(texts, patterns, suspects[0]?.path);
  for (const [at, { path, committed = '' }] of suspects.entries()) {
    const lineAt = lineReader(texts[at] ?? '');
    const seen = new Set<string>();
    const isCommitted = remembered((secret) => committed !== '' && committed.includes(secret));
    for (const { index, kind, secret } of found[at] ?? []) {
      if (isCommitted(secret)) continue;
      const line = lineAt(index);
      const mark = fingerprint(kind, secret);
      if (seen.has(`${line} ${mark}`)) continue;
      seen.add(`${line} ${mark}`);
      findings.push({ path, line, kind, fingerprint: mark });
    }
  }
  return findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

/**
 * The same as places in the texts, with the secrets themselves: for whoever takes them out.
 * @throws E_SECRET_SCAN
 */
export async function secretsIn(
  texts: readonly string[],
  patterns: readonly SecretPattern[],
  path?: string,
): Promise<Match[][]> {
  try {
    const recommended = await recommendedIn(texts);
    return texts.map((text, at) => [
      ...(recommended[at] ?? []),
      ...patterns.flatMap(({ name, pattern }) => matchOwn(text, name, pattern)),
    ]);
  } catch (error) {
    // The cause may quote the text, so it goes no further than its name.
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new CanonError('E_SECRET_SCAN', { ...(path === undefined ? {} : { path }), data: { reason } });
  }
}

// No rule matches across a line of these: none takes a per cent sign for a blank, or for part of a key.
const BETWEEN = '\n%%\n';

/** How much is joined to be scanned at once: a scan of little costs more than what it scans, one of much holds it twice. */
const AT_ONCE = 1024 * 1024;

/** What the recommended rules find in each text. */
async function recommendedIn(texts: readonly string[]): Promise<Match[][]> {
  const found: Match[][] = [];
  for (let from = 0; from < texts.length;) {
    let to = from;
    for (let size = 0; to < texts.length && (to === from || size < AT_ONCE); to += 1) {
      size += texts[to]?.length ?? 0;
    }
    found.push(...(await recommendedTogether(texts.slice(from, to))));
    from = to;
  }
  return found;
}

async function recommendedTogether(texts: readonly string[]): Promise<Match[][]> {
  const { matchRecommended } = await import('./recommended-rules.ts');
  const found = texts.map((): Match[] => []);
  let from = 0;
  const ends = texts.map(({ length }) => (from += length + BETWEEN.length) - BETWEEN.length);
  let at = 0;
  // In the order of their places.
  for (const match of await matchRecommended(texts.join(BETWEEN))) {
    while (at < texts.length && match.index >= (ends[at] ?? 0)) at += 1;
    const index = match.index - ((ends[at] ?? 0) - (texts[at]?.length ?? 0));
    // Should a rule ever find something from one text to the next: each by itself.
    if (texts[at]?.startsWith(match.secret, index) !== true && texts.length > 1) {
      const apart: Match[][] = [];
      for (const text of texts) apart.push(await matchRecommended(text));
      return apart;
    }
    found[at]?.push({ ...match, index });
  }
  return found;
}

function matchOwn(text: string, name: string, pattern: RegExp): Match[] {
  const global = new RegExp(
    pattern.source,
    pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`,
  );
  return [...text.matchAll(global)]
    .filter(([secret]) => secret !== '')
    .map((match) => ({ index: match.index, kind: `pattern:${name}`, secret: match[0] }));
}

/** Tells the lines of places; of places in their order a text is gone through once. */
function lineReader(text: string): (index: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  let last = 0;
  return (index) => {
    if (index < last) [line, next] = [1, text.indexOf('\n')];
    last = index;
    for (; next !== -1 && next < index; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}

/** The same answers, each worked out once. */
function remembered<T>(ask: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const answer = known.has(key) ? (known.get(key) as T) : ask(key);
    known.set(key, answer);
    return answer;
  };
}
