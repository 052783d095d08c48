import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { inChromium } from '../support/site/browser.ts';
import { buildSite, exampleRepo } from '../support/site/built-site.ts';

/** Records of every shape that a text may have, beside those of the example. */
const MORE: Readonly<Record<string, string>> = {
  'docs/sessions/RT-260501-01.md':
    '---\nkind: session\nid: RT-260501-01\ntitle: Sender by hand\nstatus: handed-off\noperator: roman\n' +
    'created: 2026-05-01T10:00:00+02:00\nsummary: Each operator sends with a sender of their own.\n---\n' +
    '# RT-260501-01 — Sender by hand\n\n## Summary\n\nEach operator sends with a sender of their own.\n\n' +
    '## Resume Prompt\n\nGo on with the `sender`. It says **continue**.\n',
  'docs/sessions/RT-260502-01.md':
    '---\nkind: session\nid: RT-260502-01\ntitle: Sender by rule\nstatus: handed-off\noperator: roman\n' +
    'created: 2026-05-02T10:00:00+02:00\nplan: alt-plan\nworkstream: alt-stream\nsupersedes: [RT-260501-01]\n---\n' +
    '# RT-260502-01 — Sender by rule\n\n## Waiting On\n\n- [ ] w1 @sergei: which **sender** is it?\n' +
    '- [x] w2 nobody: done sender\n\n## Own Heading about Quokkas\n\nThe quokka\nis wrapped.\n<!-- no quokka -->\n\n' +
    '| quokka | b |\n|---|---|\n| one | quokka `two` |\n\n> [!NOTE]\n> A quokka of note[^1].\n\n- [ ] boxed quokka\n' +
    '  - [docs](../../README.md) of the quokka\n\n```sh\necho quokka\n\n  quokka --twice\n```\n\n[^1]: A quokka below.\n',
  'plans/new-plan.md':
    '---\nkind: plan\ntitle: The plan with a past\nstatus: draft\nowner: roman\naliases: [alt-plan]\n---\n' +
    '# The plan with a past\n\n## Goal\n\nA quokka each.\n',
  'workstreams/new-stream.md':
    '---\nkind: workstream\ntitle: The stream with a past\nstatus: draft\nowner: roman\naliases: [alt-stream]\n---\n' +
    '# The stream with a past\n',
  'docs/sessions/RT-260503-01.md':
    '---\nkind: session\nid: RT-260503-01\ntitle: "unclosed\n---\n# RT-260503-01\n\n## Summary\n\nA broken quokka.\n',
};

/** What a hit shows: its id, what has replaced it, the pieces that are quoted. */
interface Hit {
  readonly id: string;
  readonly replaced: string | null;
  readonly snippets: readonly string[];
}

const QUERIES = [
  'continue',
  'sender',
  'quokka',
  'lock inode',
  'resume prompt',
  '"resume prompt"',
  '"next action"',
  '"separate file"',
  'handed off',
  'lcok',
  'notion -session',
  'запись',
  'пробный',
  'RT-260511-01',
  'RT-260511',
  'kind:plan',
  'owner:roman kind:session',
  'tag:infra hook',
  'status:superseded',
  'status:legacy',
  'status:broken',
  'plan:alt-plan',
  'workstream:repo-as-canonical-store-flip',
  '-kind:session -notion store',
  'kind:session -"separate file"',
  'quokka OR sender',
  'nothing-of-it',
];

const shown = (page: Page): Promise<Hit[]> =>
  page.locator('.search-results > li').evaluateAll((hits) =>
    hits.map((hit) => ({
      id: hit.querySelector('.id')!.textContent,
      replaced: /replaced by (.*)/.exec(hit.querySelector('.badge:has(svg)')?.textContent ?? '')?.[1] ?? null,
      snippets: [...hit.querySelectorAll('.snippet')].map((snippet) => snippet.textContent),
    })),
  );

