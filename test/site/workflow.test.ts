import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const text = readFileSync(new URL('../../docs/github-pages.yml', import.meta.url), 'utf8');

test('the workflow in docs builds from the whole history, and may do no more than publish', () => {
  const { jobs, permissions } = parse(text) as {
    jobs: { site: { steps: readonly Step[] } };
    permissions: Record<string, string>;
  };
  const { steps } = jobs.site;
  const step = (action: string): Step | undefined =>
    steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`));
  expect(step('checkout')?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
  expect(permissions).toEqual({ contents: 'read', pages: 'write', 'id-token': 'write' });
  const [, folder] =
    /^canon site build --out (\S+)$/m.exec(steps.map(({ run = '' }) => run).join('\n')) ?? [];
  expect(step('upload-pages-artifact')?.with).toEqual({ path: folder });
});
