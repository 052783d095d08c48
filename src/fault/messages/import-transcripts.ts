import type { Messages } from './types.ts';

/** What canon says of transcripts that it imports, and of sweeping them up. */
export const importTranscriptsMessages: Messages = {
  E_IMPORT_TRANSCRIPTS_NONE: {
    text: ({ path, there }) =>
      there === true
        ? `${String(path)} holds no transcript of an agent's session`
        : `there is nothing at ${String(path)}`,
    hint: 'Name a file or a folder of Claude Code (`~/.claude/projects/…`) or Codex (`~/.codex/sessions`), or leave the path out: then the sessions of this repository are looked for.',
  },
  'import-transcript-unknown': {
    text: ({ path }) => `${String(path)} is no transcript that canon can read; it was passed over`,
    hint: 'Transcripts of Claude Code and Codex are read: JSON Lines that name their session.',
  },
  'import-transcript-skipped': {
    text: ({ path, count }) =>
      `${Number(count) === 1 ? 'one line' : `${String(count)} lines`} of ${String(path)} could not be read and may tell of calls: its counts are partial`,
    hint: 'The file is damaged or was cut, or a line is longer than 64 MB. What could be read is in the record.',
  },
  'import-transcript-secret': {
    text: ({ path }) =>
      `${String(path)}: what its session is called, or counted by, looks like a secret, so there is no record of it`,
    hint: 'A real one is to be revoked. If it is none, `secrets.patterns` in .canon/config.yaml may be too wide.',
  },
  E_SWEEP_DURATION: {
    text: ({ text, option }) => `${String(option)}: "${String(text)}" is no span of time that can be meant`,
    hint: ({ least }) =>
      `Write a whole number and s, m, h or d: 90s, 15m, 2h.${least === '0s' ? '' : ` At least ${String(least)}.`}`,
  },
  E_SWEEP_OPTIONS: {
    text: ({ one, other }) => `${String(one)} and ${String(other)} do not go together`,
    hint: 'See `canon sweep --help`.',
  },
  E_SWEEP_PATH: {
    text: ({ path }) =>
      `a schedule cannot name ${String(path)}: there is a line end or another control character in it`,
    hint: 'Move the repository, or run `canon sweep` in another way.',
  },
  'sweep-later': {
    text: ({ why }) =>
      why === 'busy'
        ? 'another sweep is at work here; this one has nothing to do'
        : why === 'moved'
          ? 'something else was committed here meanwhile: the next sweep takes the sessions'
          : why === 'detached'
            ? 'HEAD is detached: the sessions are swept when a branch is checked out again'
            : `a ${String(why)} is in progress: the sessions are swept when it is over`,
    hint: 'Nothing was changed.',
  },
  'sweep-unit-edited': {
    text: ({ file }) =>
      `${String(file)} was not written by canon, or somebody has edited it since: it stays as it is`,
    hint: 'Remove it yourself, and run this again.',
  },
  'import-transcripts-many': {
    text: ({ path }) => `there are more files below ${String(path)} than are looked at`,
    hint: 'Name its folders one by one.',
  },
};
