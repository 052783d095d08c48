import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FLOOR = fileURLToPath(new URL('../floor.cjs', import.meta.url));
const SESSIONS = 8;

/** Payloads of 4 KB, as hooks leave them in the spool; the day that is then asked for has no session, so that none is read. */
export const cases = ({ canon, dir, env, node }) => {
  const fresh = () => {
    const place = mkdtempSync(join(dir, 'fold-'));
    spawnSync('git', ['init', '-q', place], { env });
    return place;
  };
  const canonIn = (place) => canon(place, 'telemetry', '--day', '2099-01-01');
  const one = (events, { prepare = canonIn, ...more }) => {
    let place;
    return {
      name: `fold, ${events} events`,
      required: true,
      rounds: 7,
      prepare: () => prepare((place = fresh())),
      before() {
        const local = join(place, '.git', 'canon');
        rmSync(local, { recursive: true, force: true });
        fill(place, join(local, 'spool'), events);
      },
      check() {
        const left = readdirSync(join(place, '.git', 'canon', 'spool')).length;
        const journals = readdirSync(join(place, '.git', 'canon', 'journal')).length;
        return left === 0 && journals === SESSIONS ? undefined : `${left} files left, ${journals} journals`;
      },
      ...more,
    };
  };
  return [
    one(0, { check: undefined, name: 'fold, nothing in the spool' }),
    one(2000, {}),
    one(20000, { limitMs: 1000 }),
    one(20000, {
      name: 'floor: 20000 files read, parsed, removed',
      required: false,
      memory: false,
      prepare: (cwd) => ({ command: node, args: [FLOOR, 'spool'], cwd }),
      check: undefined,
    }),
  ];
};

function fill(place, spool, events) {
  mkdirSync(spool, { recursive: true });
  const text = 'const answer = 42; // as it was\n'.repeat(105);
  for (let n = 0; n < events; n += 1) {
    const payload = {
      session_id: `00000000-0000-4000-8000-${String(n % SESSIONS).padStart(12, '0')}`,
      cwd: place,
      permission_mode: 'acceptEdits',
      hook_event_name: 'PostToolUse',
      tool_name: 'Edit',
      tool_input: { file_path: join(place, `src/file-${n % 200}.ts`), old_string: 'a', new_string: text },
      tool_response: { filePath: join(place, `src/file-${n % 200}.ts`), userModified: false },
      tool_use_id: `toolu_${n}`,
      duration_ms: n % 400,
    };
    writeFileSync(join(spool, `claude-code.${n + 1}`), JSON.stringify(payload), { mode: 0o600 });
  }
}
