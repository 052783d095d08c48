import type { Args, Diagnostic, Severity } from '../fault/diagnostic.ts';
import type { FrontmatterData } from '../record/frontmatter.ts';
import type { Kind } from '../record/kinds.ts';
import type { DerivedFile } from '../store/derived.ts';
import type { Row } from '../work/row.ts';

/** Why a file cannot be read as a record. The code finds the sentence of the refusal it would be elsewhere. */
export interface CheckedFault {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
  readonly args: Args;
}

/** A record file as the rules see it. */
export interface CheckedFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly kind: Kind;
  readonly text: string;
  /** What follows the frontmatter, and the 1-based line it starts on. */
  readonly body: string;
  readonly bodyLine: number;
  readonly row: Row;
  /** The frontmatter; undefined where it does not parse: `fault` says why. */
  readonly data: FrontmatterData | undefined;
  readonly fault: CheckedFault | undefined;
}

/** What a rule says: where and with which values. Its code and its weight are added by who runs it. */
export type Finding = Omit<Diagnostic, 'code' | 'severity' | 'path'> & { readonly path?: string };

/** A rule over one file: what it says depends on nothing but that file and whether link targets exist. */
export interface FileRule {
  /** Permanent, kebab-case; the code of its findings and its name in `check.rules`. */
  readonly name: string;
  readonly severity: Severity;
  readonly checkFile: (file: CheckedFile, sight: Sight) => readonly Finding[] | Promise<readonly Finding[]>;
}

/** A rule over all records at once. */
export interface RepositoryRule {
  readonly name: string;
  readonly severity: Severity;
  readonly checkAll: (rows: readonly Row[], sight: Sight) => readonly Finding[] | Promise<readonly Finding[]>;
}

/** What rules may see of the world beside the records. */
export interface Sight {
  /** The project's root relative to the repository's top: `''` or with a slash at its end. */
  readonly prefix: string;
  /** Whether a file or folder is there (path relative to the project's root, inside the repository). */
  readonly exists: (path: string) => boolean;
  /** Every derived file as it is and as it should be; none where derived text is not due (another branch). */
  readonly derived: (rows: readonly Row[]) => Promise<readonly DerivedFile[]>;
}
