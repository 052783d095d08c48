import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { inChromium } from '../support/site/browser.ts';
import { buildSite, exampleRepo } from '../support/site/built-site.ts';
import { EVENING } from '../support/site/example.mjs';
import { samplePages } from '../support/site/sample-pages.ts';

const SESSION = 'sessions/RT-260511-01/';

const theme = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset['theme']);

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Days are those of whoever reads. */
const AGO = [
  {
    zone: 'Europe/Berlin',
    now: '2026-05-13T10:00:00+02:00',
    written: '2026-05-11T15:12:40+02:00',
    said: '2 days ago',
  },
  { zone: 'Europe/Berlin', now: '2026-05-11T20:00:00+02:00', written: '2026-05-11', said: 'today' },
  { zone: 'Pacific/Auckland', now: '2026-05-11T09:00:00+12:00', written: '2026-05-11', said: 'today' },
  { zone: 'America/Los_Angeles', now: '2026-05-11T22:00:00-07:00', written: '2026-05-10', said: 'yesterday' },
  {
    zone: 'Europe/Berlin',
    now: '2026-05-11T20:00:00+02:00',
    written: '2026-05-11T15:12:40+02:00',
    said: '4 hours ago',
  },
  {
    zone: 'Europe/Berlin',
    now: '2026-05-11T20:00:00+02:00',
    written: '2026-04-20T15:12:40+02:00',
    said: '3 weeks ago',
  },
] as const;

