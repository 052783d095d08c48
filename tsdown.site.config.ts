import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';

const STYLE = 'src/site/style';
const OUT = 'dist/site';

/** All style sheets as one: the tokens first, then the parts by their names. */
function writeStyle(): void {
  const parts = readdirSync(STYLE)
    .filter((name) => name.endsWith('.css') && name !== 'site.css')
    .sort();
  const read = (name: string): string => readFileSync(join(STYLE, name), 'utf8').replaceAll('\r\n', '\n');
  // Comments are for whoever changes them; browsers read the rest.
  const bare = (css: string): string =>
    css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s+/gm, '')
      .replace(/\n+/g, '\n');
  mkdirSync(OUT, { recursive: true });
  copyFileSync(join(STYLE, 'icon.svg'), join(OUT, 'icon.svg'));
  copyFileSync('src/site/assets/preview.png', join(OUT, 'preview.png'));
  writeFileSync(join(OUT, 'site.css'), bare(['site.css', ...parts].map(read).join('\n')));
}

/** What pages load in a browser: as small as it gets. */
const browser: UserConfig = {
  platform: 'browser',
  target: 'es2022',
  outDir: OUT,
  clean: false,
  dts: false,
  sourcemap: false,
  minify: true,
  tsconfig: 'src/site/browser/tsconfig.json',
  outputOptions: { entryFileNames: '[name].js' },
  deps: { alwaysBundle: [/./], onlyBundle: false },
};

/** What MiniSearch has for changing an index, and for what nobody asks of it here: pages only load one and search. */
const UNUSED =
  'add addAll addAllAsync remove removeAll discard discardAll maybeAutoVacuum replace vacuum conditionalVacuum ' +
  'performVacuuming isVacuuming dirtCount dirtFactor has getStoredFields autoSuggest documentCount termCount loadJSON ' +
  'loadJSONAsync getDefault loadJSAsync toJSON executeWildcardQuery addTerm removeTerm ' +
  'warnDocumentChanged addDocumentId removeFieldLength addFieldLength saveStoredFields delete clear forEach update ' +
  'fetch fromObject vacuumConditionsMet keys values';

/** What else of it nobody asks for: other ways to combine, settings of what was taken out, checks of our own options. */
const UNUSED_PARTS: readonly RegExp[] = [
  / {4}\[AND\]: [^]*?\n {4}\}\n(?=\};)/,
  / {8}if \(\(options === null[^]*?\n {8}\}\n/,
  / {8}const autoVacuum = .*;\n/,
  / {12}autoVacuum,\n/,
  /,\n {12}autoSuggestOptions: .*/,
  /,\n {4}logger: [^]*?autoVacuum: true/,
  / {8}if \(query === MiniSearch\.wildcard &&[^]*?\n {8}\}\n/,
  / {8}if \(query === MiniSearch\.wildcard\) \{[^]*?\n {8}\}\n/,
  / {8}if \(serializationVersion !== 1 &&[^]*?\n {8}\}\n/,
  / {8}if \(!combinator\) \{[^]*?\n {8}\}\n/,
  / {16}if \(serializationVersion === 1\) \{[^]*?\n {16}\}\n/,
  /^MiniSearch\.wildcard = .*;\n/m,
  / {8}if \(!prefix\.startsWith\(this\._prefix\)\) \{[^]*?\n {8}\}\n/,
  / {8}if \(typeof key !== 'string'\) \{[^]*?\n {8}\}\n/,
  / {8}this\._currentVacuum = null;\n {8}this\._enqueued\w+ = null;\n {8}this\._enqueued\w+ = defaultVacuumConditions;\n/,
];

/** Takes methods out of MiniSearch's classes that no bundler knows to be unused. They are a third of it. */
const lessMiniSearch = {
  name: 'less-minisearch',
  transform(code: string, id: string): string | undefined {
    if (!/minisearch[\\/]dist[\\/]es[\\/]index\.js$/.test(id)) return undefined;
    const names = UNUSED.split(' ');
    for (const name of names)
      if (!new RegExp(`^    .*\\b${name}\\(`, 'm').test(code)) throw new Error(`${id}: no ${name}`);
    const method = `^    (?:static )?(?:async )?(?:get )?(?:${names.join('|')})\\(.*\\) \\{\\n[^]*?^    \\}\\n`;
    const less = code.replace(new RegExp(method, 'gm'), '');
    return UNUSED_PARTS.reduce((rest, part) => {
      if (!part.test(rest)) throw new Error(`${id}: nothing is like ${part.source}`);
      return rest.replace(part, '');
    }, less);
  },
};

export default defineConfig([
  {
    ...browser,
    entry: { site: 'src/site/browser/site.ts', search: 'src/site/browser/search.ts' },
    format: 'esm',
    plugins: [lessMiniSearch],
    hooks: { 'build:done': writeStyle },
  },
  // The theme is no module: it runs before anything is drawn.
  { ...browser, entry: { theme: 'src/site/browser/theme.ts' }, format: 'iife' },
  // What only a served site loads.
  {
    ...browser,
    entry: { live: 'src/site/browser/live.ts' },
    format: 'esm',
    copy: [{ from: 'src/site/browser/live.css', to: 'dist/site' }],
  },
]);
