import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { documentOf } from '../../src/site/build/document.tsx';
import { homePage } from '../../src/site/pages/home.tsx';
import { relationsOf } from '../../src/site/view/relations.ts';
import { contextOf, siteModel } from './model.ts';

/** Bytes of a file of the built site, compressed as hosts do. */
const weight = (name: string): number =>
  gzipSync(readFileSync(new URL(`../../dist/site/${name}`, import.meta.url)), { level: 9 }).length;

test('all scripts of a page, search among them, are at most 12 KB', () => {
  expect(weight('site.js') + weight('search.js') + weight('theme.js')).toBeLessThanOrEqual(12 * 1024);
});

test('the first page of a busy site is at most 30 KB with all that it loads', () => {
  const model = siteModel(
    Array.from({ length: 300 }, (_, at) => ({
      kind: 'session' as const,
      id: `RT-2605${String(10 + (at % 20))}-${String(10 + Math.floor(at / 20))}`,
      title: `Session ${at}: ${Math.sin(at)} of the flip`,
      summary: `Hook and handoff ${Math.cos(at)} shipped; four of nine phases done.`,
      status: 'handed-off',
      owner: at % 2 ? 'roman' : 'sergei',
      created: `2026-05-${String(10 + (at % 20))}T15:12:40+02:00`,
    })),
  );
  const page = homePage(model, relationsOf(model));
  const html = gzipSync(documentOf(page, contextOf(page, model)), { level: 9 }).length;
  expect(html).toBeGreaterThan(1000);
  const loaded = ['site.css', 'site.js', 'theme.js', 'icon.svg'].map(weight);
  expect(loaded.reduce((sum, one) => sum + one, html)).toBeLessThanOrEqual(30 * 1024);
});
