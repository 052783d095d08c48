// Builds the command into dist/, and the code that V8 makes of it.
//
//   node scripts/build.mjs [--quiet]
//
// By the bundler's own functions: its command line complains of Node 20 in front of everybody who starts here.
import { build } from 'tsdown';

const quiet = process.argv.includes('--quiet');
const logLevel = quiet ? 'error' : 'info';
await build({ logLevel });
// After the other, which clears the folder away.
await build({ logLevel, config: 'tsdown.site.config.ts' });
await import('./code-cache.mjs');
