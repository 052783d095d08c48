import type { Messages } from './types.ts';

/** What canon says of merges: its driver, and what a merge has left. */
export const mergeMessages: Messages = {
  'init-no-merge-driver': {
    text: ({ reason }) =>
      `The merge driver could not be set up in this clone (${String(reason)}): git merges index pages and records by itself here, with conflicts where two sides wrote side by side.`,
    hint: 'Mend what git says, and run `canon init` again; `canon index` repairs what such a merge leaves.',
  },
  'doctor-no-merge-driver': {
    text: '.gitattributes names a merge driver that this clone does not have: git merges index pages and records by itself here, with conflicts where two sides wrote side by side.',
    hint: 'Run `canon init`, which sets it up in this clone; `canon index` repairs what a merge without it leaves.',
  },
  'index-conflict-left': {
    text: 'A merge has left a conflict here that canon cannot resolve: it stands in text that people wrote, or both sides changed one task in ways that do not go together.',
    hint: 'Choose between the sides, take the marks out, and run `canon index` again.',
  },
};
