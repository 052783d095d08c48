import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'tsdown';

// One CommonJS bundle with a chunk per command: an empty ES module alone costs 1.3 times Node's own
// start, and a command must not load what it does not use.
const isOneOf = (list: readonly RegExp[], id: string): boolean =>
  list.some((one) => one.test(id.replaceAll('\\', '/')));

/** A hash of all sources: two builds of one version keep their caches apart. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => /\.(?:tsx?|css)$/.test(one)).sort())
    hash.update(readFileSync(join('src', name)));
  return hash.digest('hex').slice(0, 12);
}

/** What every command loads besides its own. */
const CORE = [
  /\/src\/cli\/(?:start|command|commands|parse|progress|world|clock|output\/(?:look|columns|printable|reflow))\.ts$/,
  // Small, and otherwise files of their own: the dashboard is what most runs show.
  /\/src\/resume\/(?:quote|asked|page-of|expiry|live)\.ts$/,
  /\/src\/record\/(?:markdown-plain|local-date)\.ts$/,
  /\/src\/text\/(?:cells|width|safe|glob|name-hash)\.ts$/,
  /\/src\/(?:git\/(?:env|status|status-lean)|store\/(?:build|early-status|file-stamp|kept|local|plain-file|quick-answer)|work\/order)\.ts$/,
  /\/get-east-asian-width\//,
];

/** What every command loads that reads records. */
const READ = [
  /\/src\/store\/(?:project|spool|config(?:-\w+)?|layout|yaml-file|utf8|atomic|read|place|look|folders|untracked|cache-files|commit-rows|rows|early-read|bulk-read|batch-reader|session-reader|write-now|row-\w+)\.ts$/,
  /\/src\/record\/(?:plain-yaml.*|quick-(?:fields|patterns)|sound-frontmatter|tags|allowed|core-scalar|bare-map|fields|frontmatter|document|ids|kinds|fault|sections|markdown-(?:scan|line|outline|comments|fence|paragraph|entry|html|write))\.ts$/,
  /\/src\/work\/(?:to-row|source-row|standing|transitions|session-items|document|items|progress|tasks|open-items|aliases|item-closers|evidence)\.ts$/,
  /\/src\/git\/(?:exec|discover|head|read-text|objects|tree|tree-search|refs)\.ts$/,
  /\/src\/identity\/(?:operators|whoami|git-identity)\.ts$/,
];

/** The dashboard, drawn: for people, and for agents that start. */
const PAGE = [
  /\/src\/cli\/output\/(?:resume(?:-\w+)?|moment)\.ts$/,
  /\/src\/resume\/(?:budget|tokens|age|quick)\.ts$/,
  /\/src\/host\/session\.ts$/,
];

/** Lists, and what tables of records are made of: several small files otherwise. */
const LIST = [
  /\/src\/cli\/(?:kind-of|limit|list\/(?!records-json|sorted)[\w-]+|output\/table|commands\/list)\.ts$/,
  /\/src\/text\/nearest\.ts$/,
];

/** What a session leaves behind, and finds when it starts. */
const JOURNAL = [
  /\/src\/telemetry\/(?:journal|line|open|trial|duration|calls|segments|shell|valid-marks|unclosed|held)\.ts$/,
  /\/src\/store\/record-places\.ts$/,
  /\/src\/resume\/unclosed\.ts$/,
];

/** The ids that are reserved in a clone. */
const CLAIMS = [/\/src\/identity\/(?:claims|claim-file|next-id|adr-numbers)\.ts$/];

/** What an agent waits for when it starts. */
const HOOK = [
  /\/src\/cli\/hook\/(?:run-hook|read-payload|session-start|note)\.ts$/,
  /\/src\/host\/lifecycle\.ts$/,
  /\/src\/telemetry\/cleared\.ts$/,
];

export default defineConfig({
  // What Node starts, and what that loads with V8's code at hand; and what a thread of its own runs.
  entry: {
    bin: 'src/bin.ts',
    main: 'src/main.ts',
    'words-worker': 'src/site/machines/words-worker.ts',
  },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  clean: true,
  define: { CANON_SOURCES: JSON.stringify(sourcesHash()) },
  dts: false,
  sourcemap: false,
  // Names stay, for stack traces; comments and blanks go, for they are read at every start.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  // The skills and the hook are part of the command: `init` writes them wherever canon was installed from.
  loader: { '.md': 'text', '.sh': 'text' },
  // Its CommonJS build asks for its own files in a way that no bundler follows.
  alias: { 'jsonc-parser': resolve('node_modules/jsonc-parser/lib/esm/main.js') },
  // What `includeDependenciesRecursively` below asks for.
  inputOptions: { preserveEntrySignatures: 'allow-extension' },
  outputOptions: {
    codeSplitting: {
      // One file: finding and opening each of a dozen small ones costs more than reading them. What
      // `--version` needs is not in it.
      includeDependenciesRecursively: false,
      groups: [
        // The loader with the bundler's own helpers: one file to find before there is a loader.
        { name: 'boot', test: (id) => isOneOf([/\/src\/boot\/chunks\.ts$/, /rolldown.runtime/], id) },
        { name: 'core', test: (id) => isOneOf(CORE, id) },
        { name: 'read', test: (id) => isOneOf(READ, id) },
        { name: 'page', test: (id) => isOneOf(PAGE, id) },
        { name: 'list', test: (id) => isOneOf(LIST, id) },
        { name: 'journal', test: (id) => isOneOf(JOURNAL, id) },
        { name: 'claims', test: (id) => isOneOf(CLAIMS, id) },
        { name: 'hook', test: (id) => isOneOf(HOOK, id) },
      ],
    },
  },
  deps: {
    neverBundle: ['fs-native-extensions'],
    alwaysBundle: [/^(?!fs-native-extensions|node:)/],
    onlyBundle: false,
  },
});
