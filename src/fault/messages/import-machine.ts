import type { Messages } from './types.ts';

/** What canon says of an import as such: its map, its reports, its plan. */
export const importMachineMessages: Messages = {
  E_IMPORT_MAP_SYNTAX: {
    text: 'The map of the import does not parse as YAML.',
    hint: 'Its keys are kinds, authors, properties and sections; see docs/import.md.',
  },
  E_IMPORT_MAP_VALUE: {
    text: ({ key, expected }) =>
      key === ''
        ? `The map of the import has to be ${String(expected)}.`
        : `${String(key)} has to be ${String(expected)}.`,
    hint: 'See docs/import.md for what a map may hold.',
  },
};
