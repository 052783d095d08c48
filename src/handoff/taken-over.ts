import type { Counting } from './counting.ts';
import type { SessionFacts } from './facts.ts';
import { factsOf } from './facts-on.ts';
import type { Ground } from './ground.ts';
import type { Making } from './new-session.ts';
import { beginning, earlierClaim, type TakenId } from './take-id.ts';
import type { AutoRecord } from './take-over.ts';

/** What a new session is begun with. */
export interface Started {
  readonly taken: TakenId;
  readonly facts: Promise<SessionFacts>;
  /** An id that was claimed for it before, and is not its own. */
  readonly claimed?: string | undefined;
}

/** The id of the record that was made before anybody handed the session off; the session began when that one's did. */
export async function takeOver(
  ground: Ground,
  making: Making,
  counting: Counting,
  { id, began }: AutoRecord,
): Promise<Started> {
  const { project } = ground;
  const earlier = await earlierClaim(project, making.who, making.request, await counting.sessions);
  const seen = await counting.began(id);
  const first = [began, seen].filter((time) => time !== undefined);
  const taken = {
    id,
    fresh: false,
    ...beginning(earlier, first.length > 0 ? Math.min(...first) : undefined),
  };
  const claimed = earlier?.id === id ? undefined : (earlier?.id ?? otherId(making.request.id, id));
  return { taken, facts: factsOf(ground, making, taken, counting), claimed };
}

const otherId = (asked: string | undefined, id: string): string | undefined =>
  asked === id ? undefined : asked;
