import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Config } from '../store/config.ts';
import { regexpParts } from '../store/config-check.ts';
import { findSecrets, type SecretFinding, type SecretPattern, type Suspect } from './find-secrets.ts';

/** A file that is about to be committed, with the committed version before it; null for a new file. */
interface Committing {
  readonly path: string;
  readonly text: string;
  readonly before: string | null;
}

/** Watches over what is about to be committed, and remembers what it found. */
export interface Guard {
  /** Looks at a text; answers the findings that nobody allowed. */
  look(suspects: readonly Suspect[]): Promise<readonly SecretFinding[]>;
  /** Forgets what stopped so far, because the text is made anew. */
  forget(): void;
  /** For the change room: a text stops the commit. */
  inspect(files: readonly Committing[]): Promise<string | undefined>;
  /** Fingerprints given on the command line that were found: they go into the record. */
  used(): readonly string[];
  /** A finding for each secret, and a warning for each permission that nothing needed. */
  diagnostics(): readonly Diagnostic[];
}

/** A guard with the permissions of the config, of the record so far and of the command line. */
export function makeGuard(
  config: Config['secrets'],
  given: readonly string[],
  recorded: readonly string[],
): Guard {
  const patterns = config.patterns.map(patternOf);
  const allowed = new Set([...config.allow, ...recorded, ...given].map((one) => one.toLowerCase()));
  const seen = new Set<string>();
  const stopped = new Map<string, SecretFinding>();
  // A text that was looked at once is the same text when it is about to be committed.
  const clean = new Set<string>();
  const look = async (suspects: readonly Suspect[]): Promise<SecretFinding[]> => {
    const fresh = suspects.filter(({ text }) => !clean.has(text));
    const found = await findSecrets(fresh, patterns);
    for (const { fingerprint } of found) seen.add(fingerprint);
    const open = found.filter(({ fingerprint }) => !allowed.has(fingerprint));
    for (const one of open) stopped.set(`${one.path}:${one.line}:${one.fingerprint}`, one);
    const dirty = new Set(open.map(({ path }) => path));
    for (const { path, text } of fresh) if (!dirty.has(path)) clean.add(text);
    return open;
  };
  return {
    look,
    forget: () => stopped.clear(),
    async inspect(files) {
      const open = await look(files.filter(({ text }) => !clean.has(text)).map(suspectOf));
      return open.length === 0 ? undefined : 'secrets';
    },
    used: () => given.map((one) => one.toLowerCase()).filter((one) => seen.has(one)),
    diagnostics: () => [
      ...[...stopped.values()].map(({ path, line, kind, fingerprint }): Diagnostic => ({
        code: 'secret',
        severity: 'error',
        path,
        line,
        args: { kind, fingerprint },
      })),
      ...given
        .filter((one) => !seen.has(one.toLowerCase()))
        .map((fingerprint): Diagnostic => ({
          code: 'secret-allowed-unused',
          severity: 'warning',
          args: { fingerprint },
        })),
    ],
  };
}

/**
 * What a commit adds to a file. Of a file that is edited these are whole lines (rows of an index, lines of a
 * log), so the others are left blank: an index has hundreds, and each was looked at when it came.
 */
function suspectOf({ path, text, before }: Committing): Suspect {
  if (before === null) return { path, text };
  const old = new Set(before.split('\n'));
  const added = text.split('\n').map((line) => (old.has(line) ? '' : line));
  return { path, text: added.join('\n'), committed: before };
}

/** A pattern of the configuration. Called by its number: it may spell out the very secret it is for. */
export const patternOf = (text: string, at: number): SecretPattern => ({
  name: String(at + 1),
  pattern: new RegExp(...regexpParts(text)),
});
