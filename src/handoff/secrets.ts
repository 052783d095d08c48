import { createHash } from 'node:crypto';
import { CanonError } from '../fault/error.ts';

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
  for (const { path, text: raw, committed = '' } of suspects) {
    const text = raw.replace(/^\uFEFF/, '');
    const seen = new Set<string>();
    for (const { index, kind, secret } of await matches(text, patterns, path)) {
      if (committed !== '' && committed.includes(secret)) continue;
      const line = lineAt(text, index);
      const mark = fingerprint(kind, secret);
      if (seen.has(`${line} ${mark}`)) continue;
      seen.add(`${line} ${mark}`);
      findings.push({ path, line, kind, fingerprint: mark });
    }
  }
  return findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

async function matches(
  text: string,
  patterns: readonly SecretPattern[],
  path: string,
): Promise<{ index: number; kind: string; secret: string }[]> {
  try {
    const { matchRecommended } = await import('./recommended-rules.ts');
    const own = patterns.flatMap(({ name, pattern }) => matchOwn(text, name, pattern));
    return [...(await matchRecommended(text)), ...own];
  } catch (error) {
    // The cause may quote the text, so it goes no further than its name.
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new CanonError('E_SECRET_SCAN', { path, data: { reason } });
  }
}

function matchOwn(
  text: string,
  name: string,
  pattern: RegExp,
): { index: number; kind: string; secret: string }[] {
  const global = new RegExp(
    pattern.source,
    pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`,
  );
  return [...text.matchAll(global)]
    .filter(([secret]) => secret !== '')
    .map((match) => ({ index: match.index, kind: `pattern:${name}`, secret: match[0] }));
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
