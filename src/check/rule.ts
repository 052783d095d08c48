import type { Args, Diagnostic, Severity } from '../fault/diagnostic.ts';
import type { FrontmatterData } from '../record/frontmatter.ts';
import type { Kind } from '../record/kinds.ts';
import type { DerivedFile } from '../store/derived.ts';
import type { Invariant } from '../store/config.ts';
import type { OtherRecords } from '../store/other-records.ts';
import type { Row } from '../work/row.ts';
import type { Task } from '../work/tasks.ts';
import type { Imports } from './imports.ts';
import type { Lookup } from './lookup.ts';
import type { Time } from './time.ts';

/** Why a file cannot be read as a record. The code finds the sentence of the refusal it would be elsewhere. */
export interface CheckedFault {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
  readonly args: Args;
}

/**
 * A record as the rules over all records see it: what tells one from another, and what derived text says. Its plan,
 * progress and aliases are known of a workstream or plan only: what a plan's count needs.
 */
export type CheckedRow = Pick<
  Row,
  | 'path'
  | 'kind'
  | 'id'
  | 'title'
  | 'legacy'
  | 'stub'
  | 'fault'
  | 'summary'
  | 'owner'
  | 'status'
  | 'workstream'
  | 'priority'
  | 'created'
  | 'plan'
  | 'progress'
  | 'blockedBy'
  | 'supersedes'
  | 'supersededBy'
  | 'aliases'
  | 'closes'
> & {
  /** Workstreams only: what stands in their Tasks section. */
  readonly tasks?: readonly CheckedTask[];
  /** Learnings only: the last day on which it holds. */
  readonly expires?: string;
};

/** A task as the rules see it. */
export type CheckedTask = Pick<Task, 'id' | 'state' | 'evidence' | 'line'>;

/** The body of a record as the rules see it. */
export interface CheckedBody {
  /** Relative to the project's root. */
  readonly path: string;
  /** What follows the frontmatter, and the 1-based line it starts on. */
  readonly body: string;
  readonly bodyLine: number;
}

/** A record file as the rules see it. */
export interface CheckedFile extends CheckedBody {
  readonly kind: Kind;
  readonly text: string;
  readonly row: CheckedRow;
  /** The frontmatter; undefined where it does not parse: `fault` says why. */
  readonly data: FrontmatterData | undefined;
  readonly fault: CheckedFault | undefined;
}

/** What a rule says: where and with which values. Its code and its weight are added by who runs it. */
export type Finding = Omit<Diagnostic, 'code' | 'severity' | 'path'> & {
  readonly path?: string;
  /** Where this one weighs less than the rule: it never weighs more, whatever the config says of the rule. */
  readonly severity?: Severity;
  /** Of a rule over all records: the frontmatter key to point at. Whoever runs the rule looks for its line. */
  readonly key?: string;
};

/** What a rule answers, at once where it can. */
export type Findings = readonly Finding[] | Promise<readonly Finding[]>;

interface Rule {
  /** Permanent, kebab-case; the code of its findings and its name in `check.rules`. */
  readonly name: string;
  readonly severity: Severity;
}

/**
 * A rule over the frontmatter of one file. It has nothing to say of one that `soundFile` knows: of most files it
 * is not asked.
 */
export interface FrontmatterRule extends Rule {
  readonly checkFile: (file: CheckedFile, sight: Sight) => Findings;
}

/**
 * A rule over the links, or conflict markers, of one body: what it says depends on them and on whether their targets
 * exist. It is not asked of bodies in which neither `mayHaveLinks` nor `mayHaveMarkers` sees any.
 */
export interface LinkRule extends Rule {
  readonly checkLinks: (body: CheckedBody, sight: Sight) => Findings;
}

/** A rule over one file. */
export type FileRule = FrontmatterRule | LinkRule;

/** A rule over all records at once. */
export interface RepositoryRule extends Rule {
  readonly checkAll: (rows: readonly CheckedRow[], derived: Derived, around: Around) => Findings;
}

/** What rules over files may see of the world beside the records. */
export interface Sight {
  /** The project's root relative to the repository's top: `''` or with a slash at its end. */
  readonly prefix: string;
  /** Whether a file or folder is there (path relative to the project's root, inside the repository). */
  readonly exists: (path: string) => boolean;
  /** Whether two different records have met in a file: a merge that is under way has one from each side. */
  readonly met?: (path: string) => Promise<boolean>;
  /** What must hold of every session. */
  readonly invariants: readonly Invariant[];
  /** Whether a session of this id is still being written: claimed here, or named by a commit, less than a day ago. */
  readonly isBeingWritten: (id: string) => boolean;
}

/** What rules over all records may see of the world beside them. */
export interface Around {
  readonly time: Time;
  readonly lookup: Lookup;
  /** Slugs of the operators; undefined where nobody has written any down. */
  readonly operators: readonly string[] | undefined;
  /** Session ids that are claimed in this clone, by whom and since when (milliseconds since the epoch). */
  readonly claims: ReadonlyMap<string, { readonly operator: string | undefined; readonly since: number }>;
  readonly isBeingWritten: Sight['isBeingWritten'];
  /** How many records lie in each folder. */
  readonly folders: ReadonlyMap<string, number>;
  /** What git has under these names, which look like those of commits. Asked all at once. */
  readonly commits: (names: readonly string[]) => Promise<ReadonlyMap<string, CommitState>>;
  /** What other refs have that does not go together with the records; looked for once. */
  readonly others: () => Promise<OtherRecords>;
  /** The ids of what waits and is asked in a session or plan; undefined where it cannot be read. */
  readonly itemsOf: (row: CheckedRow) => Promise<readonly string[] | undefined>;
  /** Of these session ids, those that have a record on another branch. */
  readonly elsewhere: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Where the record of a session id would be. */
  readonly pathOf: (id: string) => string;
  /** What the reports of imports say; read once. */
  readonly imports: () => Promise<Imports>;
  /** The index pages as they are. */
  readonly indexPages: () => Promise<readonly { readonly path: string; readonly text: string }[]>;
}

/** `missing`: not in this clone, which may be shallow, or not fetched. `other`: something, but no commit. */
export type CommitState = 'commit' | 'missing' | 'other';

/** Every derived file as it is and as it should be; none where derived text is not due (another branch). */
export type Derived = (rows: readonly CheckedRow[]) => Promise<readonly DerivedFile[]>;
