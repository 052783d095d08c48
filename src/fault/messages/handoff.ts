import type { Messages } from './types.ts';

/** What canon says about handoff. */
export const handoffMessages: Messages = {};
