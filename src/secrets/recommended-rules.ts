import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** One match of a recommended rule. `secret` must never leave the scan: not printed, not stored. */
export interface Match {
  readonly index: number;
  readonly kind: string;
  readonly secret: string;
}

// Beside its scanners the preset holds a filter that obeys `secretlint-disable` comments. A draft may hold
// text from anywhere, so nothing inside it may switch the scan off; exceptions are made on the command line.
const RULES = rules.filter((rule) => rule.meta.id !== '@secretlint/secretlint-rule-filter-comments');

type Context = Parameters<(typeof RULES)[number]['create']>[0];
type Source = Parameters<NonNullable<ReturnType<(typeof RULES)[number]['create']>['file']>>[0];

/**
 * Everything that secretlint's recommended rules find in a text. This module is large: import it lazily,
 * beside git. The rules are run here: secretlint's own core measures, logs and translates what nobody reads,
 * and took longer to load than git to start.
 */
export async function matchRecommended(text: string): Promise<Match[]> {
  const found: Match[] = [];
  const context: Context = {
    sharedOptions: {},
    // Sentences are canon's own.
    createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
    report({ range, message: { messageId, data } }) {
      const [index, end] = range;
      // Some rules report the place of `KEY=value` but the length of the value; their data is exact.
      found.push({ index, kind: kindName(messageId), secret: firstText(data) ?? text.slice(index, end) });
    },
    // A rule may find something, but not say that it is nothing.
    ignore() {},
  };
  const source = { content: text, filePath: 'record.md', ext: '.md', contentType: 'text' } as Source;
  for (const rule of RULES) await rule.create(context, {}).file?.(source);
  return found.sort((a, b) => a.index - b.index);
}

/** `AWSSecretAccessKey`, `GITHUB_TOKEN` → `aws-secret-access-key`, `github-token` */
function kindName(messageId: string): string {
  return messageId
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

function firstText(data: object | undefined): string | undefined {
  const first: unknown = data === undefined ? undefined : Object.values(data)[0];
  return typeof first === 'string' && first !== '' ? first : undefined;
}
