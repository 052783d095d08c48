import type { Messages } from './types.ts';

/** What canon says about resume. */
export const resumeMessages: Messages = {};
