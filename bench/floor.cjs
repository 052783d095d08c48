// What no program on Node can do without, for bench/cases/floor.mjs; run in a repository.
//
//   node floor.cjs read      reads every session: open, stat, read and close, one expression, nothing kept
//   node floor.cjs status    asks git whether anything has changed
//   node floor.cjs handoff   runs the git of a handoff, on a copy of the index and a ref of its own
//   node floor.cjs spool     reads and parses every file of the spool, and removes it; nothing is written
const { spawn } = require('node:child_process');
const {
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  unlink,
} = require('node:fs');

const [, , what] = process.argv;
const git = (args, input, env) =>
  new Promise((resolve) => {
    const child = spawn('git', ['--no-optional-locks', ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.on('close', () => resolve(out));
    child.stdin.end(input);
  });
const STATUS = ['status', '--porcelain=v2', '--branch', '-z'];
const HEADINGS = /[Ww]aiting [Oo]n|[Oo]pen [Qq]uestions/g;
const FRONT =
  /---\n(?:(?:(title)|(operator)|(summary)|(workstream)|(status)|(created)|[\w-]+):.*\n(?: .*\n)*)+---\n/y;

const run = { read: () => readAll('docs/sessions'), status: () => git([...STATUS, '-uno']), handoff, spool };
void run[what]();

function readAll(dir) {
  const block = Buffer.allocUnsafeSlow(40 * 8192 + 65_536);
  const names = readdirSync(dir);
  for (let next = 0; next < names.length;) {
    const starts = [];
    let end = 0;
    for (; starts.length < 40 && next < names.length; next += 1) {
      const fd = openSync(`${dir}/${names[next]}`);
      const { size } = fstatSync(fd);
      starts.push(end);
      end += readSync(fd, block, end, Math.min(size + 1, 65_536), 0);
      closeSync(fd);
    }
    const text = block.latin1Slice(0, end);
    HEADINGS.lastIndex = 0;
    while (HEADINGS.exec(text) !== null);
    for (const start of starts) {
      FRONT.lastIndex = start;
      FRONT.exec(text);
    }
  }
}

async function handoff() {
  const objects = spawn('git', ['cat-file', '--batch'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const [, log] = await Promise.all([
    git([...STATUS, '-unormal']),
    git(['log', '-100', '--format=%H%x00%h%x00%P%x00%aI%x00%ae%x00%s']),
    git(['var', '-l']),
  ]);
  const head = log.slice(0, log.indexOf('\0'));
  const copy = `.git/floor-${process.pid}`;
  copyFileSync('.git/index', copy);
  const own = { GIT_INDEX_FILE: copy };
  const blob = await git(['hash-object', '-w', '--stdin'], `${process.pid}\n`);
  await git(['update-index', '--index-info'], `100644 ${blob.trim()}\tdocs/sessions/floor.md\n`, own);
  await git(['update-ref', `refs/floor/${process.pid}`, head]);
  await git(['add', '--refresh', '--', 'README.md'], '', own);
  rmSync(copy);
  objects.stdin.end();
}

async function spool() {
  const dir = '.git/canon/spool';
  const block = Buffer.allocUnsafeSlow(1 << 17);
  let last = 0;
  let going = [];
  for (const [at, name] of readdirSync(dir).entries()) {
    const fd = openSync(`${dir}/${name}`);
    const { size, mtimeMs } = fstatSync(fd);
    const { duration_ms: ms } = JSON.parse(block.toString('utf8', 0, readSync(fd, block, 0, size, null)));
    last = Math.max(last, mtimeMs + ms);
    closeSync(fd);
    going.push(name);
    if (at % 64 === 63) await new Promise((resolve) => setImmediate(resolve));
    if (going.length < 1000) continue;
    for (const one of going) unlink(`${dir}/${one}`, () => {});
    going = [];
  }
  for (const one of going) unlink(`${dir}/${one}`, () => {});
}
