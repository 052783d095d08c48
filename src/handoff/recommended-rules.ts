import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** One match of a recommended rule. `secret` must never leave the scan: not printed, not stored. */
export interface Match {
  readonly index: number;
  readonly kind: string;
  readonly secret: string;
}

// Beside its scanners the preset holds a filter that obeys `secretlint-disable` comments. A draft may hold
// text from anywhere, so nothing inside it may switch the scan off; exceptions are made on the command line.
const RULES = rules
  .filter((rule) => rule.meta.id !== '@secretlint/secretlint-rule-filter-comments')
  .map((rule) => ({ id: rule.meta.id, rule }));

/**
 * Everything that secretlint's recommended rules find in a text. This module is heavy (0.9 × Node's
 * start): import it lazily, beside git.
 */
export async function matchRecommended(text: string): Promise<Match[]> {
  const result = await lintSource({
    source: { content: text, filePath: 'record.md', ext: '.md', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: RULES } },
  });
  return result.messages.map(({ messageId, range, data }) => ({
    index: range[0],
    kind: kindName(messageId),
    // Some rules report the place of `KEY=value` but the length of the value; their data is exact.
    secret: firstText(data) ?? text.slice(range[0], range[1]),
  }));
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
