import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const STYLE = 'src/site/style';
const tokens = readFileSync(join(STYLE, 'site.css'), 'utf8');

/** The two values of a colour: in a light page, and in a dark one. */
function colours(name: string): readonly string[] {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens)!;
  return [light!, dark!];
}

/** How bright a colour is, from 0 to 1 (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each(['ink', 'soft', 'accent', 'go', 'stop', 'over'])(
  'text in --%s reads on paper and raised',
  (name) => {
    for (const ground of ['paper', 'raised'])
      for (const [theme, colour] of colours(name).entries())
        expect(contrast(colour, colours(ground)[theme]!), `${ground} ${theme}`).toBeGreaterThanOrEqual(4.5);
  },
);

test('what bounds a control is seen', () => {
  for (const [theme, colour] of colours('edge').entries())
    expect(contrast(colour, colours('paper')[theme]!)).toBeGreaterThanOrEqual(3);
});

test('no style asks anybody else for anything', () => {
  for (const name of readdirSync(STYLE).filter((one) => one.endsWith('.css')))
    expect(readFileSync(join(STYLE, name), 'utf8'), name).not.toMatch(/url\(|@import|https?:/);
});

test('what is folded has one sign, and that is drawn', () => {
  const rules = readdirSync(STYLE)
    .filter((one) => one.endsWith('.css'))
    .flatMap((name) => [
      ...readFileSync(join(STYLE, name), 'utf8').matchAll(/([^{};]*summary::[^{]*)\{([^}]*)\}/g),
    ]);
  expect(rules.map(([, selector = '']) => selector.trim())).toEqual([
    'summary::-webkit-details-marker',
    'summary::before',
    '[open] > summary::before',
  ]);
  expect(rules.map(([, , rule = '']) => /content: (.*);/.exec(rule)?.[1])).toEqual([
    undefined,
    "''",
    undefined,
  ]);
});
