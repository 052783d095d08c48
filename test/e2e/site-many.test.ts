import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../bench/generate.mjs';
import { sandbox } from '../support/sandbox.ts';
import { inChromium } from '../support/site/browser.ts';
import { buildSite } from '../support/site/built-site.ts';
import { brokenLinks, parsePages } from '../support/site/check-links.ts';
import { LOOKS, wrongIn } from '../support/site/looks.ts';
import { pageFaults } from '../support/site/page-faults.ts';
import { samplePages } from '../support/site/sample-pages.ts';

inChromium(
  'a site of 2,000 sessions',
  async (later) => {
    const box = sandbox(later);
    const repo = generate(join(box.dir, 'many'), { sessions: 2000 }).dir;
    appendFileSync(
      join(repo, '.canon/config.yaml'),
      'site:\n  url: https://offplan.example.com/some/project/\n',
    );
    return buildSite(box, repo);
  },
  (get) => {
    test('has no link that leads nowhere, and no page that does not parse', () => {
      const { site } = get();
      const pages = parsePages(site);
      expect(pages.size).toBeGreaterThan(2000);
      expect(brokenLinks(site, pages).slice(0, 20)).toEqual([]);
      const faults = [...pages].flatMap(([file, html]) =>
        pageFaults(html).map((fault) => `${file}: ${fault}`),
      );
      expect(faults.slice(0, 20)).toEqual([]);
    });

    // All four on every kind of page are in site-pages.
    test.each(LOOKS.filter(({ name }) => ['a phone, light', 'a desk, dark'].includes(name)))(
      'holds on a sample of pages, on $name',
      async (look) => {
        const open = get();
        expect(await wrongIn(open, look, samplePages(open.site))).toEqual([]);
      },
    );

    test('answers the first question', async () => {
      const { page, problems, close } = await get().open('');
      await page.keyboard.press('/');
      // What searches, and the index, are loaded by then: the time is that of the answer.
      await page.waitForLoadState('networkidle');
      const took = await page.evaluate(async () => {
        const box = document.querySelector<HTMLInputElement>('#q')!;
        const begun = performance.now();
        box.value = 'webhook retries';
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise<void>((resolve) => {
          const look = (): void => {
            if (document.querySelector('[role=option]')) resolve();
            else setTimeout(look, 0);
          };
          look();
        });
        return performance.now() - begun;
      });
      console.log(`search: first answer over 2,000 sessions after ${took.toFixed(0)} ms`);
      expect(problems.all).toEqual([]);
      await close();
    });
  },
);
