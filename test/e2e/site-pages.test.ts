import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { axeViolations } from '../support/site/axe.ts';
import { inChromium } from '../support/site/browser.ts';
import { buildSite, exampleRepo } from '../support/site/built-site.ts';
import { layoutShift, sideways, smallTargets } from '../support/site/measure.ts';
import { samplePages } from '../support/site/sample-pages.ts';

const LOOKS = [
  { name: 'a phone, light', phone: true, colorScheme: 'light' },
  { name: 'a phone, dark', phone: true, colorScheme: 'dark' },
  { name: 'a desk, light', phone: false, colorScheme: 'light' },
  { name: 'a desk, dark', phone: false, colorScheme: 'dark' },
] as const;

inChromium(
  'every template of the built example',
  async (later) => {
    const box = sandbox(later);
    return buildSite(box, exampleRepo(box));
  },
  (get) => {
    test.each(LOOKS)(
      'on $name: nothing stands out sideways, moves, fails or shuts somebody out',
      async ({ phone, colorScheme }) => {
        const open = get();
        const { page, problems, go, close } = await open.open('', { phone, colorScheme });
        const wrong = new Set<string>();
        for (const url of samplePages(open.site)) {
          await go(url);
          const shift = await layoutShift(page);
          const found = [
            ...(shift >= 0.01 ? [`layout shift ${shift.toFixed(3)}`] : []),
            ...(await sideways(page)),
            ...(await axeViolations(page)),
            ...(phone ? await smallTargets(page) : []),
            ...problems.take(),
          ];
          for (const one of found) wrong.add(`${url}: ${one}`);
        }
        expect([...wrong]).toEqual([]);
        await close();
      },
    );
  },
);
