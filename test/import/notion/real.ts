import { existsSync } from 'node:fs';
import { join } from 'node:path';

// A real export of Notion's own templates, which is not this project's to pass on. It stands beside the checkout where
// there is one.
const zip = join(import.meta.dirname, '../../../../shared/data/notion-export/Notion.Test.Export.zip');
const here = existsSync(zip);
if (!here) console.warn(`SKIPPED: no real export of Notion is at ${zip}; only made-up ones were read`);

export const REAL = { zip, here };
