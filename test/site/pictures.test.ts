import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keptCode } from '../../src/site/build/kept-code.ts';
import { sitePictures } from '../../src/site/build/pictures.ts';
import { pictureSize } from '../../src/site/build/picture-size.ts';
import type { SiteModel } from '../../src/site/model.ts';
import type { Project } from '../../src/store/project.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'canon-pictures-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A folder that counts as a project, with its local state. */
function place(name: string): Project {
  const root = join(base, name, 'tree');
  const local = join(base, name, 'local');
  mkdirSync(root, { recursive: true });
  mkdirSync(local, { recursive: true });
  return { root, top: root, local } as unknown as Project;
}

const model = (links: string[]): Pick<SiteModel, 'records'> =>
  ({ records: [{ facts: { links } }] }) as unknown as SiteModel;

/** The beginning of a PNG file. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

describe('pictures of the repository', () => {
  it('are copied once, under the hash of what is in them, with their size', async () => {
    const project = place('copied');
    for (const name of ['a.png', 'b.png']) writeFileSync(join(project.root, name), png(640, 400));
    const { find, files } = await sitePictures(project, model(['a.png', 'b.png', 'c.png', 'x.ts']), Infinity);
    expect(find('a.png')).toEqual({
      href: expect.stringMatching(/^assets\/files\/[0-9a-f]{16}\.png$/) as string,
      width: 640,
      height: 400,
    });
    expect(find('b.png')).toEqual(find('a.png'));
    expect([find('c.png'), find('x.ts')]).toEqual([undefined, undefined]);
    expect(files.map(({ path }) => path)).toEqual([find('a.png')?.href]);
    expect((await files[0]?.make())?.content).toEqual(png(640, 400));
  });

  it('are only regular files that are what their ending says', async () => {
    const project = place('refused');
    const write = (name: string, content: string | Buffer): void =>
      writeFileSync(join(project.root, name), content);
    write('page.png', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    write('drawing.svg', '<svg/>');
    write('other.jpg', png(1, 1));
    write('none.png', png(0, 1));
    write('large.png', Buffer.concat([png(1, 1), Buffer.alloc(10 << 20)]));
    mkdirSync(join(project.root, 'folder.png'));
    writeFileSync(join(base, 'outside.png'), png(1, 1));
    symlinkSync(join(base, 'outside.png'), join(project.root, 'link.png'));
    symlinkSync(base, join(project.root, 'away'));
    const links = ['page.png', 'drawing.svg', 'other.jpg', 'none.png', 'large.png', 'folder.png', 'link.png'];
    const ways = ['away/outside.png', '../../outside.png', '.git/x.png', 'nul\0.png'];
    const { files } = await sitePictures(project, model([...links, ...ways]), undefined);
    expect(files).toEqual([]);
  });

  it('are not read again while they stay as they are, and nothing is believed that names another place', async () => {
    const project = place('kept');
    const file = join(project.local, 'cache', 'site-pictures.json');
    writeFileSync(join(project.root, 'a.png'), png(3, 2));
    const look = async () => (await sitePictures(project, model(['a.png']), Infinity)).find('a.png');
    const first = await look();
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.replace('"width":3', '"width":30'));
    expect(await look()).toEqual({ ...first, width: 30 });
    writeFileSync(file, kept.replace('assets/files/', '../../'));
    expect(await look()).toEqual(first);
    writeFileSync(join(project.root, 'a.png'), png(30, 20));
    expect(await look()).toMatchObject({ width: 30, height: 20 });
  });

  it.each<[string, string]>([
    ['gif', 'R0lGODlhAwACAIAAAP///wAAACwAAAAAAwACAAACAoRRADs='],
    ['webp', 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoDAAIAAgA0JaQAA3AA/vuUAAA='],
  ])('have their size in their first bytes: %s', async (ending, base64) => {
    expect(await pictureSize(Buffer.from(base64, 'base64'), ending)).toEqual({ width: 3, height: 2 });
  });
});

describe('highlighted code', () => {
  it('is kept from build to build, and forgotten where it is more than code', () => {
    const project = place('code');
    const html = '<span class="hljs-keyword">let</span> a &lt; b';
    const one = keptCode(project);
    expect(one.get('let a < b', 'js')).toBeUndefined();
    one.set('let a < b', 'js', html);
    one.save();
    expect(keptCode(project).get('let a < b', 'js')).toBe(html);
    expect(keptCode(project).get('let a < b', 'ts')).toBeUndefined();
    const file = join(project.local, 'cache', 'site-code.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('let<', '<script>let<'));
    expect(keptCode(project).get('let a < b', 'js')).toBeUndefined();
  });

  it('is kept within bounds, what was used last before the rest', () => {
    const project = place('bounds');
    const html = 'x'.repeat(3 << 20);
    for (const name of ['a', 'b', 'c']) {
      const kept = keptCode(project);
      kept.set(name, 'js', html);
      kept.save();
    }
    const last = keptCode(project);
    expect(['a', 'b', 'c'].map((name) => last.get(name, 'js') !== undefined)).toEqual([false, true, true]);
  });
});
