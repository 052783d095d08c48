/**
 * How many examples a property is tried on: enough to notice what is broken. `npm run e2e` looks for the rare
 * ones, with `CANON_TEST_TIMES` as many; a new file that asks here goes into its list.
 */
export const runs = (count: number): number => count * Number(process.env['CANON_TEST_TIMES'] ?? 1);
