import { defineConfig } from 'vitest/config';
import { temporary } from './test/support/temporary.ts';
import { textFiles } from './test/support/text-files.ts';

/** Rooms whose tests mostly start git and canon. */
const GIT = [
  'test/{boot,change,check,cli,example,git,handoff,identity,merging,resume,telemetry}/**/*.test.ts',
];

export default defineConfig({
  plugins: [textFiles],
  test: {
    // Two groups, each with workers of its own: starting git costs the more the larger the process is that starts
    // it, and what is tried on thousands of examples makes a worker five times as large.
    projects: [
      { extends: true, test: { name: 'git', include: GIT, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'values',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/hosts/**', 'test/fuzz/**', ...GIT],
          sequence: { groupOrder: 1 },
        },
      },
    ],
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
