import type { Messages } from './types.ts';

const megabytes = (bytes: unknown): string => `${Math.ceil(Number(bytes) / 1024 / 1024)} MB`;

/** What canon says of handoffs of other tools that it cannot read. */
export const importHandoffsMessages: Messages = {
  E_IMPORT_NO_SOURCE: {
    text: ({ path }) => `There is nothing to import at ${String(path)}.`,
    hint: 'Name a file or a folder; with --history one that git knows of.',
  },
  E_IMPORT_HANDOFFS_PATH: {
    text: 'It was not said what to import.',
    hint: 'Name a file or a folder: canon import handoffs PATH.',
  },
  E_IMPORT_TOO_MANY_FILES: {
    text: ({ path, most }) =>
      `There are more than ${String(most)} files below ${String(path)}. Nothing was changed.`,
    hint: 'Name the folder that the handoffs are in.',
  },
  E_IMPORT_TOO_MUCH_TEXT: {
    text: ({ path, most }) =>
      `What would become records of ${String(path)} has more than ${megabytes(most)} together. Nothing was changed.`,
    hint: 'Import its folders one after the other, or leave some out with skip in the map.',
  },
  'import-folder-unreadable': {
    text: 'This folder cannot be read.',
    hint: 'What is in it is in no record.',
  },
  'import-file-unreadable': {
    text: 'This file cannot be read.',
    hint: 'It is in no record.',
  },
  'import-file-link': {
    text: 'This is a symbolic link, which is not followed.',
    hint: 'Import what it leads to by its own path.',
  },
  'import-file-too-large': {
    text: ({ bytes, most }) =>
      `This file has ${megabytes(bytes)}; more than ${megabytes(most)} are not read.`,
    hint: 'It is in no record: cut it, or leave it out with skip in the map.',
  },
  'import-file-not-text': {
    text: 'This file is neither UTF-8 nor UTF-16 with a byte order mark.',
    hint: 'It is in no record: convert it, or leave it out with skip in the map.',
  },
  'import-assets-too-large': {
    text: ({ asset, most }) =>
      `${String(asset)} does not come along: all that does may have ${megabytes(most)} together.`,
    hint: 'A link to it stays as it is written. Import its folders one after the other, or leave some out with skip in the map.',
  },
  'import-asset-too-large': {
    text: ({ asset, bytes, most }) =>
      `${String(asset)}, which it links to, has ${megabytes(bytes)}; more than ${megabytes(most)} do not come along.`,
    hint: 'The link stays as it is written.',
  },
};
