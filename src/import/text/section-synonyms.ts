import type { Kind } from '../../record/kinds.ts';
import { LEGACY_NAMES, SECTIONS } from '../../record/sections.ts';
import { foldHeading } from './fold-heading.ts';

/** What a heading of another tool means. */
export interface SectionMatch {
  readonly section: string;
  /** The heading says more than the section's name does: it stays to be seen. */
  readonly visible: boolean;
}

type Names = Readonly<Record<string, string>>;

// Folded as `foldHeading` does: lower case, words only, without articles. `+` before a name that says more than its
// section: it stays as a heading within. English, then Russian.
const SESSION: Names = {
  Summary:
    'summary|session summary|executive summary|brief summary|quick summary|work summary|overview|session overview|tldr|tl dr|abstract|at glance|short summary|what this session was about|goal|session goal|goals|objective|objectives|purpose|intent|+task|+tasks|+task s|+current task|+problem|+outcome|+result|+results|+current state|+current status|+status|+state|+where things stand|+where we are|+where we left off|+project status|+current phase' +
    '|итог|итоги|резюме|кратко|краткое содержание|краткий итог|обзор|сводка|суть|итоги сессии|+цель|+цели|+задача|+задачи|+результат|+результаты|+статус|+текущий статус|+текущее состояние|+состояние|+где мы сейчас|+на чем остановились',
  'Next Action':
    "next action|next actions|next step|next steps|next|what's next|whats next|what next|next up|up next|immediate next steps|immediate next step|next immediate steps|action items|action items next steps|next steps action items|follow up|follow ups|followups|todo|todos|to do|todo list|remaining|remaining work|remaining tasks|remaining steps|what remains|what's left|whats left|left to do|pending|pending work|pending tasks|next session|for next session|next session plan|next priorities|next tasks|recommended next steps|suggested next steps|now|+in progress|+work in progress|+wip|+unfinished work|+not done|+not yet done|+upcoming|+planned|+backlog|+immediate actions|+current tasks|+current focus|+first thing to do|start here|where to start|+plan|+next session should" +
    '|дальше|что дальше|далее|следующий шаг|следующие шаги|следующие действия|следующее действие|план действий|осталось|что осталось|осталось сделать|что осталось сделать|что делать дальше|следующая сессия|+в работе|+в процессе|+не сделано|+незавершенное|+ближайшие шаги|+план|+планы',
  'Waiting On':
    'waiting on|waiting for|waiting|blocked|blocked on|blocked by|blocker|blockers|current blockers|active blockers|pending decisions|pending approvals|+blockers issues|+blockers gotchas|+blockers open questions|+external dependencies|+dependencies on others|+needs input|+needs human|+needs review' +
    '|ждем|жду|ожидание|ожидаем|ожидает|блокеры|заблокировано|блокировки|что блокирует|+нужно решение|+нужен ответ',
  'What I Did':
    "what i did|what we did|what was done|what's done|whats done|done|done this session|what was accomplished|what we accomplished|what i accomplished|accomplished|accomplishments|completed|completed work|completed tasks|completed this session|completed in this session|work completed|work done|tasks completed|changes|changes made|recent changes|what changed|what i changed|what's changed|progress|progress made|current progress|progress so far|progress this session|session progress|session log|work log|log|activity|activities|achievements|shipped|delivered|implemented|implementation|implementation summary|implementation notes|+files changed|+files modified|+modified files|+changed files|+key files modified|+files created|+files touched|+files|+key files|+important files|+artifacts|+commits|+git status|+git state|+code changes|+bugs fixed|+fixes|+fixed|+features added|+what works|+what's working|+whats working|+working|+file operations|+working set|+chat history|+conversation|+transcript" +
    '|что сделано|сделано|что было сделано|что сделали|что я сделал|что мы сделали|выполнено|выполненные задачи|выполненная работа|изменения|что изменилось|последние изменения|прогресс|текущий прогресс|ход работы|ход работ|журнал|реализовано|+завершено|+готово|+измененные файлы|+файлы|+коммиты|+исправлено|+что работает|+артефакты',
  'Decisions Made':
    'decisions made|decisions|decision|decision log|key decisions|design decisions|technical decisions|architecture decisions|architectural decisions|important decisions|active decisions|decisions and rationale|decisions rationale|key decisions made|key technical decisions|choices made|rationale|+tradeoffs|+trade offs|+active decisions considerations' +
    '|решения|принятые решения|решено|ключевые решения|что решили|архитектурные решения|технические решения|+почему так',
  'Ruled Out':
    "ruled out|rejected|rejected approaches|rejected alternatives|alternatives considered|alternatives|failed approaches|what failed|what didn't work|what didnt work|what did not work|what doesn't work|what doesnt work|failed|failed attempts|dead ends|tried and failed|attempted and failed|approaches that failed|do not retry|+errors attempts|+what we tried|+attempts|+what i tried" +
    '|отброшено|отклонено|отвергнуто|что не сработало|не сработало|что не получилось|не получилось|тупики|неудачные попытки|+что пробовали|+что не работает',
  Verification:
    'verification|verified|tests|testing|test results|test status|tests run|test plan|build test status|build status|quality gates|validation|how verified|how it was verified|how tested|how to verify|proof|evidence|qa|checks|+commands run|+test' +
    '|проверка|проверки|проверено|тесты|тестирование|результаты тестов|как проверено|как проверить|верификация',
  'For Future Me':
    'for future me|notes|other notes|additional notes|notes for next session|notes for future|note to self|notes to self|context|key context|important context|critical context|context for next session|context notes|context and notes|quick context|background|watch out|watch out for|watch outs|gotchas|pitfalls|warnings|caveats|caution|things to know|things to remember|remember|heads up|known issues|known problems|constraints|+assumptions|+issues|+issues encountered|+problems|+bugs|+challenges|+technical debt|+tech debt|+environment|+setup|+environment setup|+critical references|+technical context|+technical details|+technical notes|+useful commands|+key commands|+commands|+current considerations' +
    '|заметки|примечания|примечание|контекст|важно|важный контекст|на заметку|не забыть|на будущее|предупреждения|осторожно|подводные камни|грабли|известные проблемы|ограничения|+проблемы|+окружение|+технический контекст|+нюансы|+особенности',
  Learnings:
    'learnings|learning|key learnings|lessons|lessons learned|recent learnings|what i learned|what we learned|findings|key findings|discoveries|insights|key insights|observations|takeaways|key takeaways|what worked|worked|+patterns|+root cause|+learnings project insights' +
    '|выводы|уроки|чему научились|что узнал|что узнали|наблюдения|находки|открытия|что сработало|извлеченные уроки|+причина|+инсайты',
  'Open Questions':
    'open questions|open question|questions|unresolved questions|unresolved|unanswered questions|open issues|open items|open points|outstanding questions|questions for user|+open questions issues|+open questions blockers|+unknowns|+unresolved issues' +
    '|открытые вопросы|вопросы|нерешенные вопросы|неясно|что неясно|+открытые проблемы',
  'Resume Prompt':
    'resume prompt|resume instructions|how to resume|how to continue|resume|resuming|resume here|continuation prompt|continue prompt|prompt for next session|next session prompt|starter prompt|kickoff prompt|handoff prompt|quick resume|quick start|quickstart|+instructions for next session|+instructions for next agent' +
    '|промпт для продолжения|промпт|как продолжить|с чего начать|промт|промт для продолжения|инструкция для следующей сессии|продолжение',
  'See Also':
    'see also|references|reference|related|related documents|related docs|related files|links|useful links|resources|further reading|sources|documentation|+related tasks|+related issues|+related sessions' +
    '|см также|смотри также|ссылки|источники|полезные ссылки|материалы|связанные документы',
};

