import type { Messages } from './types.ts';

/** What canon says about git. */
export const gitMessages: Messages = {};
