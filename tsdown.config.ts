import { defineConfig } from 'tsdown';

// One CommonJS bundle with a chunk per command: an empty ES module alone costs 1.3 times Node's own
// start, and a command must not load what it does not use.
/** What every command loads besides its own. */
const CORE = [
  /\/src\/cli\/(?:start|command|commands|parse|progress|world|clock|output\/look)\.ts$/,
  /\/src\/text\/(?:cells|width|safe)\.ts$/,
  /\/src\/(?:git\/(?:env|status)|store\/(?:file-stamp|local)|work\/order)\.ts$/,
  /\/get-east-asian-width\//,
];

export default defineConfig({
  entry: { bin: 'src/bin.ts', 'row-worker': 'src/store/row-worker.ts' },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  clean: true,
  dts: false,
  sourcemap: false,
  // Names stay, for stack traces; comments and blanks go, for they are read at every start.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  // The skills are part of the command: `init` writes them wherever canon was installed from.
  loader: { '.md': 'text' },
  outputOptions: {
    codeSplitting: {
      // One file: finding and opening each of a dozen small ones costs more than reading them. What
      // `--version` needs is not in it.
      includeDependenciesRecursively: false,
      groups: [{ name: 'core', test: (id) => CORE.some((one) => one.test(id.replaceAll('\\', '/'))) }],
    },
  },
  deps: {
    neverBundle: ['fs-native-extensions'],
    alwaysBundle: [/^(?!fs-native-extensions|node:)/],
    onlyBundle: false,
  },
});
