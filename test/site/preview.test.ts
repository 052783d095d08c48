import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { filesIn, smallRepo } from './rebuilding.ts';

const URL_ = 'https://example.org/some/project/';

test('every page of a published site names a picture that is there, by its whole address', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const build = async (): Promise<Map<string, string>> => {
    await box.canon(root, ['site', 'build']);
    const files = [...filesIn(join(root, '_site')).keys()];
    return new Map(files.map((file) => [file, readFileSync(join(root, '_site', file), 'latin1')]));
  };
  box.write(join(root, '.canon/config.yaml'), `format: 1\nsite: { url: '${URL_}' }\n`);
  const published = await build();
  const pages = [...published].filter(([file]) => file.endsWith('.html'));
  const pictures = new Set(
    pages.map(([, html]) => /<meta property="og:image" content="([^"]*)"\/>/.exec(html)?.[1]),
  );
  const name = [...published.keys()].find((file) => /^assets\/preview-[0-9a-f]{8}\.png$/.test(file));
  expect([...pictures]).toEqual([`${URL_}${name}`]);
  const png = Buffer.from(published.get(name ?? '') ?? '', 'latin1');
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
    'PNG',
    1200,
    630,
  ]);
  expect(png.length).toBeLessThan(20_000);
  for (const [file, html] of pages)
    expect(html, file).toContain('<meta name="twitter:card" content="summary"/>');
  // Without an address there is nothing that it could be shown beside.
  box.write(join(root, '.canon/config.yaml'), 'format: 1\n');
  const own = await build();
  expect([...own.keys()].filter((file) => file.includes('preview'))).toEqual([]);
  expect([...own.values()].filter((text) => /og:image|twitter:card/.test(text))).toEqual([]);
});
