/**
 * How long somebody waits who asks where things stand (`resume`, `next`, `list`), as multiples of Node's start: sessions, from canon's
 * caches, without any.
 */
export const READERS = [
  [65, 1.7, 2.5],
  [2000, 2, 4],
  [20000, 2.5, 12],
];

/** A case for each of them, cached and cold, of a command line of canon. */
export const readerCases = (name, args, { canon, repository, forget }, check) =>
  READERS.flatMap(([sessions, cached, cold]) => [
    {
      name: `${name}, ${sessions} sessions, cached`,
      limit: cached,
      required: true,
      prepare: () => canon(repository(sessions), ...args),
      ...(check ? { check: () => check(sessions) } : {}),
    },
    {
      name: `${name}, ${sessions} sessions, cold`,
      limit: cold,
      required: true,
      ...(sessions > 2000 ? { rounds: 9 } : {}),
      // In a repository of its own: what it forgets would be missing in the runs of the others.
      prepare: () => canon(repository(sessions, 'flat', 'cold'), ...args),
      before: () => forget(repository(sessions, 'flat', 'cold')),
    },
  ]);

/** How fast transcripts are read, of one core, and in how much memory, whatever their size. */
export const TRANSCRIPTS = { megabytesPerSecond: 60, mebibytes: 300 };
