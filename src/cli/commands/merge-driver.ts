import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createGit } from '../../git/exec.ts';
import { mergeFileTexts } from '../../git/merge-file.ts';
import { atomicWrite } from '../../store/atomic.ts';
import { REPORTS } from '../../store/imports/report.ts';
import { mergeFile } from '../../work/merge/merge-texts.ts';
import { defineCommand, type Outcome } from '../command.ts';
import { CONFLICTS, UNITED } from '../merge/driver-command.ts';

const REPORT = new RegExp(`(?:^|/)${REPORTS.replace('.', '\\.')}/[^/]+\\.json$`);

/** `canon merge-driver`: what git calls for the files that `.gitattributes` names. */
export const command = defineCommand({
  name: 'merge-driver',
  usage: ['merge-driver -- BASE OURS THEIRS SIZE PATH LABEL…'],
  about: [
    'What git calls when it merges an index page, a record or the report of an import, in a clone in which `canon init` was run. Rows, lines of the Session Log, tasks and items are united by what they stand for; everything else is merged as git does it, with its conflicts. The result is written to OURS.',
    'Ends with 0, or with 1 where conflicts are left, and says which: git takes nothing else for a merge, and does it by itself then.',
  ],
  args: [
    { name: 'BASE', brief: 'file with the version that both sides began with' },
    { name: 'OURS', brief: 'file with our version, and then the result' },
    { name: 'THEIRS', brief: 'file with their version' },
    { name: 'SIZE', brief: 'length of a conflict mark' },
    { name: 'PATH', brief: 'where the file stands in the repository' },
    { name: 'LABEL', brief: 'what marks call the three, base first', many: true },
  ],
  flags: {},
  examples: [['canon merge-driver -- %O %A %B %L %P %S %X %Y', 'as git’s configuration has it']],
  async run({ world }, _flags, args): Promise<Outcome> {
    const [base = '', ours = '', theirs = '', size = '', path = '', ...labels] = args;
    const [one = 'base', two = 'ours', three = 'theirs'] = labels;
    const file = (name: string): string => resolve(world.cwd, name);
    const versions = await Promise.all([textAt(file(base)), textAt(file(ours)), textAt(file(theirs))]);
    const git = createGit(world.cwd, world.env);
    const report = REPORT.test(path)
      ? await (await import('../../import/report/merge-reports.ts')).mergeReports(path, versions)
      : undefined;
    const merged =
      report !== undefined
        ? { text: report, conflicts: false }
        : await mergeFile(path, versions, ([before, mine, other]) =>
            mergeFileTexts(
              git,
              { base: before, ours: mine, theirs: other },
              {
                dir: tmpdir(),
                labels: { base: one, ours: two, theirs: three },
                markerSize: Number(size) || 7,
              },
            ),
          );
    // Whole or not at all: if this ends here, git merges what it finds.
    await atomicWrite(file(ours), merged.text, { durable: false });
    const said = `${merged.conflicts ? CONFLICTS : UNITED}\n`;
    return {
      data: { conflicts: merged.conflicts },
      raw: said,
      exit: merged.conflicts ? 1 : 0,
      human: () => said,
    };
  },
});

// What is no UTF-8 is refused: it would not come out as it went in.
const textAt = async (file: string): Promise<string> =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
