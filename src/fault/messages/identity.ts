import type { Messages } from './types.ts';

/** What canon says about identity. */
export const identityMessages: Messages = {};
