import type { Messages } from './types.ts';

/** What canon says about tasks: `tick` and `next`. */
export const taskMessages: Messages = {
  E_TASK_GONE: {
    text: ({ id, text }) => `A version of the file (HEAD, index, work tree) has no task ${id} "${text}".`,
    hint: 'Commit what you have changed in its task list, then run the command again.',
  },
  E_TASK_EDIT: {
    text: ({ id }) =>
      `The end of task ${id} cannot be written to: what stands there (an unclosed comment, a bracket) would swallow it.`,
    hint: 'Close it in that file, then run the command again.',
  },
};
