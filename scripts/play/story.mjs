// The story, told while it happens: Roman resumes, works and hands off; Sergei pulls and resumes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playBefore } from './before.mjs';
import { FLIP, NOTES, STAGED, leaveThingsLyingAround, state, work } from './evening.mjs';
import { expectations } from './expect.mjs';
import { NIGHT, deriveAfterwards, theOtherMachine } from './night.mjs';
import { openHost } from './host.mjs';
import { accent, bold, chapter, colours, dim, pair, print, red, tell, typed } from './say.mjs';
import { theSite } from './site.mjs';
import { HERE, buildStage, may11 } from './stage.mjs';
import {
  expectEvidence,
  romanAsksForTheNext,
  romanOpensTheVault,
  romanVerifies,
  tellOfTicks,
} from './tasks.mjs';

const SESSION = 'RT-260511-02';
const TITLE = 'The flip is closed: P4 to P9';
const INTRODUCTION = [
  'On a copy of examples/offplan, with a bare remote and two clones. Your own files',
  'and your git configuration stay out of it. The clock says 11 May 2026.',
];
const RECORD = `docs/sessions/${SESSION}.md`;
const CANONS_OWN = /^((docs\/(sessions|decisions|learnings)|plans|workstreams)\/INDEX(-\d{4}-\d{2})?\.md)$/;

export async function play() {
  const expect = expectations();
  const stage = buildStage();
  await playBefore(stage);

  print(bold('canon: one handoff and one resume, for real'));
  for (const line of INTRODUCTION) print(dim(line));

  await romanResumes(stage.roman, expect);
  const commits = await romanWorks(stage.roman, expect);
  await romanHandsOff(stage, commits, expect);
  await sergeiResumes(stage.sergei, expect);
  await theNight(stage, expect);
  await theSite(stage, SESSION, expect);
  return finish(stage, expect);
}

async function romanResumes(roman, expect) {
  chapter(
    '1  Roman resumes',
    '18:20',
    'What he left, what waits on him, and what Sergei did meanwhile. From files, in his clone.',
  );
  await show(roman, '18:20', 'resume');
  const seen = expect.data(await roman.canon(may11('18:20'), 'resume', '--json'));
  const flip = seen.own_workstreams.find((workstream) => workstream.id === 'repo-as-canonical-store-flip');
  expect.same([flip?.tasks_done, flip?.tasks_total], [4, 9], 'Roman starts at 4 of 9');
  expect.same(seen.last_session?.id, 'RT-260511-01', 'his last session is RT-260511-01');
  expect.that(
    seen.waiting_on_me.some((item) => item.ref === 'SK-260511-02#w1'),
    'Sergei waits for the sender address',
    seen.waiting_on_me,
  );
}

async function romanWorks(roman, expect) {
  chapter(
    '2  Roman works',
    '18:22 to 20:38',
    'His agent is told where things stand. Each of its tool calls is kept by a hook of 2 milliseconds.',
  );
  const host = openHost(roman);
  const told = host.start(may11('18:21'));
  roman.hand(host);
  expect.that(told.includes('You left off at RT-260511-01'), 'the agent is told where Roman left off', told);
  typed('roman', 'canon claim');
  const claimed = await roman.canon(may11('18:22'), 'claim', '--json');
  if (claimed.code !== 0) throw new Error(`canon claim ended with ${claimed.code}\n${claimed.stderr}`);
  pair('', JSON.parse(claimed.stdout).data.id, 0);
  print();
  await romanAsksForTheNext(roman, show, expect);
  const commits = await work(roman, host);
  for (const { id, subject, at } of commits) pair(at, `${id.slice(0, 7)}  ${subject}`, 7);
  print();
  tellOfTicks();
  await romanVerifies(roman, host, show);
  tell('And he leaves things lying around, as one does:');
  pair('staged', `${STAGED}, and edited again after that`);
  pair('edited', `${FLIP}, the very file canon writes to`);
  pair('untracked', NOTES);
  return commits;
}

async function romanHandsOff(stage, commits, expect) {
  const { roman } = stage;
  chapter(
    '3  Roman hands off',
    '20:45',
    'His agent wrote down why; canon adds what git knows, commits its own lines, and pushes.',
  );
  const draft = join(stage.dir, 'roman', 'draft.md');
  writeFileSync(draft, readFileSync(join(HERE, `${SESSION}.md`)));
  const { before } = leaveThingsLyingAround(roman);
  const at = may11('20:45');

  await show(roman, '20:44', 'telemetry', '--verify');
  print();
  await show(roman, '20:45', 'handoff', '--id', SESSION, '--draft', '../draft.md');
  const git = (...args) => roman.git(at, ...args);
  const files = git('diff-tree', '-r', '--no-commit-id', '--name-only', 'HEAD').split('\n');
  expect.that(files.includes(RECORD) && files.includes(FLIP), 'record and workstream are committed', files);
  const record = git('show', `HEAD:${RECORD}`);

  print();
  tell('The commit holds nothing but:');
  for (const file of files) pair('', file, 2);

  expect.same(
    git('log', '-1', '--format=%(trailers:key=Canon-Session,valueonly)').trim(),
    SESSION,
    'its commit says whose it is',
  );
  expect.same(
    files.filter((file) => file !== RECORD && file !== FLIP && !CANONS_OWN.test(file)),
    [],
    'the commit holds canon’s own files and no other',
  );
  expect.same(
    git('diff', '-U0', 'HEAD~1', 'HEAD', '--', FLIP)
      .split('\n')
      .filter((line) => /^-(?!--)/.test(line) || line.includes('Half a sentence')),
    [],
    'of the workstream, only its log is committed',
  );
  expect.that(
    git('show', `HEAD:${FLIP}`).includes(`[${SESSION}]`),
    'the workstream links back to the session',
  );
  expect.that(
    commits.every(({ id }) => record.includes(id.slice(0, 7))),
    'the record names the commits of the session',
    record,
  );
  expectEvidence(record, git('show', `HEAD:${FLIP}`), expect);
  expect.that(
    /^telemetry: complete$/m.test(record) && /^ {2}mcp__notion_offplan: 0$/m.test(record),
    'every call is counted, and none was one of Notion',
    record,
  );
  expect.same(state(roman), before, 'what Roman left lying around is as it was');
  expect.same(
    stage.roman.git(at, '--git-dir', stage.remote, 'rev-parse', 'main'),
    git('rev-parse', 'HEAD'),
    'it is pushed',
  );

  const seen = expect.data(await roman.canon(at, 'resume', '--json'));
  expect.that(
    !seen.waiting_on_me.some((item) => item.ref === 'SK-260511-02#w1'),
    'nothing of Sergei’s waits on Roman any more',
    seen.waiting_on_me,
  );
}

