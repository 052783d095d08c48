import { hash } from 'node:crypto';
import type { Asked } from './resolve.ts';

/** A file of a site: what it depends on, and how it is made once it has to be. */
export interface SiteFile {
  /** Relative to the site's folder, forward slashes. */
  readonly path: string;
  /** Of everything it is made from: while this is the same, so is the file. */
  readonly key: string;
  /** Whether what it asked of the site while it was made would be answered as it was. */
  readonly holds?: (asked: readonly Asked[]) => boolean;
  /** Absolute paths of what it is made from besides records: how those stand decides whether a build is needed. */
  readonly reads?: readonly string[];
  /** Told before any file is made, where this one has to be: what can be done meanwhile begins. */
  readonly begin?: () => void;
  readonly make: () => Made | Promise<Made>;
}

/** What a file consists of, and what was asked for it. */
export interface Made {
  readonly content: string | Uint8Array;
  readonly asked?: readonly Asked[];
  /** Its record has changed since the key was worked out: the next build makes it again. */
  readonly stale?: boolean;
}

/** A key of what a file is made from. */
export const keyOf = (...parts: readonly string[]): string =>
  hash('sha256', parts.join('\0'), 'base64url').slice(0, 22);
