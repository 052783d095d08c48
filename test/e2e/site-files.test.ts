import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltSite, buildSite, exampleRepo } from '../support/site/built-site.ts';
import { brokenLinks, parsePages } from '../support/site/check-links.ts';
import { pageFaults } from '../support/site/page-faults.ts';
import type { Html } from '../support/site/html.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const SITES: readonly (readonly [name: string, make: (box: Sandbox) => string])[] = [
  ['the example', (box) => exampleRepo(box)],
  ['the example in Russian', (box) => exampleRepo(box, 'ru')],
];

describe.each(SITES)('the files of the site of %s', (_name, make) => {
  let site: BuiltSite;
  let pages: Map<string, Html>;
  beforeAll(async () => {
    const box = sandbox(afterAll);
    site = await buildSite(box, make(box));
    pages = parsePages(site);
  });

  test('every link leads to a file and an anchor that there is', () => {
    expect(brokenLinks(site, pages).slice(0, 20)).toEqual([]);
  });

  test('no page says what is no word of anybody', () => {
    const said = site.files.filter(
      (file) => file.endsWith('.html') && /\bundefined\b|\bNaN\b|\[object /.test(site.read(file)),
    );
    expect(said).toEqual([]);
  });

  test('every page parses without an error and says what it is', () => {
    const faults = [...pages].flatMap(([file, html]) => pageFaults(html).map((fault) => `${file}: ${fault}`));
    expect(faults.slice(0, 20)).toEqual([]);
  });
});
