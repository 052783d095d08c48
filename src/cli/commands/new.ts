import { FIRST_STATUS } from '../../record/template.ts';
import { openProject } from '../../store/project.ts';
import { safeLine, safeText } from '../../text/safe.ts';
import { defineCommand } from '../command.ts';
import { makeRecord } from '../new/make.ts';
import { readRequest } from '../new/request.ts';

/** `canon new KIND "title"` */
export const command = defineCommand({
  name: 'new',
  usage: ['new plan|workstream|adr|learning "title" [options]'],
  about: [
    'Begins a record from the template of its kind: frontmatter, and the sections with guidance in HTML comments, which are never taken for content. The id is made of the title, in any language; a decision gets the next number that nobody else in this clone has.',
    'The file is in the work tree alone. Write in it and commit it; as long as nobody has, `canon status`, `tick`, `set` and `handoff` commit it whole when they change it. A session is written by `canon handoff`.',
  ],
  args: [
    { name: 'KIND', brief: 'what it is to be', values: Object.keys(FIRST_STATUS) },
    { name: 'TITLE', brief: 'its title, in quotes' },
  ],
  flags: {
    plan: { value: 'ID', brief: 'the plan that a workstream carries out' },
    owner: { value: 'SLUG', brief: 'whose it is; you, if you do not say' },
    priority: { value: 'P0', brief: 'P0 (the most urgent) to P3, of a plan or workstream' },
    from: { value: 'SESSION', brief: 'the session a decision or learning comes from, and its text' },
    dryRun: { brief: 'print the record and write nothing' },
  },
  examples: [
    ['canon new plan "One sender for all mail" --priority P1', 'a plan'],
    ['canon new workstream "Первый отправитель" --plan one-sender-for-all-mail', 'what carries it out'],
    [
      'canon new learning "Locks need a file of their own" --from RT-260511-01',
      'with what that session learned',
    ],
  ],
  async run({ world, globals, progress }, flags, [kind = '', title = '']) {
    const { plan, owner, priority, from } = flags;
    const request = readRequest(kind, title, { plan, owner, priority, from }, flags.dryRun === true);
    const project = await openProject(world, globals.repo, { readOnly: request.dryRun });
    progress.say('Looking for a free name');
    const { id, path, text, diagnostics } = await makeRecord(project, world, request, globals.operator);
    return {
      data: {
        id,
        kind: request.kind,
        path,
        ...(request.dryRun ? { plan: { files: [{ path, action: 'create', text }] } } : {}),
      },
      diagnostics: [...project.diagnostics, ...diagnostics],
      human: (look) =>
        request.dryRun
          ? `Would write ${look.bold(safeLine(path))}\n\n${safeText(text).trimEnd()}`
          : `${look.bold(safeLine(id))}  ${safeLine(path)}\n${look.dim('Not committed: write in it first.')}`,
    };
  },
});
