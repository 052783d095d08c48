import { defineConfig } from 'tsdown';

// One CommonJS bundle with a chunk per command: an empty ES module alone costs 1.3 times Node's own
// start, and a command must not load what it does not use.
export default defineConfig({
  entry: { bin: 'src/bin.ts', 'row-worker': 'src/store/row-worker.ts' },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  clean: true,
  dts: false,
  sourcemap: false,
  minify: 'dce-only',
  // The skills are part of the command: `init` writes them wherever canon was installed from.
  loader: { '.md': 'text' },
  deps: {
    neverBundle: ['fs-native-extensions'],
    alwaysBundle: [/^(?!fs-native-extensions|node:)/],
    onlyBundle: false,
  },
});
