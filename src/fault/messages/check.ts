import type { Messages } from './types.ts';

/** What canon says about check. */
export const checkMessages: Messages = {
  'stale-derived': {
    text: ({ missing, superfluous }) =>
      missing
        ? 'this derived file is not there yet'
        : superfluous
          ? 'this derived file is no longer needed'
          : 'the derived text is not what the records say',
    hint: 'Run `canon index`.',
  },
};
