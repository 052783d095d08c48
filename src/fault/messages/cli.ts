import type { Messages } from './types.ts';

/** What canon says about cli. */
export const cliMessages: Messages = {};
