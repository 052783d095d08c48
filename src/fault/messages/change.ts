import type { Messages } from './types.ts';

/** What canon says about change. */
export const changeMessages: Messages = {
  E_CHANGE_EXISTS: {
    text: ({ path }) => `${String(path)} is there already, and it is another record`,
    hint: 'Nothing was overwritten. Take another id (canon claim), or amend that record (canon handoff --amend ID).',
  },
  E_CHANGE_PATH: {
    text: ({ path }) =>
      `${String(path)} is not a path inside this work tree (or leads out of it through a link)`,
    hint: 'Look at `paths` in .canon/config.yaml, and at links among its folders.',
  },
};