inChromium(
  'the site in use',
  async (later) => {
    const box = sandbox(later);
    return buildSite(box, exampleRepo(box));
  },
  (get) => {
    test('a filter is a link, refines without a reload, and the back button takes it back', async () => {
      const { page, problems, close } = await get().open('records/');
      const all = await page.locator('main').innerText();
      await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
      const filter = page.locator('main a[href*="kind/"]').first();
      await filter.click();
      await page.waitForURL(/records\/kind\//);
      await expect.poll(() => page.locator('main').innerText()).not.toBe(all);
      expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
      await page.goBack();
      await expect.poll(() => page.locator('main').innerText()).toBe(all);
      expect(new URL(page.url()).pathname).toMatch(/\/records\/$/);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('a slash goes to search, arrows and Enter to what it found, Escape away', async () => {
      const { page, problems, close } = await get().open('');
      await page.keyboard.press('/');
      const box = page.locator('#q');
      expect(await box.evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.type('flip');
      const results = page.locator('[role=listbox] [role=option]');
      await results.first().waitFor();
      expect(await page.locator('mark').count()).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
      await results.first().waitFor({ state: 'hidden' });
      await page.keyboard.type(' ');
      await results.first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.locator('[role=option][aria-selected=true]').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/(?:sessions|plans|workstreams|decisions|learnings)\//);
      await page.goBack();
      await page.waitForURL(/\/some\/project\/(?:\?q=.*)?$/);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('the page of results has its question in the address, and the back button the one before', async () => {
      const { page, problems, close } = await get().open('search/');
      await page.goto(`${get().url}search/?q=lock`);
      const hits = page.locator('main a[href*="0012-lock"]');
      await hits.first().waitFor();
      expect(await page.locator('#q').inputValue()).toBe('lock');
      await page.goto(`${get().url}search/?q=sender`);
      await page.locator('main a[href*="sender"]').first().waitFor();
      await page.goBack();
      await hits.first().waitFor();
      expect(new URL(page.url()).searchParams.get('q')).toBe('lock');
      expect(problems.all).toEqual([]);
      await close();
    });

    test('Enter without a choice goes to the page of results', async () => {
      const { page, problems, close } = await get().open(SESSION);
      await page.locator('#q').fill('lock');
      await page.locator('#q').press('Enter');
      await page.waitForURL(/search\/\?q=lock/);
      await page.locator('main a[href*="0012-lock"]').first().waitFor();
      expect(problems.all).toEqual([]);
      await close();
    });

    test('a tap copies the resume prompt, and says so', async () => {
      const { page, problems, close } = await get().open(SESSION, {
        phone: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const button = page.locator('main button[data-copy^="#"]').first();
      const target = await button.getAttribute('data-copy');
      await button.tap();
      await page.locator('button[data-state=copied]').waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const shown = await page.locator(target!).evaluate((one) => one.textContent);
      expect(copied.trim().length).toBeGreaterThan(20);
      expect(copied.replace(/\s+/g, ' ').trim()).toBe(shown?.replace(/\s+/g, ' ').trim());
      expect(problems.all).toEqual([]);
      await close();
    });

    test('the switch changes the theme, and the next page and visit have it', async () => {
      const { page, problems, go, close } = await get().open('', { colorScheme: 'light' });
      const light = await background(page);
      await page.locator('button.theme').click();
      expect(await theme(page)).toBe('dark');
      const dark = await background(page);
      expect(dark).not.toBe(light);
      await go(SESSION);
      expect([await theme(page), await background(page)]).toEqual(['dark', dark]);
      await page.locator('button.theme').click();
      await page.reload();
      expect([await theme(page), await background(page)]).toEqual(['light', light]);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('dates are written in full, and in the browser say how long ago, with the full one as title', async () => {
      const { page, problems, go, close } = await get().open('');
      await page.clock.setFixedTime(new Date(EVENING));
      await go(SESSION);
      const time = page.locator('time[data-relative]').first();
      const title = await time.getAttribute('title');
      expect(title).toMatch(/2026/);
      expect(get().site.read(`${SESSION}index.html`)).toContain(title);
      expect(await time.textContent()).toMatch(/ago|yesterday|now/);
      expect(problems.all).toEqual([]);
      await close();
    });

    test.each(AGO)('seen from $zone at $now, $written is $said', async ({ zone, now, written, said }) => {
      const { page, problems, go, close } = await get().open('', { timezoneId: zone });
      await page.clock.setFixedTime(new Date(now));
      await go('');
      const time = page.locator('main').evaluate((main, datetime) => {
        main.insertAdjacentHTML(
          'beforeend',
          `<time id="new" datetime="${datetime}" data-relative>as written</time>`,
        );
        // It is told before the page is drawn again.
        return new Promise<string | null>((resolve) =>
          requestAnimationFrame(() => resolve(document.querySelector('#new')!.textContent)),
        );
      }, written);
      expect(await time).toBe(said);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('with the keyboard alone the first stop skips to the content, and every stop can be seen', async () => {
      const { page, problems, close } = await get().open(SESSION);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content');
      const skip = await page.evaluate(() => document.activeElement!.getBoundingClientRect().top);
      expect(skip).toBeGreaterThanOrEqual(0);
      const unseen: string[] = [];
      const seen = new Set<string>();
      for (let i = 0; i < 40; i += 1) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const one = document.activeElement;
          if (!one || one === document.body) return undefined;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          const around = one.closest('form') ? getComputedStyle(one.closest('form')!) : undefined;
          const isRinged = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
          const isFormRinged =
            around !== undefined && (around.outlineStyle !== 'none' || around.boxShadow !== 'none');
          return { what: one.outerHTML.slice(0, 120), isVisible: isRinged || isFormRinged };
        });
        if (stop === undefined) break;
        seen.add(stop.what);
        if (!stop.isVisible) unseen.push(stop.what);
      }
      expect(seen.size).toBeGreaterThan(8);
      expect(unseen).toEqual([]);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.locator('a.skip').focus();
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
      expect(problems.all).toEqual([]);
      await close();
    });

    test('an old address leads on, with the place on the page that was linked to', async () => {
      const { page, problems, close } = await get().open('');
      for (const [old, now] of [
        ['workstreams/flip/#tasks', 'workstreams/repo-as-canonical-store-flip/#tasks'],
        ['workstreams/flip/document/#P2', 'workstreams/repo-as-canonical-store-flip/document/#P2'],
        ['workstreams/flip/', 'workstreams/repo-as-canonical-store-flip/'],
      ] as const) {
        await page.goto(get().url + old, { waitUntil: 'commit' });
        await page.waitForURL(get().url + now);
        expect(await page.locator('h1').innerText()).toContain('The flip');
      }
      expect(problems.all).toEqual([]);
      await close();
    });

    test('on paper there is the text, folded or not, and nothing to press', async () => {
      const { page, problems, go, close } = await get().open(SESSION);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('h1').isVisible()).toBe(true);
      for (const what of ['#q', 'button.theme', 'nav.pages', 'a.skip', 'main button:not(.id)']) {
        for (const one of await page.locator(what).all()) expect(await one.isVisible(), what).toBe(false);
      }
      await go('records/');
      const folded = await page
        .locator('.card details:not([open]) > .rows')
        .evaluateAll((all) => all.map((one) => one.checkVisibility()));
      expect([...new Set(folded)]).toEqual([true]);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('paper is white, whatever theme was chosen, and has the dates themselves', async () => {
      const { page, problems, go, close } = await get().open('', { colorScheme: 'light' });
      await page.locator('button.theme').click();
      for (const url of ['', SESSION, 'records/']) {
        await go(url);
        await page.emulateMedia({ media: 'print' });
        const pale = await page.evaluate(() => {
          const bright = (colour: string): number => {
            const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
            const [red = 0, green = 0, blue = 0] = parts.map((part) =>
              part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
            );
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          };
          return [...document.querySelectorAll<HTMLElement>('main *')]
            .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3))
            .filter((one) => 1.05 / (bright(getComputedStyle(one).color) + 0.05) < 4.5)
            .map((one) => one.outerHTML.slice(0, 100));
        });
        expect(pale, url).toEqual([]);
        const dates = await page.locator('main time[data-relative]').evaluateAll((all) =>
          all.map((one) => {
            const { content, fontSize } = getComputedStyle(one, '::after');
            const isDrawn = fontSize !== '0px' && getComputedStyle(one).fontSize === '0px';
            return isDrawn && content === `"${(one as HTMLElement).title}"` ? '' : one.outerHTML;
          }),
        );
        expect(
          dates.filter((one) => one !== ''),
          url,
        ).toEqual([]);
        await page.emulateMedia({ media: 'screen' });
      }
      expect(problems.all).toEqual([]);
      await close();
    });

    test('in a row of records the plan gives way before anything else is cut', async () => {
      const { page, problems, close } = await get().open('records/');
      const cut = await page.evaluate(() => {
        for (const plan of document.querySelectorAll('.rows .plan'))
          plan.textContent = 'a long name '.repeat(40);
        return [...document.querySelectorAll('.rows .meta > :not(.plan)')]
          .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.outerHTML);
      });
      expect(cut).toEqual([]);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('alerts of all kinds are of one size', async () => {
      const { page, problems, close } = await get().open(SESSION);
      const sizes = await page
        .locator('.record-body .prose')
        .first()
        .evaluate((text) =>
          ['note', 'tip', 'important', 'warning', 'caution'].map((kind) => {
            text.insertAdjacentHTML('beforeend', `<div class="alert ${kind}"><p>text</p></div>`);
            const { fontSize, borderLeftWidth, paddingLeft } = getComputedStyle(text.lastElementChild!);
            return [fontSize, borderLeftWidth, paddingLeft].join(' ');
          }),
        );
      expect(new Set(sizes).size, sizes.join(', ')).toBe(1);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('without a script everything is there but the search', async () => {
      const open = get();
      const plain = await open.open('', { javaScriptEnabled: false });
      const scripted = await open.open('');
      for (const url of samplePages(open.site)) {
        // The one page that is about a script says so without one.
        if (url.startsWith('search/')) continue;
        await plain.go(url);
        await scripted.go(url);
        const text = (page: Page): Promise<string> =>
          page.evaluate(() => {
            const main = document.querySelector('main')!.cloneNode(true) as HTMLElement;
            // A date is written in full without a script, and a button is no text.
            for (const one of main.querySelectorAll('time, button')) one.remove();
            return main.textContent.replace(/\s+/g, ' ');
          });
        expect(await text(plain.page), url).toBe(await text(scripted.page));
        // An id is read as it is, too.
        const dead = plain.page.locator('main button:not(.id):visible');
        expect(await dead.count(), `${url}: dead buttons`).toBe(0);
      }
      expect([...plain.problems.all, ...scripted.problems.all]).toEqual([]);
      await plain.close();
      await scripted.close();
    });

    test('nothing moves for who wants nothing to move', async () => {
      const { page, problems, close } = await get().open(SESSION, { reducedMotion: 'reduce' });
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((one) => {
            const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(one);
            const takes = [transitionDuration, animationDuration].join(',').split(',').map(Number.parseFloat);
            return takes.some((seconds) => seconds > 0.01) || scrollBehavior === 'smooth';
          })
          .map((one) => one.outerHTML.slice(0, 100)),
      );
      expect(moving.slice(0, 5)).toEqual([]);
      expect(problems.all).toEqual([]);
      await close();
    });

    test('whoever comes to what is not there is told, and finds the way back at any depth', async () => {
      const { page, problems, go, close } = await get().open('');
      for (const lost of ['nothing', 'sessions/XX-000101-01/', 'a/b/c/d/e']) {
        await go(lost);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.locator('#q').count()).toBe(1);
        // The address itself is the one thing that fails.
        expect(
          problems.take().filter((one) => !one.includes(`(${page.url()})`)),
          lost,
        ).toEqual([]);
      }
      await close();
    });
  },
);
