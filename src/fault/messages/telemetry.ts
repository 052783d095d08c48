import type { Messages } from './types.ts';

/** What canon says about recorded calls. */
export const telemetryMessages: Messages = {
  E_SPOOL_UNREADABLE: {
    text: ({ reason }) => `the recorded calls that wait in the spool cannot be read: ${reason}`,
    hint: 'Look at the permissions of `canon/spool` in the git folder (`git rev-parse --git-common-dir`).',
  },
  E_FOLD_FAILED: {
    text: ({ file, reason }) =>
      `recorded calls could not be moved from the spool to their journals: ${reason} (${file})`,
    hint: 'Make that folder writable, or free space on its disk, and run this again: what was not moved still waits there.',
  },
  E_JOURNAL_WRITE: {
    text: ({ file, reason }) => `recorded calls could not be written to ${file}: ${reason}`,
    hint: 'Make `canon/journal` in the git folder writable, or free space on its disk, and run this again: nothing was lost.',
  },
};
