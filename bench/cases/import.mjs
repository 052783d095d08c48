import { spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COUNT = 2000;

/** Notes as another tool leaves them, each of four kilobytes: labels, lists, tasks, code, links to each other. */
function writeNotes(folder) {
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < COUNT; at += 1) {
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(at / 3) * 86_400_000).toISOString().slice(0, 10);
    const next = `handoff-${(at + 1) % COUNT}.md`;
    writeFileSync(
      join(folder, `handoff-${at}.md`),
      `# Handoff ${at}\n\n**Date:** ${day}\n**Author:** Roman\n**Branch:** main\n\n## Summary\n\nDone with part ${at}; on with [the next](${next}).\n\n` +
        `## What was done\n\n${`- Some words of part ${at}, \`code\` and [a page](https://example.com/${at})\n`.repeat(25)}\n` +
        `## Next Steps\n\n- [ ] go on with ${at}\n- [x] begin\n\n\`\`\`sh\nnpm test\n\`\`\`\n\n` +
        `## Thoughts\n\n${`More words here, about this and about that, number ${at}.\n`.repeat(30)}`,
    );
  }
}

/** What the file system alone takes for so many new files, as canon makes them: under another name first, then linked. */
function makeFiles(folder) {
  mkdirSync(folder, { recursive: true });
  const bytes = Buffer.alloc(4096, 97);
  const begin = performance.now();
  for (let at = 0; at < COUNT; at += 1) {
    const file = join(folder, `record-${at}.md`);
    writeFileSync(`${file}.tmp`, bytes, { flag: 'wx' });
    linkSync(`${file}.tmp`, file);
    unlinkSync(`${file}.tmp`);
  }
  return performance.now() - begin;
}

/** Two thousand Markdown files become records, in one commit, with the proof that nothing was lost. */
export const cases = ({ canon, dir, env }) => {
  const home = join(dir, 'import');
  const [notes, start, repo] = ['notes', 'start', 'repo'].map((name) => join(home, name));
  let round = 0;
  const git = (...args) => {
    const { status, stderr } = spawnSync('git', args, { cwd: start, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  let made = 0;
  return [
    {
      name: `floor: ${COUNT} files made`,
      rounds: 3,
      measure() {
        made += 1;
        return makeFiles(join(home, `made-${made}`));
      },
    },
    {
      name: `import, ${COUNT} Markdown files`,
      limit: 100,
      required: true,
      rounds: 3,
      prepare() {
        writeNotes(notes);
        mkdirSync(join(start, '.canon'), { recursive: true });
        writeFileSync(join(start, '.canon/config.yaml'), 'format: 1\n');
        const roman = 'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n';
        writeFileSync(join(start, '.canon/operators.yaml'), roman);
        git('init', '-q');
        git('add', '.');
        git('commit', '-qm', 'Start');
        return canon(repo, 'import', 'handoffs', notes);
      },
      before() {
        // Out of the way, and not deleted: ext4 gives away no file's place for a minute after it was deleted, and looks at all
        // of those first.
        if (round > 0) renameSync(repo, join(home, `repo-${round}`));
        round += 1;
        cpSync(start, repo, { recursive: true });
      },
      check() {
        const { command, args } = canon(repo, 'import', 'handoffs', notes, '--json');
        const { stdout, stderr } = spawnSync(command, args, {
          cwd: repo,
          env,
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        });
        const { data } = JSON.parse(stdout || '{}');
        const same = data?.items?.filter(({ action }) => action === 'same').length;
        return same === COUNT && data.lost.length === 0
          ? undefined
          : `a second run finds ${same} imported: ${stderr}`;
      },
    },
  ];
};
