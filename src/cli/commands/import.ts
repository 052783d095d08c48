import { CanonError } from '../../fault/error.ts';
import { SOURCES } from '../../import/item.ts';
import { openProject } from '../../store/project.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';
import { sourceOf } from '../import/readers.ts';
import { withHome } from '../usual-world.ts';

/** `canon import SOURCE PATH` */
export const command = defineCommand({
  name: 'import',
  usage: [
    'import SOURCE [PATH …] [--map FILE] [--dry-run | --no-commit]',
    'import SOURCE [PATH …] --verify',
    'import SOURCE [NAME] --undo [--dry-run | --no-commit]',
  ],
  about: [
    'Makes records of what is written already, as one commit, and proves that nothing was lost: every word, link, block of code and checkbox of the source is in the record, or is named.',
    'SOURCE is legacy (Markdown sessions that are in the sessions folder: they stay where they are), handoffs (files and folders of other tools), notion (a Markdown & CSV export) or transcripts (what agent hosts keep of their sessions).',
    'Running it again changes nothing; what is new or has changed in the source comes along. A record that you have edited since is never overwritten, and one that you have deleted is not made again. What was imported from where stands in .canon/imports.',
    'Who wrote something and when is read from the source, else from git; --operator says whose it is where nothing does. A map (YAML) overrides all guesses: kinds, authors, properties, sections.',
  ],
  args: [
    { name: 'SOURCE', brief: 'where it comes from', values: SOURCES },
    {
      name: 'PATH',
      brief: 'a file, a folder or an archive; for legacy also a glob',
      optional: true,
      many: true,
    },
  ],
  flags: {
    map: { value: 'FILE', brief: 'YAML that says what is what' },
    dryRun: { brief: 'print what would be imported, and change nothing' },
    noCommit: { brief: 'write the records, commit nothing' },
    normalize: { brief: 'legacy: rename headings of old (Changes → What I Did)' },
    history: { brief: 'handoffs: also files that git had once' },
    verify: { brief: 'compare source and records again, and change nothing' },
    undo: { brief: 'take an import back; what you have edited stays' },
    allowSecret: { value: 'FINGERPRINT', many: true, brief: 'this finding is no secret' },
  },
  examples: [
    ['canon import legacy', 'records of all session files from before canon'],
    ["canon import legacy 'CONV-3*' --dry-run", 'what would become of some of them'],
    ['canon import notion export.zip --map map.yaml', 'an export, with your own words for what is what'],
    ['canon import legacy --undo', 'as if it had not been'],
  ],
  async run({ world: given, globals, progress }, flags, [asked = '', ...paths]) {
    const source = sourceOf(asked);
    // Hosts keep transcripts in the user's home.
    const world = source === 'transcripts' ? withHome(given) : given;
    const { undo, verify, dryRun, normalize, history } = flags;
    const clash =
      undo && verify
        ? '--undo and --verify'
        : verify && dryRun
          ? '--verify and --dry-run'
          : normalize && source !== 'legacy'
            ? `--normalize and ${source}`
            : history && source !== 'handoffs'
              ? `--history and ${source}`
              : undefined;
    if (clash !== undefined) throw new CanonError('E_IMPORT_OPTIONS', { data: { clash } });
    const readOnly = dryRun === true || verify === true;
    const opened = await openProject(world, globals.repo, { readOnly });
    if (!opened.initialized) throw new CanonError('E_IMPORT_NOT_SET_UP');
    const project = await finishFirst(opened, world, readOnly);
    const common = { source, paths, dryRun: dryRun === true, commit: flags.noCommit !== true, progress };
    if (undo) {
      const { undoImport } = await import('../import/undo.ts');
      return undoImport(project, world, common);
    }
    const { runImport } = await import('../import/run-import.ts');
    return runImport(project, world, {
      ...common,
      map: flags.map,
      operator: globals.operator,
      normalize: normalize === true,
      history: history === true,
      verify: verify === true,
      allowed: flags.allowSecret ?? [],
      asks: !globals.json && !readOnly && world.stdin.isTTY === true && world.stdout.isTTY === true,
    });
  },
});
