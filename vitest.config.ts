import { defineConfig } from 'vitest/config';
import { temporary } from './test/support/temporary.ts';
import { textFiles } from './test/support/text-files.ts';

export default defineConfig({
  plugins: [textFiles],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/hosts/**', 'test/fuzz/**'],
    // `canon` of a sandbox runs in the worker: starting Node for each was half of the run.
    env: { ...temporary(), CANON_TEST_INSIDE: '1' },
    globalSetup: ['test/support/built.ts'],
    // All cores: a test mostly waits for the processes it has started.
    maxWorkers: '100%',
    // A worker keeps its modules from file to file: loading them anew for each was a fifth of the run. Nothing
    // in them may therefore tell one test of another; `--sequence.shuffle.files` shows whether that holds.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
