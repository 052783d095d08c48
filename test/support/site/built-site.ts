import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Sandbox } from '../sandbox.ts';
import { EVENING, exampleRepository } from './example.mjs';

/** A site as the built command has written it. */
export interface BuiltSite {
  /** The folder, absolute. */
  readonly out: string;
  /** What the command said. */
  readonly code: number;
  readonly stderr: string;
  /** Everything in it, with forward slashes, sorted. */
  readonly files: readonly string[];
  read(file: string): string;
}

/** Builds the site of a repository with the built command, into a folder of its own. */
export async function buildSite(box: Sandbox, repo: string): Promise<BuiltSite> {
  const out = join(mkdtempSync(join(box.dir, 'site-')), 'out');
  const env = { CANON_NOW: EVENING };
  const { code, stdout, stderr } = await box.built(repo, ['site', 'build', '--out', out], { env });
  if (code > 1) throw new Error(`canon site build: ${code}\n${stdout}${stderr}`);
  return { out, code, stderr, files: filesIn(out), read: (file) => readFileSync(join(out, file), 'utf8') };
}

/** Every file below a folder, relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** What the example does not have by itself: a record that does not parse. */
const BROKEN =
  '---\nkind: session\nid: RT-260510-09\ntitle: "never closed\n---\n# RT-260510-09\n\n## Summary\n\nText.\n';

/** The example with its past, an address, and a record that does not parse: every template has a page in its site. */
export function exampleRepo(box: Sandbox, language: 'en' | 'ru' = 'en', title = 'Offplan'): string {
  const repo = join(box.dir, `offplan-${language}`);
  const settings = `site:\n  title: ${title}\n  url: https://offplan.example.com/some/project/\n  language: ${language}`;
  exampleRepository(repo, box.env, settings);
  box.write(join(repo, 'docs/sessions/RT-260510-09.md'), BROKEN);
  return repo;
}
