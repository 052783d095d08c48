import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran } from './sandbox.ts';

/** The client that these tests drive. The version is named: on Node 20 a bare install takes an older one. */
const VERSION = '2.1.330';

/**
 * The real Claude Code, installed from the registry into a folder of its own beside the temporary files;
 * undefined where it cannot be had. `CANON_E2E_CLAUDE` names one that is there already.
 */
export function claudeClient(): string | undefined {
  const given = process.env['CANON_E2E_CLAUDE'];
  if (given) return given;
  const folder = join(tmpdir(), `canon-e2e-claude-${VERSION}`);
  const bin = join(folder, 'node_modules', '.bin', 'claude');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  try {
    const wanted = `@anthropic-ai/claude-code@${VERSION}`;
    execFileSync('npm', ['install', '--no-save', '--prefix', folder, wanted], {
      stdio: 'ignore',
      timeout: 240_000,
    });
  } catch {
    return undefined;
  }
  return existsSync(bin) ? bin : undefined;
}

/** One turn of the client without a terminal: the prompt in, its answer out. Nobody but loopback is asked. */
export function claude(
  client: string,
  cwd: string,
  prompt: string,
  options: { model: string; env: Readonly<Record<string, string>> },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(client, ['-p', prompt, '--dangerously-skip-permissions'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...options.env,
        IS_SANDBOX: '1',
        TERM: 'xterm',
        ANTHROPIC_BASE_URL: options.model,
        ANTHROPIC_API_KEY: 'sk-ant-dummy',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
