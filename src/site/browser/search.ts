/** Searches, and shows what was found. */
export function search(): void {}
