import { bases, isBase } from './bases.ts';
import type { Editor } from './editor.ts';
import { propertyTypes } from './property-types.ts';

// What changes by merely looking at a vault, and differs from one machine to the next.
const IGNORED = `# What Obsidian keeps for one machine.
workspace*.json
cache
`;

const APP = {
  // Links as records have them: they work on GitHub and in every editor, too.
  useMarkdownLinks: true,
  newLinkFormat: 'relative',
  alwaysUpdateLinks: true,
  attachmentFolderPath: 'docs/attachments',
  userIgnoreFilters: ['node_modules/'],
};

// A vault without a word about them has all of these, but a file that names one is taken at its word by some versions.
const CORE_PLUGINS = [
  'file-explorer',
  'global-search',
  'switcher',
  'backlink',
  'outgoing-link',
  'tag-pane',
  'properties',
  'page-preview',
  'command-palette',
  'bookmarks',
  'outline',
  'file-recovery',
  'bases',
];

/** Obsidian, from 1.9 on: the project's root opened as a vault. */
export const obsidian: Editor = {
  name: 'obsidian',
  title: 'Obsidian',
  files: (layout) => [{ path: '.obsidian/.gitignore', text: IGNORED }, ...bases(layout)],
  settings: () => [
    {
      path: '.obsidian/app.json',
      keys: Object.entries(APP).map(([key, value]) => ({ path: [key], value })),
    },
    {
      path: '.obsidian/core-plugins.json',
      keys: CORE_PLUGINS.map((name) => ({ path: [name], value: true })),
      wasList: true,
    },
    {
      path: '.obsidian/types.json',
      keys: propertyTypes().map(([key, type]) => ({ path: ['types', key], value: type })),
    },
  ],
  has: (path) => path.startsWith('.obsidian/') || isBase(path),
};