const WORKSTREAM: Names = {
  Goal:
    'goal|goals|objective|objectives|purpose|description|overview|summary|about|why|motivation|problem|problem statement|user story|what|+task description|+bug description|+scope|+requirements|+success criteria' +
    '|цель|цели|описание|зачем|суть|о чем|задача|+постановка|+требования|+проблема',
  Tasks:
    'tasks|task list|acceptance criteria|checklist|todo|todos|to do|subtasks|sub tasks|steps|work items|action items|definition of done|+implementation plan|+plan|+implementation tasks|+dod' +
    '|задачи|список задач|подзадачи|чек лист|чеклист|критерии приемки|шаги|критерии готовности|+план|+план работ|+план реализации',
  "What's Next":
    "what's next|whats next|next|next steps|next step|next actions|next action|remaining|remaining work|up next|+blockers|+in progress|+current focus" +
    '|дальше|что дальше|следующие шаги|осталось|что осталось|+блокеры',
  'Key Context':
    'key context|context|background|notes|implementation notes|technical notes|notes comments|comments|important context|constraints|dependencies|references|resources|links|final summary|+decisions|+design|+design notes|+technical details|+files to modify|+files|+testing|+risks|+open questions' +
    '|контекст|заметки|примечания|комментарии|ограничения|зависимости|ссылки|важно|+решения|+файлы|+риски',
  'Session Log': 'session log|sessions|log|history|progress log|work log|журнал|журнал сессий|история|сессии',
};

