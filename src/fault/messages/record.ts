import type { Messages } from './types.ts';

/** What canon says about record. */
export const recordMessages: Messages = {};
