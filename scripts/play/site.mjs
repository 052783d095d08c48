// The morning's end: the same records for whoever does not live in a terminal.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chapter, pair, typed } from './say.mjs';

const AT = '2026-05-12T09:10:00+02:00';

/** Builds the site of Sergei's clone beside it. */
export async function theSite({ dir, sergei }, session, expect) {
  chapter('6  The site', '09:10', 'The same records as pages: what waits on whom, and how it came to be.');
  const out = join(dir, 'site');
  typed('sergei', 'canon site build --out ../../site');
  const built = expect.data(await sergei.canon(AT, 'site', 'build', '--out', out, '--json'));
  pair('', `${built.pages} pages, ${built.written} files`, 0);
  const page = (...path) => readFileSync(join(out, ...path, 'index.html'), 'utf8');
  expect.same(built.broken, [], 'every record has its page');
  expect.that(page().includes('repo-as-canonical-store-vault'), 'the first page tells of the vault');
  expect.that(
    page('workstreams', 'repo-as-canonical-store-flip').includes('9 of 9'),
    'the page of the flip says 9 of 9',
  );
  expect.that(
    page('sessions', session).includes('Resume Prompt'),
    'the session can be gone on with from its page',
  );
}
