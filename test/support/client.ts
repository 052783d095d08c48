import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran } from './sandbox.ts';

/** An agent's real client as the registry has it. */
export interface ClientPackage {
  /** Names a folder and, in capitals, the variable with a client that is there already: `CANON_E2E_CODEX`. */
  readonly name: string;
  readonly package: string;
  /** Named: on Node 20 a bare install takes an older one. */
  readonly version: string;
}

/**
 * The real client, installed from the registry into a folder of its own beside the temporary files. Undefined
 * where it cannot be had, which is then said on standard error.
 */
export function installedClient({ name, package: wanted, version }: ClientPackage): string | undefined {
  const given = process.env[`CANON_E2E_${name.toUpperCase()}`];
  if (given) return given;
  const folder = join(tmpdir(), `canon-e2e-${name}-${version}`);
  const bin = join(folder, 'node_modules', '.bin', name);
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('npm', ['install', '--no-save', '--prefix', folder, `${wanted}@${version}`], {
      stdio: 'ignore',
      timeout: 240_000,
    });
  } catch {
    // No registry here.
  }
  if (existsSync(bin)) return bin;
  process.stderr.write(
    `\nSKIPPED: nothing was tried in the real ${name} (${wanted}@${version}), which could not be installed.\n\n`,
  );
  return undefined;
}

/** Runs a client to its end, with nobody typing. */
export function runClient(
  client: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(client, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
