/** What canon put into one settings file, as the manifest keeps it. */
export interface InstalledHooks {
  /** Hashes of the entries, by event. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  /** What was not there before: the file itself (the empty text), `hooks`, `hooks/Stop`. */
  readonly made: readonly string[];
  /** Brackets that were moved apart: `{}` became two lines. */
  readonly opened: readonly string[];
}

/** What there is before the first `init`. */
export const NOTHING_INSTALLED: InstalledHooks = { events: {}, made: [], opened: [] };

/** Names of the containers of hooks, in `made` and `opened`. */
export const FILE = '';
export const HOOKS = 'hooks';
export const listOf = (event: string): string => `hooks/${event}`;
