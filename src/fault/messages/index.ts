import type { Args } from '../diagnostic.ts';
import { changeMessages } from './change.ts';
import { checkMessages } from './check.ts';
import { checkRuleMessages } from './check-rules.ts';
import { cliMessages } from './cli.ts';
import { type Described, describeIn } from './describe.ts';
import { doctorMessages } from './doctor.ts';
import { editorMessages } from './editor.ts';
import { gitMessages } from './git.ts';
import { handoffMessages } from './handoff.ts';
import { hostMessages } from './host.ts';
import { identityMessages } from './identity.ts';
import { importHandoffsMessages } from './import-handoffs.ts';
import { importMachineMessages } from './import-machine.ts';
import { importNotionMessages } from './import-notion.ts';
import { importTranscriptsMessages } from './import-transcripts.ts';
import { mergeMessages } from './merge.ts';
import { recordMessages } from './record.ts';
import { recordsMessages } from './records.ts';
import { renumberMessages } from './renumber.ts';
import { resumeMessages } from './resume.ts';
import { searchMessages } from './search.ts';
import { siteMessages } from './site.ts';
import { stateMessages } from './states.ts';
import { storeMessages } from './store.ts';
import { taskMessages } from './tasks.ts';
import { telemetryMessages } from './telemetry.ts';
import type { Messages } from './types.ts';
import { verifyMessages } from './verify.ts';
import { workMessages } from './work.ts';

/** Every sentence canon says of an error or a finding, by its permanent code. */
export const messages: Messages = {
  ...recordMessages,
  ...recordsMessages,
  ...workMessages,
  ...taskMessages,
  ...stateMessages,
  ...identityMessages,
  ...gitMessages,
  ...storeMessages,
  ...changeMessages,
  ...handoffMessages,
  ...verifyMessages,
  ...resumeMessages,
  ...checkMessages,
  ...checkRuleMessages,
  ...renumberMessages,
  ...hostMessages,
  ...telemetryMessages,
  ...cliMessages,
  ...doctorMessages,
  ...editorMessages,
  ...mergeMessages,
  ...searchMessages,
  ...importHandoffsMessages,
  ...importMachineMessages,
  ...importNotionMessages,
  ...importTranscriptsMessages,
  ...siteMessages,
};

export type { Described } from './describe.ts';

/** The sentence, the hint and the note at the caret for a code. An unknown code speaks for itself. */
export const describe = (code: string, args: Args = {}): Described => describeIn(messages, code, args);
