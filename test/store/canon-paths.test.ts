import { expect, test } from 'vitest';
import { canonPaths } from '../../src/store/canon-paths.ts';
import { DEFAULT_CONFIG } from '../../src/store/config-defaults.ts';
import { layoutOf } from '../../src/store/layout.ts';

test('files that came along with an import are canon’s, and no others in their folder', () => {
  const isCanons = canonPaths({ prefix: 'app/', layout: layoutOf(DEFAULT_CONFIG) });
  const asset = `docs/assets/${'a'.repeat(64)}.png`;
  expect(
    [
      `app/${asset}`,
      'app/.canon/imports/notion-x.json',
      'app/docs/learnings/a.md',
      asset,
      'app/docs/assets/logo.png',
    ].map(isCanons),
  ).toEqual([true, true, true, false, false]);
});
