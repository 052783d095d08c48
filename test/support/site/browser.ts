import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import type { BuiltSite } from './built-site.ts';
import { chromiumPath, launch } from './chromium.mjs';
import { serveFolder } from './serve-folder.mjs';
import { type Problems, watch } from './watch.ts';

/** A site that is served and open in a browser. */
export interface OpenSite {
  readonly site: BuiltSite;
  /** Where it is served, with a slash at its end. */
  readonly url: string;
  /** A page with a fresh profile, watched: `problems` is everything that a page must not do. */
  open(path: string, options?: BrowserContextOptions & { phone?: boolean }): Promise<Watched>;
}

/** A page, and what it has done that it must not. */
export interface Watched {
  readonly page: Page;
  readonly problems: Problems;
  go(path: string): Promise<void>;
  close(): Promise<void>;
}

const PATH = chromiumPath();

/**
 * Tests in the real Chromium. Where there is none they are skipped, and that is said.
 * @param make builds the site that the tests share
 */
export function inChromium(
  name: string,
  make: (later: (tidy: () => void) => void) => Promise<BuiltSite>,
  tests: (get: () => OpenSite) => void,
): void {
  if (PATH === undefined) console.warn(`SKIPPED, no Chromium here (CANON_CHROMIUM names one): ${name}`);
  describe.skipIf(PATH === undefined)(`${name}`, () => {
    let open: OpenSite | undefined;
    const tidies: (() => unknown)[] = [];
    beforeAll(async () => {
      const site = await make((tidy) => tidies.push(tidy));
      const server = await serveFolder(site.out);
      tidies.push(() => server.close());
      const browser = await launch(PATH);
      tidies.push(() => browser.close());
      open = openIn(browser, site, server.url);
    });
    afterAll(async () => {
      for (const tidy of tidies.reverse()) await tidy();
    });
    tests(() => open!);
  });
}

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const DESK = { viewport: { width: 1280, height: 900 } } as const;

const openIn = (browser: Browser, site: BuiltSite, url: string): OpenSite => ({
  site,
  url,
  async open(path, { phone = false, ...options } = {}) {
    const context = await browser.newContext({
      ...(phone ? PHONE : DESK),
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    const problems = await watch(context, url);
    const page = await context.newPage();
    const go = async (to: string): Promise<void> => {
      await page.goto(url + to.split('/').map(encodeURIComponent).join('/'), { waitUntil: 'load' });
    };
    await go(path);
    return { page, problems, go, close: () => context.close() };
  },
});