async function sergeiResumes(sergei, expect) {
  const at = may11('21:10');
  chapter(
    '4  Sergei resumes',
    '21:10',
    'Another clone, another person. He pulls, and knows what Roman did and what waits on him.',
  );
  typed('sergei', 'git pull');
  sergei.git(at, 'pull', '-q', '--ff-only');
  await show(sergei, '21:10', 'resume');
  const text = (await sergei.canon(at, 'resume')).stdout;
  const footer = `Peer activity — roman: last seen ${SESSION} ("${TITLE}", 0h ago)`;
  expect.that(
    text.split('\n').includes(footer),
    'Sergei sees Roman as a peer',
    `no line\n${footer}\nin\n${text}`,
  );
  const seen = expect.data(await sergei.canon(at, 'resume', '--json'));
  const flip = seen.peer_workstreams.find((workstream) => workstream.id === 'repo-as-canonical-store-flip');
  expect.same([flip?.owner, flip?.tasks_done, flip?.tasks_total], ['roman', 9, 9], 'and the flip at 9 of 9');
  expect.same(seen.last_session?.id, 'SK-260511-03', 'his own last session is still his own');
  expect.that(
    seen.waiting_on_me.some((item) => item.ref === `${SESSION}#w1`),
    'what Roman asks of him waits on him',
    seen.waiting_on_me,
  );
  expect.same(seen.legacy_unattributed, 0, 'no legacy session is without an operator');
  const checked = await sergei.canon(at, 'check');
  expect.that(checked.code === 0, 'canon check finds nothing to mend', checked.stdout);
}

async function theNight({ roman, sergei }, expect) {
  chapter(
    '5  The night',
    '23:52, and 09:05 on 12 May',
    'Roman hands off on another machine, without canon. Sergei pulls in the morning.',
  );
  await romanOpensTheVault(roman);
  await theOtherMachine(roman);
  const at = '2026-05-12T09:05:00+02:00';
  typed('sergei', 'git pull');
  sergei.git(at, 'pull', '-q', '--ff-only');
  await deriveAfterwards(sergei, at);
  typed('sergei', 'canon resume roman');
  print();
  const ran = await sergei.canon(at, 'resume', 'roman');
  process.stdout.write(ran.stdout);
  const { record } = expect.data(await sergei.canon(at, 'show', NIGHT, '--json'));
  const { files_changed, insertions, deletions } = record.frontmatter;
  expect.same(
    [files_changed, insertions, deletions],
    [163, 5125, 610],
    'the night is there: 163 files, +5125 −610',
  );
  const seen = expect.data(await sergei.canon(at, 'resume', '--json'));
  const vault = seen.peer_workstreams.find(({ id }) => id === 'repo-as-canonical-store-vault');
  expect.that(vault !== undefined, 'and the vault is what Roman is at', seen.peer_workstreams);
  const checked = await sergei.canon(at, 'check');
  expect.that(checked.code === 0, 'canon check finds nothing to mend the next morning', checked.stdout);
}

/** Types a command and shows what it says; a command that fails ends the play. */
async function show(desk, clock, ...args) {
  typed(desk.slug, `canon ${args.join(' ')}`);
  print();
  const ran = colours
    ? { code: desk.canonOnTerminal(may11(clock), ...args) }
    : await desk.canon(may11(clock), ...args);
  if (!colours) process.stdout.write(ran.stdout + ran.stderr);
  if (ran.code !== 0) throw new Error(`canon ${args.join(' ')} ended with ${ran.code}`);
}

function finish(stage, expect) {
  const { failed, held } = expect;
  chapter('7  What was checked', '', `${held.length} of ${held.length + failed.length} expectations held.`);
  for (const what of held) pair('ok', what, 4);
  for (const { what, found } of failed) {
    print(red(`  no  ${what}`));
    for (const line of found.split('\n')) print(dim(`      ${line}`));
  }
  for (const desk of [stage.roman, stage.sergei]) desk.leaveLauncher('2026-05-12T09:10:00+02:00');
  chapter('Look around', '', 'The folder stays. `../canon` is canon at ten past nine the next morning.');
  const lines = [
    `cd ${join(stage.sergei.clone)}`,
    `../canon resume roman`,
    `../canon resume repo-as-canonical-store-flip`,
    `../canon show ${SESSION}`,
    `../canon site serve`,
    `git log --stat -3`,
  ];
  for (const line of lines) print(`  ${accent(line)}`);
  print();
  pair('clones', stage.roman.clone);
  pair('', stage.sergei.clone);
  pair('remote', stage.remote);
  pair('remove', `rm -rf ${stage.dir}`);
  print();
  tell('Your own: npm start -- PATH');
  return failed.length === 0 ? 0 : 1;
}
