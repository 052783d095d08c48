import { readerCases } from '../limits.mjs';

/** The newest fifty as text, and everything as JSON. */
export const cases = (context) => [
  ...readerCases('list', ['list'], context),
  {
    name: 'list --json, 20000 records, all',
    limit: 8,
    required: true,
    rounds: 9,
    prepare: () => context.canon(context.repository(20000), 'list', '--json'),
  },
];
