import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import type { Asked } from '../../store/kept.ts';
import { quickAnswer } from '../../store/quick-answer.ts';
import type { KeptBuild } from './keep-build.ts';

/** The build of the last time, if neither what it was made from nor the site itself has changed. */
export async function quickBuild(asked: Asked): Promise<KeptBuild | undefined> {
  const answer = quickAnswer<KeptBuild>(asked);
  return answer && isBuild(answer.kept.found) && (await answer.holds) ? answer.kept.found : undefined;
}

/** Whether it is one, whatever somebody has done to the file that it was kept in. */
function isBuild(found: unknown): found is KeptBuild {
  const { out, pages, broken, unread, diagnostics } = (found ?? {}) as Partial<
    Record<keyof KeptBuild, unknown>
  >;
  return (
    typeof out === 'string' &&
    typeof pages === 'number' &&
    isListOf(broken, (one) => typeof one === 'string') &&
    isListOf(unread, (one) => typeof one === 'string') &&
    isListOf(diagnostics, isDiagnostic)
  );
}

const isListOf = (list: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(is);

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info'] satisfies Severity[];

function isDiagnostic(one: unknown): boolean {
  const { code, severity, path, args } = (one ?? {}) as Partial<Record<keyof Diagnostic, unknown>>;
  return (
    typeof code === 'string' &&
    SEVERITIES.includes(severity) &&
    (path === undefined || typeof path === 'string') &&
    (args === undefined || (typeof args === 'object' && args !== null))
  );
}