async function told(box: Sandbox, repo: string, query: string): Promise<Hit[]> {
  const { stdout } = await box.built(repo, ['search', '--json', '--all', '--', query]);
  const { data } = JSON.parse(stdout) as {
    data: { hits: { id: string; superseded_by: string | null; snippets: string[] }[] };
  };
  return data.hits.map(({ id, superseded_by: replaced, snippets }) => ({ id, replaced, snippets }));
}

let box: Sandbox;
let repo: string;

inChromium(
  'search on the site',
  async (later) => {
    box = sandbox(later);
    repo = exampleRepo(box);
    for (const [path, text] of Object.entries(MORE)) box.write(join(repo, path), text);
    return buildSite(box, repo);
  },
  (get) => {
    test('finds what canon search finds, in that order, and quotes the same pieces', async () => {
      const { page, problems, close } = await get().open('search/');
      for (const query of QUERIES) {
        await page.locator('#q').fill(query);
        const hits = (await told(box, repo, query)).slice(0, 20);
        await expect.poll(() => shown(page), { message: query }).toEqual(hits);
      }
      expect(problems.all).toEqual([]);
      await close();
    });

    test('of phrases the number that is told is no other than the one of those that were found', async () => {
      const { page, go, close } = await get().open('search/');
      const said = page.locator('main [role=status]');
      const count = (await told(box, repo, '"of the"')).length;
      await page.locator('#q').fill('"of the"');
      await expect.poll(() => said.textContent()).toBe(`${count} records`);
      expect(await page.locator('.filters-list').first().textContent()).not.toMatch(/\d/);
      await page.locator('#q').fill('"file separate"');
      await expect.poll(() => said.textContent()).toMatch(/^Nothing found for "file separate"/);
      await go('');
      await page.locator('#q').fill('"of the"');
      const hits = page.locator('[role=option]:not(.all)');
      await hits.first().waitFor();
      const shown = await hits.count();
      expect(shown).toBeLessThan(count);
      expect(await page.locator('.results-status').textContent()).toBe(`${shown} records so far`);
      await close();
    });

    test('people have their names in the filters, and their slugs in the query', async () => {
      const { page, close } = await get().open('search/');
      await page.locator('#q').fill('kind:session');
      await page.locator('.filters-list a', { hasText: 'Roman' }).click();
      expect(await page.locator('#q').inputValue()).toBe('kind:session owner:roman');
      await close();
    });

    test('nothing that a hit says of its record is cut off on a phone', async () => {
      const { page, close } = await get().open('search/', { phone: true });
      await page.locator('#q').fill('kind:session');
      await page.locator('.search-results .meta').first().waitFor();
      const cut = await page.locator('.search-results .meta').evaluateAll((all) =>
        all
          .filter((meta) => {
            const { right, bottom } = meta.getBoundingClientRect();
            return [meta, ...meta.children].some((one) => {
              const at = one.getBoundingClientRect();
              return one.scrollWidth > one.clientWidth + 1 || at.right > right + 1 || at.bottom > bottom + 1;
            });
          })
          .map((meta) => meta.textContent),
      );
      expect(cut).toEqual([]);
      await close();
    });

    test('what was replaced says by what, and is found as such; old ids of plans and workstreams are known', async () => {
      const { page, close } = await get().open('search/');
      for (const [query, id, replaced] of [
        ['status:superseded kind:session', 'RT-260501-01', 'RT-260502-01'],
        ['plan:alt-plan', 'RT-260502-01', null],
        ['workstream:alt-stream', 'RT-260502-01', null],
        ['status:legacy continue', 'CONV-10', null],
      ] as const) {
        expect(await told(box, repo, query)).toMatchObject([{ id, replaced }]);
        await page.locator('#q').fill(query);
        await expect.poll(() => shown(page), { message: query }).toMatchObject([{ id, replaced }]);
      }
      const { stdout } = await box.built(repo, ['search', 'sender by hand']);
      expect(stdout).toMatch(
        /^RT-260501-01 {2}Sender by hand\n {2}session · superseded .*\n {2}replaced by RT-260502-01\n/m,
      );
      await close();
    });
  },
);
