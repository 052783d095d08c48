import type { Config } from '../store/config.ts';
import { patternOf } from './guard.ts';
import { secretsIn } from './find-secrets.ts';

const TAKEN_OUT = '[secret]';

/**
 * Texts without what looks like a secret, by the rules that stop a commit.
 * @throws E_SECRET_SCAN when a rule fails: then nothing of them may be kept
 */
export async function withoutSecrets(
  texts: readonly string[],
  config: Pick<Config, 'secrets'>,
): Promise<string[]> {
  const found = await secretsIn(texts, config.secrets.patterns.map(patternOf));
  return texts.map((text, at) =>
    // Wherever it stands: rules tell of a secret once. The longest first, for one may hold another.
    [...new Set(found[at]?.map(({ secret }) => secret))]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, secret) => rest.replaceAll(secret, TAKEN_OUT), text),
  );
}