const PLAN: Names = {
  Goal:
    'goal|goals|objective|objectives|purpose|overview|summary|executive summary|why|motivation|problem|problem statement|description|vision|background|context|introduction|core requirements|+scope|+in scope|+out of scope|+non goals|+requirements|+desired end state|+current state|+current state analysis|+what we re not doing' +
    '|цель|цели|обзор|описание|зачем|проблема|контекст|введение|видение|+область|+требования|+не входит',
  'Success Criteria':
    'success criteria|acceptance criteria|success metrics|definition of done|done when|criteria|exit criteria|kpis|metrics' +
    '|критерии успеха|критерии приемки|критерии готовности|критерии|метрики',
  'Locked Decisions':
    'locked decisions|decisions|key decisions|decisions made|design decisions|agreed|constraints|principles|+assumptions' +
    '|решения|принятые решения|зафиксированные решения|ограничения|принципы|+допущения',
  Approach:
    'approach|solution|proposed solution|design|technical design|architecture|strategy|implementation approach|how|implementation|technical approach|+alternatives|+alternatives considered|+testing strategy|+migration notes' +
    '|подход|решение задачи|архитектура|стратегия|как|реализация|дизайн|+альтернативы|+тестирование',
  Phases:
    'phases|milestones|roadmap|timeline|steps|tasks|plan|work plan|implementation plan|implementation phases|schedule|deliverables|stages|next steps' +
    '|фазы|этапы|план|план работ|дорожная карта|сроки|шаги|задачи|вехи',
  Risks:
    'risks|risk|risks and mitigations|risks mitigations|risk assessment|concerns|known issues|dependencies' +
    '|риски|риск|опасения|зависимости',
  'Open Questions':
    'open questions|questions|unresolved questions|open issues|unknowns|unresolved' +
    '|открытые вопросы|вопросы|нерешенные вопросы|неясно',
};

const ADR: Names = {
  Context:
    'context|background|context and problem statement|context problem statement|problem|problem statement|issue|situation|motivation|why|+decision drivers|+drivers|+forces|+assumptions|+constraints|+requirements' +
    '|контекст|проблема|предпосылки|ситуация|зачем|+ограничения|+требования',
  Decision:
    'decision|decisions|decision outcome|outcome|chosen option|solution|resolution|we will|proposal|+rationale|+justification|+implementation|+implementation details|+confirmation|+validation' +
    '|решение|решения|что решили|выбранный вариант|+обоснование|+реализация|+почему',
  'Alternatives Considered':
    'alternatives considered|alternatives|considered options|options considered|options|other options|rejected alternatives|rejected options|+pros and cons|+pros and cons of options|+pros cons of options' +
    '|альтернативы|рассмотренные варианты|варианты|рассмотренные альтернативы|+плюсы и минусы',
  Consequences:
    'consequences|implications|impact|results|tradeoffs|trade offs|outcomes|effects|+positive consequences|+negative consequences|+risks|+follow up' +
    '|последствия|следствия|результаты|влияние|+риски|+компромиссы',
};

