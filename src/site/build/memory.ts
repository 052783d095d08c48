import type { RecordMemory } from '../read/read-records.ts';
import type { Manifest } from './manifest.ts';
import type { RememberedPages } from './remembered-pages.ts';

/**
 * What one process remembers from one build to the next, instead of reading it from where it is kept. Of a folder that
 * canon alone writes into: its files are not looked at again.
 */
export interface BuildMemory extends RecordMemory {
  folder?: RememberedFolder;
  pages?: RememberedPages;
}

/** A site's folder as a build has left it. */
export interface RememberedFolder {
  readonly manifest: Manifest;
  /** How the file stands in which that is kept: where it stands otherwise somebody else has built since. */
  readonly stamp: string;
  /** The files of the site. */
  readonly listed: ReadonlySet<string>;
}
