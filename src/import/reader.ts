import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import type { SourceContents } from './item.ts';
import type { ImportMap } from './map.ts';

/** The commit that a file of the repository came with. */
export interface FileOrigin {
  readonly author: string;
  readonly email: string;
  /** RFC 3339, the author's time. */
  readonly at: string;
  /** It came with several others: a copy of a folder, a squashed history. When it was written nobody knows. */
  readonly inBulk?: boolean;
}

/** What a reader is given besides the path. */
export interface ReadOptions {
  /** All paths that were named: `path` is the first of them. */
  readonly paths: readonly string[];
  readonly map: ImportMap;
  /**
   * The commits that files came with, by path from the project's root, renames followed; asked of git once for all
   * files below some folders or files (from the project's root; none: the whole project). Empty where git knows nothing.
   */
  readonly origins: (under: readonly string[]) => Promise<ReadonlyMap<string, FileOrigin>>;
  /** Says what takes so long, on a terminal. Call it as often as you like, for instance for every file. */
  readonly say: (what: string) => void;
  /** `--normalize` (legacy): known headings under other names are renamed. */
  readonly normalize: boolean;
  /** `--history` (handoffs): files that once existed, too. */
  readonly history: boolean;
  /** `--operator`: whose it is, for a source that names nobody. */
  readonly operator?: string | undefined;
  /** transcripts: a session whose last event is younger is at work; in milliseconds. */
  readonly idle?: number | undefined;
  /** `--verify`: what is known to be as it was is read as well. */
  readonly verify?: boolean | undefined;
  /** Aborted by Ctrl-C. A reader stops soon, and gives back what it opened: `signal.throwIfAborted()`. */
  readonly signal: AbortSignal;
}

/**
 * Reads a source. The configuration is in `project`, the clock in `world.now`. Nothing of the project is written, no
 * byte is trusted; what cannot be read in part is a `SourceProblem`.
 * @param path as it was typed, relative to `world.cwd`; undefined where none was given
 * @throws CanonError where the source as a whole cannot be read
 */
export type Reader = (
  project: Project,
  world: World,
  path: string | undefined,
  options: ReadOptions,
) => Promise<SourceContents>;
