import { defineConfig } from 'vitest/config';

// The agents' real clients, one after the other: a test of them is a whole session, and they are big.
export default defineConfig({
  test: {
    include: ['test/hosts/**/*.test.ts'],
    globalSetup: ['test/support/built.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
