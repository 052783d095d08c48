import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { inChromium, type OpenSite } from '../support/site/browser.ts';
import { buildSite, exampleRepo } from '../support/site/built-site.ts';
import { LOOKS, wrongIn } from '../support/site/looks.ts';
import { sideways } from '../support/site/measure.ts';
import { samplePages } from '../support/site/sample-pages.ts';

/** As narrow as windows and phones come. */
const NARROW = [
  { name: 'a window of 360 pixels with a scroll bar', width: 360, phone: false },
  { name: 'the smallest phone', width: 320, phone: true },
];

inChromium(
  'every template of the built example',
  async (later) => {
    const box = sandbox(later);
    return buildSite(box, exampleRepo(box));
  },
  looksWell,
);

inChromium(
  'every template in Russian, below a long title',
  async (later) => {
    const box = sandbox(later);
    return buildSite(box, exampleRepo(box, 'ru', 'Офплан-недвижимость'));
  },
  looksWell,
);

function looksWell(get: () => OpenSite): void {
  test.each(LOOKS)(
    'on $name: nothing stands out sideways, moves, fails or shuts somebody out',
    async (look) => {
      const open = get();
      expect(await wrongIn(open, look, samplePages(open.site), true)).toEqual([]);
    },
  );

  test.each(NARROW)('in $name the header is two lines, and what is found stays inside', async (narrow) => {
    const open = get();
    const { page, problems, go, close } = await open.open('', {
      phone: narrow.phone,
      viewport: { width: narrow.width, height: 640 },
    });
    const chromium = await page.context().newCDPSession(page);
    await chromium.send('Emulation.setScrollbarsHidden', { hidden: false });
    for (const url of samplePages(open.site)) {
      await go(url);
      expect(await sideways(page), url).toEqual([]);
    }
    await go('');
    const tops = await page
      .locator('.top > *')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops.map(Math.round)).size).toBe(2);
    await page.locator('#q').fill('flip');
    await page.locator('[role=option]').first().waitFor();
    expect(await sideways(page)).toEqual([]);
    expect(problems.all).toEqual([]);
    await close();
  });
}
