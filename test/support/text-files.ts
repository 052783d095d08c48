import type { Plugin } from 'vitest/config';

/** Gives tests the text of a file where the bundler does, too: see `loader` in tsdown.config.ts. */
export const textFiles: Plugin = {
  name: 'text-files',
  enforce: 'pre',
  transform: (text, id) =>
    /\.(?:md|sh)$/.test(id) ? { code: `export default ${JSON.stringify(text)};`, map: null } : undefined,
};
