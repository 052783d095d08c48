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

/**
 * Everything on a page that is pressed and that a finger of 44 pixels misses. Links within running text are as small as
 * that is: they are read first (WCAG 2.2, 2.5.5, inline).
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST = 44;
    const RUNNING = '.prose, p.lead, p.note, p.empty, p.sentence';
    const small: string[] = [];
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    for (const element of document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, input:enabled',
    )) {
      if (!element.checkVisibility() || element.matches('.skip') || element.closest(RUNNING)) continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const isHit = (x: number, y: number): boolean => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
      };
      // How far a finger may be off, in one direction and the other.
      const reach = (x: number, y: number, dx: number, dy: number): number => {
        let far = 0;
        for (const side of [-1, 1])
          for (let at = 0; at <= LEAST && isHit(x + dx * at * side, y + dy * at * side); at += 1) far += 1;
        return far;
      };
      const { left, right, top, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const [from, to] = [Math.max(0, left), Math.min(innerWidth, right)];
      // Beside what stands in its middle there may be more of it.
      const sizes = [(from + to) / 2, Math.min(from + 12, to), Math.max(to - 12, from)].map((x) => {
        const y = top + height / 2;
        return [reach(x, y, 1, 0), reach(x, y, 0, 1)] as const;
      });
      if (sizes.some(([wide, high]) => wide >= LEAST && high >= LEAST)) continue;
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
      const where = element.closest('[class]:not(a, button)')?.className;
      small.push(`${element.tagName} "${name}" in .${where}: ${sizes[0]?.join('×')}`);
    }
    return [...new Set(small)];
  });
