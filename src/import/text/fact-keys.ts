import { remember } from '../../text/remember.ts';

/** What keys and labels of other tools say that canon asks for. */
export type Fact =
  | 'title'
  | 'author'
  | 'created'
  | 'branch'
  | 'commits'
  | 'status'
  | 'tags'
  | 'summary'
  | 'type'
  | 'name'
  | 'session'
  | 'priority'
  | 'model'
  | 'host'
  | 'confidence'
  | 'deciders'
  | 'files_changed'
  | 'insertions'
  | 'deletions'
  | 'duration_minutes';

// As `foldKey` writes them, the surest first: of two that a text has, the one that stands earlier here counts.
const KEYS: Readonly<Record<Fact, string>> = {
  title:
    'title|topic|subject|headline|session title|session name|task name|name|session|название|заголовок|тема|имя',
  author:
    'operator|author|authors|created by|written by|handoff by|session by|by|developer|engineer|owner|user|researcher|assignee|assigned to|reporter|автор|оператор|исполнитель|ответственный|кто',
  created:
    'created|created at|created date|created on|date created|date|session date|handoff date|handoff time|datetime|date time|timestamp|ended|ended at|end time|completed at|started|started at|start time|start|when|time|updated|updated at|last updated|last update|updated date|last modified|modified|дата|дата создания|создано|создан|время|обновлено|последнее обновление|дата обновления',
  branch: 'branch|git branch|current branch|working branch|session branch|ветка|ветка git',
  commits:
    'commits|commit|git commit|commit hash|commit sha|last commit|latest commit|head commit|git sha|sha|git commits|коммит|коммиты|последний коммит',
  status: 'status|state|session status|task status|статус|состояние',
  tags: 'tags|labels|keywords|topics|categories|теги|метки|тэги',
  summary: 'summary|tldr|abstract|кратко|резюме',
  type: 'kind|type|doc type|document type|тип',
  name: 'id|task id|ticket|conversation|conv|номер',
  session: 'session id|host session|conversation id|claude session|claude session id',
  priority: 'priority|приоритет',
  model: 'model|llm|модель',
  host: 'host|agent host|client',
  confidence: 'confidence|уверенность',
  deciders: 'deciders|decision makers|decided by|решили',
  files_changed: 'files changed|changed files count|files changed count',
  insertions: 'insertions|lines added|additions',
  deletions: 'deletions|lines removed|lines deleted',
  duration_minutes: 'duration minutes|minutes|duration min',
};

const FACTS = new Map<string, { fact: Fact; rank: number }>();

/** What a key says, and how surely (less is surer); undefined for one that says nothing canon asks for. */
export function factOf(folded: string): { readonly fact: Fact; readonly rank: number } | undefined {
  if (FACTS.size === 0) {
    for (const [fact, names] of Object.entries(KEYS) as [Fact, string][]) {
      for (const [rank, name] of names.split('|').entries()) FACTS.set(name, { fact, rank });
    }
  }
  return FACTS.get(folded);
}

/** A key as words in lower case, whatever its shape: `gitBranch`, `git_branch`, `Git-Branch`. */
export const foldKey = (key: string): string => (key.length > 80 ? '' : fold(key));

const fold = remember((key) =>
  key
    .normalize('NFKC')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);
