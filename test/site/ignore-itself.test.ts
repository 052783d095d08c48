import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assetsFolder } from '../../src/cli/site/assets.ts';
import { buildSite } from '../../src/site/build/build-site.ts';
import { projectAt } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';

test('the usual folder ignores itself, and one that was named does not', async () => {
  const box = sandbox();
  const repo = box.repo('offplan');
  const project = await projectAt(box, repo);
  await buildSite(project, join(repo, '_site'), assetsFolder());
  expect(box.read(join(repo, '_site/.gitignore'))).toBe('*\n');
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
  await buildSite(project, join(repo, 'public'), assetsFolder());
  expect(box.git(repo, 'status', '--porcelain')).toBe('?? public/');
});

test('a .gitignore that somebody has put there stays', async () => {
  const box = sandbox();
  const repo = box.repo('offplan');
  box.write(join(repo, '_site/.gitignore'), '/drafts\n');
  await buildSite(await projectAt(box, repo), join(repo, '_site'), assetsFolder());
  expect(box.read(join(repo, '_site/.gitignore'))).toBe('/drafts\n');
});
