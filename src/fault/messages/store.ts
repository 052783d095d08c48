import type { Messages } from './types.ts';

/** What canon says about store. */
export const storeMessages: Messages = {};
