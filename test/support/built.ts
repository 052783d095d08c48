import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built command is; tests start it as a user's shell would. */
export const BIN = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));

/** Vitest's global set-up: end-to-end tests run the built command, so it has to be there. */
export default function setup(): void {
  if (!existsSync(BIN)) throw new Error('dist/bin.cjs is missing: run `npm run build` first');
}
