import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { inChromium } from '../support/site/browser.ts';
import { buildSite, filesIn } from '../support/site/built-site.ts';
import { brokenLinks, parsePages } from '../support/site/check-links.ts';
import { FLAG, hostileRepo, SECRET } from '../support/site/hostile.ts';
import { sideways } from '../support/site/measure.ts';
import { pageFaults } from '../support/site/page-faults.ts';
import { pageFilesOf, urlOf } from '../support/site/sample-pages.ts';

let around: { readonly dir: string; readonly before: readonly string[] } | undefined;

inChromium(
  'a site of records that were written to do harm',
  async (later) => {
    const box = sandbox(later);
    const repo = hostileRepo(box, symlinkSync);
    around = { dir: box.dir, before: readdirSync(box.dir) };
    return buildSite(box, repo);
  },
  (get) => {
    test('holds no file but its own, and nothing of what stands outside the repository', () => {
      const { site } = get();
      const { dir, before } = around!;
      expect(readdirSync(dir).filter((name) => !before.includes(name) && !name.startsWith('site-'))).toEqual(
        [],
      );
      expect(readdirSync(join(site.out, '..'))).toEqual(['out']);
      expect(
        filesIn(site.out).filter((file) => /\.(?:svg|html)$/.test(file) && /evil\.(?:svg|html)$/.test(file)),
      ).toEqual([]);
      expect(site.files.filter((file) => site.read(file).includes(SECRET))).toEqual([]);
    });

    test('is well-formed, and every link in it leads somewhere', () => {
      const { site } = get();
      const pages = parsePages(site);
      const faults = [...pages].flatMap(([file, html]) =>
        pageFaults(html).map((fault) => `${file}: ${fault}`),
      );
      expect(faults.slice(0, 20)).toEqual([]);
      expect(brokenLinks(site, pages).slice(0, 20)).toEqual([]);
    });

    test('runs nothing of theirs, asks nobody outside for anything, and scrolls only down on a phone', async () => {
      const open = get();
      const { page, problems, go, close } = await open.open('', { phone: true });
      const wrong: string[] = [];
      for (const file of pageFilesOf(open.site)) {
        const url = urlOf(file);
        await go(url);
        const ran = await page.evaluate((flag) => flag in globalThis, FLAG);
        const wide = await sideways(page);
        for (const one of [...problems.take(), ...wide, ...(ran ? ['runs a script of a record'] : [])]) {
          wrong.push(`${url}: ${one}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      await close();
    });

    test('finds records by what was written to do harm, and shows it as text', async () => {
      const { page, problems, go, close } = await get().open('search/');
      for (const query of ['script', '<img src=x onerror=alert(1)>', '"><script>pwned=1</script>']) {
        await page.goto(`${get().url}search/?q=${encodeURIComponent(query)}`);
        await page.locator('main [data-search-page] a, main [role=status]').first().waitFor();
        expect(await page.locator('#q').inputValue()).toBe(query);
        expect(await page.evaluate((flag) => flag in globalThis, FLAG)).toBe(false);
      }
      await go('');
      expect(problems.all).toEqual([]);
      await close();
    });
  },
);
