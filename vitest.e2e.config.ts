import { defineConfig } from 'vitest/config';
import { textFiles } from './test/support/text-files.ts';

// Properties of the unit tests whose rare cases are looked for here.
const PROPERTIES = [
  'test/change/index-edits.test.ts',
  'test/check/sound-file.test.ts',
  'test/host/settings.test.ts',
  'test/import/archive/fuzz.test.ts',
  'test/import/handoffs/any-tree.test.ts',
  'test/import/text/cut-sections.test.ts',
  'test/import/text/nesting.test.ts',
  'test/import/text/read-facts.test.ts',
  'test/import/notion/whole.test.ts',
  'test/import/transcripts/fuzz.test.ts',
  'test/record/compose.test.ts',
  'test/record/quick-fields.test.ts',
  'test/record/set-values.property.test.ts',
  'test/record/sound-frontmatter.test.ts',
  'test/cli/list-json.test.ts',
  'test/host/payload.test.ts',
  'test/telemetry/calls.test.ts',
  'test/telemetry/counts.test.ts',
  'test/telemetry/journal.test.ts',
  'test/resume/select.test.ts',
  'test/site/markdown-hostile.test.ts',
  'test/store/bulk-read.test.ts',
  'test/telemetry/hook.test.ts',
  'test/telemetry/hook-trouble.test.ts',
  'test/work/session-items.test.ts',
  'test/work/apply-edit.test.ts',
];

// The main job, by the built command: the unit tests run canon in their own process.
const BUILT = ['test/handoff/handoff.test.ts'];

export default defineConfig({
  plugins: [textFiles],
  test: {
    include: ['test/e2e/**/*.test.ts', ...PROPERTIES, ...BUILT],
    env: { CANON_TEST_TIMES: '20' },
    globalSetup: ['test/support/built.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // Most of a test waits for one process after the other: two files at a time take little longer than one.
    maxWorkers: 2,
  },
});
