import { defineConfig, type UserConfig } from 'tsdown';

/** What pages load in a browser: as small as it gets. */
const browser: UserConfig = {
  platform: 'browser',
  target: 'es2022',
  outDir: 'dist/site',
  clean: false,
  dts: false,
  sourcemap: false,
  minify: true,
  tsconfig: 'src/site/browser/tsconfig.json',
  outputOptions: { entryFileNames: '[name].js' },
  deps: { alwaysBundle: [/./], onlyBundle: false },
};

export default defineConfig([
  {
    ...browser,
    entry: { site: 'src/site/browser/site.ts', search: 'src/site/browser/search.ts' },
    format: 'esm',
    copy: [{ from: 'src/site/style/site.css', to: 'dist/site' }],
  },
  // The theme is no module: it runs before anything is drawn.
  { ...browser, entry: { theme: 'src/site/browser/theme.ts' }, format: 'iife' },
]);
