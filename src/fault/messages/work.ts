import type { Messages } from './types.ts';

/** What canon says about edits and derived text. */
export const workMessages: Messages = {
  E_EDIT_NO_FILE: {
    text: 'The file to edit is not there in one of the versions (HEAD, index, work tree).',
    hint: 'Run the command again; if the file was deleted on purpose, leave it out.',
  },
  E_LOG_EDIT: {
    text: ({ id }) =>
      `The line for ${String(id)} cannot be put into the Session Log: something above it (a code fence or an HTML comment) never ends and swallows it.`,
    hint: 'Close the fence or comment in that file, then run `canon index`.',
  },
};
