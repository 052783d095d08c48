import type { Page } from 'playwright-core';

/** How much of a page has moved since it began to be drawn: the sum that Chromium calls layout shift. */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      // Two frames later everything that was drawn has been counted.
      new Promise<number>((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const { canonShifts } = globalThis as unknown as { canonShifts: number[] };
            resolve(canonShifts.reduce((sum, one) => sum + one, 0));
          }),
        );
      }),
  );

/** What stands out of a page to the side; nothing where it scrolls only down. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 0 && right > root.clientWidth + 1;
    });
    const names = wide
      .slice(0, 5)
      .map((one) => one.cloneNode(false) as Element)
      .map((one) => one.outerHTML);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...names.map((name) => name.slice(0, 160))];
  });

/** Controls and links of navigation that a finger of 44 pixels misses. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST = 43.5;
    const small: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(
      'header.top a, header.top button, header.top input, nav a, button, summary, select, input:enabled, footer a',
    )) {
      if (!element.checkVisibility() || element.closest('main p, main li p')) continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width >= LEAST && height >= LEAST) continue;
      // What is drawn smaller may still be hit around it.
      const [x, y] = [left + width / 2, top + height / 2];
      const reach = [
        [x, y - 21],
        [x, y + 21],
        [x - Math.min(21, x - 1), y],
        [x + Math.min(21, innerWidth - x - 1), y],
      ] as const;
      const misses = reach.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        return hit === null || !(element.contains(hit) || hit.closest('label')?.control === element);
      });
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
      if (misses) small.push(`${element.tagName} "${name}" ${Math.round(width)}×${Math.round(height)}`);
    }
    return [...new Set(small)];
  });
