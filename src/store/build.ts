import { version } from '../../package.json';

/** Set by the bundler: a hash of all sources. */
declare const CANON_SOURCES: string | undefined;

/**
 * Which canon this is, down to its sources: what one keeps in local caches is of use to no other, since a row
 * or a finding may mean something else there.
 */
export const BUILD = `${version}/${typeof CANON_SOURCES === 'string' ? CANON_SOURCES : 'sources'}`;
