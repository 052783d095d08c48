import { defineConfig } from 'vitest/config';
import { temporary } from './test/support/temporary.ts';
import { textFiles } from './test/support/text-files.ts';

// Simulations by seed, as many as `npm run fuzz -- COUNT FIRST-SEED` asks for.
export default defineConfig({
  plugins: [textFiles],
  test: { include: ['test/fuzz/**/*.test.ts'], env: temporary() },
});
