import { axeViolations } from './axe.ts';
import type { OpenSite } from './browser.ts';
import { layoutShift, sideways, smallTargets } from './measure.ts';

/** How people have a site before them. */
export const LOOKS = [
  { name: 'a phone, light', phone: true, colorScheme: 'light' },
  { name: 'a phone, dark', phone: true, colorScheme: 'dark' },
  { name: 'a desk, light', phone: false, colorScheme: 'light' },
  { name: 'a desk, dark', phone: false, colorScheme: 'dark' },
] as const;

/**
 * What is wrong with pages in one of the looks: nothing stands out sideways, moves, fails or shuts somebody out.
 * @param isPressed whether everything that is pressed is measured as well
 */
export async function wrongIn(
  open: OpenSite,
  { phone, colorScheme }: (typeof LOOKS)[number],
  urls: readonly string[],
  isPressed = false,
): Promise<string[]> {
  const { page, problems, go, close } = await open.open('', { phone, colorScheme });
  const wrong = new Set<string>();
  for (const url of urls) {
    await go(url);
    const shift = await layoutShift(page);
    const found = [
      ...(shift >= 0.01 ? [`layout shift ${shift.toFixed(3)}`] : []),
      ...(await sideways(page)),
      ...(await axeViolations(page)),
      // A finger finds the same in both themes.
      ...(isPressed && phone && colorScheme === 'light' ? await smallTargets(page) : []),
      ...problems.take(),
    ];
    for (const one of found) wrong.add(`${url}: ${one}`);
  }
  await close();
  return [...wrong];
}
