import type { Args } from '../diagnostic.ts';
import type { Messages } from './types.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value);

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
  E_TELEMETRY_UNKNOWN: {
    text: ({ session }) => `no record and no recorded session is called ${String(session)}`,
    hint: ({ near }) =>
      Array.isArray(near) && near.length > 0
        ? `Did you mean ${near.join(' or ')}? All that are recorded: \`canon telemetry --all\`.`
        : 'All that are recorded: `canon telemetry --all`.',
  },
  E_TELEMETRY_AMBIGUOUS: {
    text: ({ session, count }) => `${String(session)} is the beginning of ${String(count)} sessions`,
    hint: ({ candidates }) =>
      `Write more of it: ${Array.isArray(candidates) ? candidates.join(', ') : String(candidates)}.`,
  },
  E_DAY_INVALID: {
    text: ({ value }) => `"${String(value)}" is no day`,
    hint: 'Write today, yesterday, or a date like 2026-05-11.',
  },
  'telemetry-off': {
    text: 'tool calls are not recorded here: `telemetry` is off in .canon/config.yaml',
    hint: 'What was recorded before is still shown.',
  },
  E_TELEMETRY_OPTIONS: {
    text: ({ one, other }) => `${String(one)} and ${String(other)} each say which sessions`,
    hint: 'Give one of them.',
  },
  'telemetry-aside': {
    text: ({ count }) =>
      Number(count) === 1
        ? 'one payload has been put aside, and its calls are not counted'
        : `${String(count)} payloads have been put aside, and their calls are not counted`,
    hint: 'They lie in .git/canon/quarantine; `canon doctor` says why. Look at them and remove them.',
  },
  'telemetry-quarantined': {
    text: ({ count, files }) =>
      `${Number(count) === 1 ? 'one recorded call' : `${String(count)} recorded calls`} could not be read, so counts may be short of ${Number(count) === 1 ? 'it' : 'them'}: ${list(files)}`,
    hint: 'A hook was killed, or the disk was full, while it wrote. What there is of them lies in `canon/quarantine` in the git folder.',
  },
  'telemetry-foreign': {
    text: ({ count, files }) =>
      `${Number(count) === 1 ? 'something' : `${String(count)} things`} in the spool ${Number(count) === 1 ? 'is' : 'are'} not of any hook, and stayed there: ${list(files)}`,
    hint: 'Remove what does not belong in `canon/spool` in the git folder.',
  },
};
