// Writes the JSON Schemas that the package carries, from the built command: `npm run build && node scripts/schemas.mjs`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

mkdirSync(at('schemas'), { recursive: true });
for (const name of ['session', 'workstream', 'plan', 'adr', 'learning', 'config', 'operators']) {
  const schema = execFileSync(process.execPath, [at('dist/bin.cjs'), 'schema', name], { encoding: 'utf8' });
  writeFileSync(at(`schemas/${name}.schema.json`), schema);
}
