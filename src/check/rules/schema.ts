import { isPlainlyValid } from '../../record/plainly-valid.ts';
import type { CheckedFile, FrontmatterRule, Finding } from '../rule.ts';

type Validate = typeof import('../../record/validate.ts').validate;

// The schema library is loaded once, with the first record that may be wrong; after that the rule answers at once.
let validate: Validate | undefined;

const findingsOf = (file: CheckedFile, data: Readonly<Record<string, unknown>>, judge: Validate): Finding[] =>
  judge(file.kind, data, file.text).map(({ code: _code, severity: _severity, ...finding }) => finding);

/** What the schema of the kind asks of the frontmatter. Sessions from before canon have none to ask of. */
export const schema: FrontmatterRule = {
  name: 'schema',
  severity: 'error',
  checkFile(file) {
    const { data, row } = file;
    if (!data || row.legacy || row.stub || isPlainlyValid(file.kind, data)) return [];
    if (validate) return findingsOf(file, data, validate);
    return import('../../record/validate.ts').then((loaded) => {
      validate = loaded.validate;
      return findingsOf(file, data, loaded.validate);
    });
  },
};
