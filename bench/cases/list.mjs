/** The newest fifty as text, and everything as JSON. */
export const cases = ({ canon, repository }) => {
  const prepare =
    (...args) =>
    () =>
      canon(repository(20000), 'list', ...args);
  return [
    { name: 'list, 20000 records, newest 50', limit: 2.5, required: true, rounds: 9, prepare: prepare() },
    {
      name: 'list --json, 20000 records, all',
      limit: 8,
      required: true,
      rounds: 9,
      prepare: prepare('--json'),
    },
  ];
};
