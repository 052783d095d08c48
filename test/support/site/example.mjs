import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('../../../examples/offplan', import.meta.url));

/** When the example's sites are built: the evening after its day. */
export const EVENING = '2026-05-11T20:00:00+02:00';

const ROMAN = ['Roman', 'roman@example.com'];
const SERGEI = ['Sergei', 'sergei@example.com'];

/**
 * The example as a repository with a past, the same to the byte each time: plans and decisions first, a workstream that
 * got its name later and its tasks ticked, the sessions last.
 * @param {string} dir not there yet
 * @param {Record<string, string | undefined>} env of git
 * @param {string} [settings] more lines of its configuration
 */
export function exampleRepository(dir, env, settings = '') {
  cpSync(EXAMPLE, dir, { recursive: true });
  if (settings !== '') appendFileSync(join(dir, '.canon/config.yaml'), `\n${settings}\n`);
  const git = (args, more = {}) =>
    execFileSync('git', args, { cwd: dir, env: { ...env, ...more }, stdio: 'pipe' });
  const commit = ([name, email], at, subject, ...paths) => {
    git(['add', '-A', '--', ...paths]);
    git(['commit', '-qm', subject], {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: at,
    });
  };
  git(['init', '-q', '-b', 'main']);
  git(['remote', 'add', 'origin', 'https://github.com/offplan/offplan.git']);
  commit(ROMAN, '2026-04-20T10:00:00+02:00', 'Start with the code', 'app', 'README.md', '.gitignore');
  commit(ROMAN, '2026-04-27T11:30:00+02:00', 'Ratify the plans', '.canon', 'plans', 'docs/decisions');
  const stream = join(dir, 'workstreams/repo-as-canonical-store-flip.md');
  const draft = join(dir, 'workstreams/flip.md');
  const text = readFileSync(stream, 'utf8');
  renameSync(stream, draft);
  writeFileSync(draft, text.replaceAll('- [x]', '- [ ]'));
  commit(ROMAN, '2026-05-04T09:15:00+02:00', 'Cut the plan into workstreams', 'workstreams');
  renameSync(draft, stream);
  commit(SERGEI, '2026-05-06T16:40:00+03:00', 'Call the flip by its whole name', 'workstreams');
  writeFileSync(stream, text);
  commit(ROMAN, '2026-05-11T15:12:00+02:00', 'Tick what the flip has done', 'workstreams');
  commit(SERGEI, '2026-05-11T18:00:00+03:00', 'Hand off the day', '.');
}