const LEARNING: Names = {
  What:
    'what|summary|overview|description|tldr|tl dr|lesson|learning|finding|pattern|rule|problem|symptom|symptoms|what happened|+details|+context|+background|+observation' +
    '|что|суть|описание|кратко|урок|вывод|правило|проблема|симптомы|что случилось|+детали|+контекст',
  'Why It Matters':
    'why it matters|why|impact|rationale|importance|motivation|why this matters|consequences|root cause|cause|reason' +
    '|почему это важно|почему|зачем|влияние|важность|причина|последствия',
  'How To Apply':
    'how to apply|how|application|usage|how to use|solution|fix|resolution|what to do|recommendation|recommendations|guidelines|action|actions|prevention|when to apply|how to fix|+examples|+example' +
    '|как применять|как применить|как|применение|использование|решение|что делать|рекомендации|рекомендация|исправление|как исправить|+примеры|+пример',
};

const TABLES: Readonly<Record<Kind, Names>> = {
  session: SESSION,
  workstream: WORKSTREAM,
  plan: PLAN,
  adr: ADR,
  learning: LEARNING,
};

/** Headings that mean a section, by section: `import.sections`, or those of a map. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;

const OWN = new Map<Kind, ReadonlyMap<string, SectionMatch>>();
const EXTENDED = new WeakMap<Synonyms, Map<Kind, ReadonlyMap<string, SectionMatch>>>();

/** What headings mean in a kind, by `foldHeading` of the heading; those given go before canon's own. */
export function sectionNames(kind: Kind, synonyms?: Synonyms): ReadonlyMap<string, SectionMatch> {
  if (synonyms === undefined) return ownNames(kind);
  let byKind = EXTENDED.get(synonyms);
  if (!byKind) EXTENDED.set(synonyms, (byKind = new Map()));
  const known = byKind.get(kind);
  if (known) return known;
  const names = new Map(ownNames(kind));
  for (const [section, headings] of Object.entries(synonyms)) {
    const key = SECTIONS[kind].find((name) => foldHeading(name) === foldHeading(section));
    if (key === undefined) continue;
    for (const heading of headings) {
      const folded = foldHeading(heading);
      if (folded !== '') names.set(folded, { section: key, visible: false });
    }
  }
  byKind.set(kind, names);
  return names;
}

function ownNames(kind: Kind): ReadonlyMap<string, SectionMatch> {
  const known = OWN.get(kind);
  if (known) return known;
  const names = new Map<string, SectionMatch>();
  for (const [section, list] of Object.entries(TABLES[kind])) {
    for (const name of list.split('|')) {
      const visible = name.startsWith('+');
      names.set(foldHeading(visible ? name.slice(1) : name), { section, visible });
    }
  }
  // A section's own name means itself, whatever the table says.
  for (const [name, section] of [
    ...Object.entries(LEGACY_NAMES[kind] ?? {}),
    ...SECTIONS[kind].map((own) => [own, own] as const),
  ]) {
    names.set(foldHeading(name), { section, visible: false });
  }
  OWN.set(kind, names);
  return names;
}

/** What a heading means in a kind, or undefined: under its own name then. */
export function matchSection(kind: Kind, heading: string, synonyms?: Synonyms): SectionMatch | undefined {
  if (heading.length > 120) return undefined;
  const names = sectionNames(kind, synonyms);
  const exact = names.get(foldHeading(heading));
  if (exact) return exact;
  // `Next Steps (optional)`, `Done: the hook`, `Что сделано — 12 апреля`: what stands behind stays to be seen.
  const head = /^(.*?[\p{L}\p{N}*_`].*?)\s*(?:[([:—–|]| - )/u.exec(heading)?.[1];
  const loose = head === undefined ? undefined : names.get(foldHeading(head));
  return loose ? { section: loose.section, visible: true } : undefined;
}
