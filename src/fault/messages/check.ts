import type { Messages } from './types.ts';

/** What canon says about check. */
export const checkMessages: Messages = {};
