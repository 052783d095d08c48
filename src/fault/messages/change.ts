import type { Messages } from './types.ts';

/** What canon says about change. */
export const changeMessages: Messages = {};
