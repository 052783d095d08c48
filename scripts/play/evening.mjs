// Roman's evening: five phases in five commits, each ticked, and three things he leaves lying around, as one
// does. The handoff must not touch those.

import { appendFileSync, cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HERE, may11 } from './stage.mjs';
import { tick } from './tasks.mjs';

export const FLIP = 'workstreams/repo-as-canonical-store-flip.md';
export const STAGED = 'app/sender.py';
export const NOTES = 'notes.txt';

const WORK = [
  {
    at: '18:41',
    phase: 'P4',
    subject: 'Rewrite /resume: mine first, then theirs',
    files: ['scripts/resume.py', 'tests/test_resume.py'],
  },
  {
    at: '19:06',
    phase: 'P5',
    subject: 'Write down the frontmatter convention',
    files: ['docs/frontmatter.md'],
  },
  {
    at: '19:22',
    phase: 'P6',
    subject: 'Add the wrappers of both operators',
    files: ['bin/handoff-rt', 'bin/handoff-sk', 'bin/resume-rt', 'bin/resume-sk'],
  },
  { at: '20:03', phase: 'P8', subject: 'Give every legacy session its operator', backfill: true },
  {
    at: '20:31',
    phase: 'P9',
    subject: 'List what Notion is to mirror, once',
    files: ['scripts/sync_notion.py'],
  },
];

/** Makes the commits, by an agent whose host tells canon of each call; returns `{id, subject, at}` of each. */
export async function work(roman, host) {
  const made = [];
  for (const step of WORK) {
    const files = step.backfill ? backfill(roman.clone) : step.files;
    const at = may11(step.at);
    if (!step.backfill)
      for (const file of files) cpSync(join(HERE, 'evening', file), join(roman.clone, file));
    for (const file of files) host.call(at, 'Write', { file_path: join(roman.clone, file) });
    // The first run of the tests is there to fail.
    if (step.phase === 'P4') host.call(at, 'Bash', { command: 'pytest -q' }, { failed: true, ms: 2100 });
    host.call(at, 'Bash', { command: 'pytest -q' }, { ms: 2300 });
    made.push({ ...commit(roman, host, step.at, step.subject, files), phase: step.phase });
    await tick(roman, host, step);
  }
  return made;
}

function commit(roman, host, clock, subject, files) {
  const at = may11(clock);
  roman.git(at, 'add', '--', ...files);
  roman.git(at, 'commit', '-q', '-m', subject);
  const id = roman.git(at, 'rev-parse', 'HEAD');
  const stdout = `[main ${id.slice(0, 7)}] ${subject}`;
  host.call(at, 'Bash', { command: `git commit -m ${JSON.stringify(subject)}` }, { response: { stdout } });
  return { id, subject, at: clock };
}

/** Sessions from before canon get the operator that the original backfill found for them. */
function backfill(clone) {
  const folder = 'docs/sessions';
  const files = readdirSync(join(clone, folder))
    .filter((name) => name.startsWith('CONV-'))
    .sort();
  return files.flatMap((name) => {
    const file = join(clone, folder, name);
    const text = readFileSync(file, 'utf8');
    if (/^operator:/m.test(text)) return [];
    const title = /^# CONV-\d+ — (.*)$/m.exec(text)?.[1] ?? name;
    const operator = `operator: ${name.includes('price') ? 'sergei' : 'roman'}\n`;
    writeFileSync(
      file,
      text.startsWith('---\n')
        ? text.replace(/^(title:.*\n)/m, `$1${operator}`)
        : `---\ntitle: ${title}\n${operator}---\n${text}`,
    );
    return [`${folder}/${name}`];
  });
}

/** Half-done work: staged and edited again, edited in the very file canon will edit too, and untracked. */
export function leaveThingsLyingAround(roman) {
  const at = may11('20:40');
  const sender = join(roman.clone, STAGED);
  appendFileSync(sender, '\n\nAPPROVED = "letters@mail.example.com"\n');
  roman.git(at, 'add', '--', STAGED);
  appendFileSync(sender, '# TODO: use it as the default\n');
  const flip = join(roman.clone, FLIP);
  writeFileSync(
    flip,
    readFileSync(flip, 'utf8').replace(
      '## Key Context\n\n',
      '## Key Context\n\n- Half a sentence of Roman\n',
    ),
  );
  writeFileSync(join(roman.clone, NOTES), 'call the agency back\n');
  return { before: state(roman) };
}

/** The index and the work tree of what is lying around, byte for byte. */
export function state(roman) {
  const at = may11('20:40');
  return {
    stagedNames: roman.git(at, 'diff', '--cached', '--name-only'),
    stagedBlob: roman.git(at, 'ls-files', '-s', '--', STAGED),
    sender: readFileSync(join(roman.clone, STAGED), 'utf8'),
    notes: readFileSync(join(roman.clone, NOTES), 'utf8'),
    untracked: roman.git(at, 'ls-files', '-o', '--exclude-standard'),
    flipEdit: roman
      .git(at, 'diff', '-U0', '--', FLIP)
      .split('\n')
      .filter((line) => /^[+-](?!\+\+|--)/.test(line))
      .join('\n'),
  };
}
