import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';

/** Bundles one source file of this folder, to be run as a process: its path. */
export async function bundle(name, outDir) {
  await build({
    config: false,
    logLevel: 'silent',
    entry: { [name]: fileURLToPath(new URL(`${name}.ts`, import.meta.url)) },
    outDir,
    format: 'esm',
    platform: 'node',
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/^(?!node:)/], onlyBundle: false },
  });
  return join(outDir, `${name}.mjs`);
}
