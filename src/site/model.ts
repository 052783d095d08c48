import type { Kind } from '../record/kinds.ts';
import type { Operator } from '../identity/operators.ts';
import type { Invariant } from '../store/config.ts';
import type { Row } from '../work/row.ts';
import type { Task } from '../work/tasks.ts';
import type { BrokenFacts } from './read/broken.ts';
import type { RemoteWeb } from './remote-web.ts';

/** A language that pages and dates are written in. */
export type LanguageCode = 'en' | 'ru';

/** What a site is called and where it will stand. */
export interface SiteSettings {
  readonly title: string;
  /** Where it is published, with a slash at its end; without it there is no feed and no sitemap. */
  readonly url: string | undefined;
  readonly language: LanguageCode;
  /** The repository's own web page, where commits and files are linked to. */
  readonly remote: RemoteWeb | undefined;
  /** Folder of each kind's records in the repository, from the project's root. */
  readonly paths: Readonly<Record<Kind, string>>;
}

/** What a record's file says beyond its row: read once, and kept as long as the file is as it was. Plain JSON. */
export interface RecordFacts {
  /** Of the file's text: what was made of it holds as long as this is the same. */
  readonly hash: string;
  /** The frontmatter as it was read; empty where it does not parse. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The first paragraph of what matters most in this kind, as plain text; null where there is none. */
  readonly lead: string | null;
  /** Of a workstream. */
  readonly tasks: readonly Task[];
  /** What its body links to in the repository: paths from the project's root, each once, in order. */
  readonly links: readonly string[];
  /** Of one that does not parse: why. */
  readonly broken?: BrokenFacts;
}

/** A commit that changed a record. */
export interface Change {
  readonly sha: string;
  /** RFC 3339, as the author's clock had it. */
  readonly at: string;
  readonly author: string;
  /** Slug of the operator whose e-mail address this is. */
  readonly operator: string | null;
  readonly subject: string;
  readonly what: 'added' | 'changed' | 'renamed' | 'removed';
  /** The session that the commit names as the one it was made in. */
  readonly session: string | null;
}

/** A record as the site has it. */
export interface SiteRecord {
  readonly row: Row;
  /** Where cards lead, from the site's root: `plans/flip/`, `sessions/RT-260511-01/`. */
  readonly url: string;
  /** Where its text stands: `plans/flip/document/`; of a session the same as `url`. */
  readonly documentUrl: string;
  readonly facts: RecordFacts;
  /** By what it and others say: of `row` only its own keys are asked. Null where nothing says so. */
  readonly status: string | null;
  /** Id of what has taken its place. */
  readonly supersededBy: string | null;
  /** Tells its row and its facts from every other: what was made of nothing else holds as long as this is the same. */
  readonly own: string;
  /** Commits that changed it, the newest first, renames followed. */
  readonly history: readonly Change[];
  /** Paths from which git has seen its file renamed, the newest first. */
  readonly renamedFrom?: readonly string[];
}

/** Everything a site shows: pages are made of it by pure functions. */
export interface SiteModel {
  readonly settings: SiteSettings;
  /** Those that are shown, the newest first. */
  readonly records: readonly SiteRecord[];
  readonly operators: readonly Operator[];
  readonly invariants: readonly Invariant[];
  /** Whether `site.exclude` keeps a file of the repository out: nothing links to it, and it is not copied. */
  readonly hidesPath: (path: string) => boolean;
  /** The same of a record by its id. */
  readonly hidesId: (id: string, kind?: Kind) => boolean;
}
