import type { Messages } from './types.ts';

/** What canon says about host. */
export const hostMessages: Messages = {};
