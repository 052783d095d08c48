import type { FileOrigin } from '../reader.ts';
import type { SourceItem } from '../item.ts';
import type { Synonyms } from '../text/section-synonyms.ts';

/** A text that may become records, wherever it was found. */
export interface SourceFile {
  /** Its item's id; one of several items begins with it. */
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly size: number;
  /** Its bytes once more: not all of a large source are held. */
  readonly read: () => Promise<Buffer>;
  /** The time of the file: the last resort. */
  readonly mtime: number;
  readonly oddEncoding: boolean;
  /** Who brought it into the repository, and when. */
  readonly origin?: FileOrigin;
}

/** An item without what its links lead to, which takes all items to know. */
export type DraftItem = Omit<SourceItem, 'links' | 'assets'>;

/** What all makers of items know. */
export interface Making {
  /** Headings of the configuration and the map. */
  readonly synonyms: Synonyms;
}
