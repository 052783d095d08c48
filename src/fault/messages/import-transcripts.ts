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
  'import-transcripts-many': {
    text: ({ path }) => `there are more files below ${String(path)} than are looked at`,
    hint: 'Name its folders one by one.',
  },
};
