import type { Messages } from './types.ts';

/** What canon says about searching. */
export const searchMessages: Messages = {
  E_SEARCH_EMPTY: {
    text: ({ query }) => `there is no word in "${String(query)}" to look for`,
    hint: 'Say what to look for: canon search lock. To list records, use `canon list`.',
  },
};
