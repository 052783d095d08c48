import { withoutSecrets } from '../../secrets/redact.ts';
import type { Config } from '../../store/config.ts';

const HIDDEN = '[secret]';

/**
 * Texts of others without what looks like a secret. Each group is looked at as one text of so many lines: looking at
 * a text costs more than looking through it.
 * @throws E_SECRET_SCAN
 */
export async function masked(
  groups: readonly (readonly string[])[],
  config: Pick<Config, 'secrets'>,
): Promise<string[][]> {
  const texts = groups.map((group) => group.join('\n'));
  const safe = texts.some((text) => text !== '') ? await withoutSecrets(texts, config) : texts;
  return groups.map((group, at) => {
    const text = safe[at] ?? HIDDEN;
    // A text of its own may have many lines.
    if (group.length <= 1) return group.map(() => text);
    const lines = text.split('\n');
    // A secret over several lines took line ends along: then nobody knows which is which.
    return lines.length === group.length ? lines : group.map(() => HIDDEN);
  });
}
