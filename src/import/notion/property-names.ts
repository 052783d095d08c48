/** What a property says, whatever its name. */
export type Meaning =
  | 'created'
  | 'date'
  | 'edited'
  | 'operator'
  | 'author'
  | 'owner'
  | 'editor'
  | 'status'
  | 'tags'
  | 'priority'
  | 'id'
  | 'summary'
  | 'deciders'
  | 'branch';

const NAMES: Readonly<Record<Meaning, string>> = {
  created:
    'created|created time|created at|created on|created date|date created|creation date|creation time|создано|создан|дата создания|время создания|erstellt|erstellt am|créé|créé le|date de création|creado|fecha de creación|作成日時|생성 일시|创建时间',
  date: 'date|day|when|full date|session date|date of session|decided|decided on|decision date|дата|когда|день|datum|fecha|日付|날짜|日期',
  edited:
    'last edited|last edited time|edited|updated|updated at|last updated|modified|last modified|изменено|обновлено|последнее изменение|дата изменения|zuletzt bearbeitet|dernière modification',
  operator: 'operator|оператор|session by|handed off by',
  author:
    'author|authors|created by|written by|by|автор|авторы|создал|кем создано|autor|auteur|erstellt von|créé par|작성자|作成者',
  owner:
    'owner|owners|person|people|assignee|assignees|assign|assigned to|assigned|responsible|dri|lead|who|владелец|ответственный|ответственные|исполнитель|исполнители|кто|person verantwortlich|verantwortlich|responsable|担当者|담당자',
  editor: 'last edited by|edited by|updated by|modified by|изменил|кем изменено|zuletzt bearbeitet von',
  status: 'status|state|stage|статус|состояние|стадия|этап|statut|estado|상태|ステータス|状态',
  tags: 'tags|tag|labels|label|topics|topic|categories|category|area|areas|multi-select|теги|тег|метки|метка|категория|категории|темы|тема|étiquettes|etiquetas|タグ|태그|标签',
  priority: 'priority|prio|приоритет|важность|priorität|priorité|prioridad',
  id: 'id|unique id|uid|number|key|conv|conv id|conversation id|session id|ид|идентификатор|номер',
  summary: 'summary|ai summary|tl;dr|tldr|abstract|резюме|кратко|краткое содержание|сводка',
  deciders: 'deciders|decided by|decision makers|approver|approvers|участники решения|кто решил|решили',
  branch: 'branch|git branch|ветка',
};

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  (Object.entries(NAMES) as [Meaning, string][]).flatMap(([meaning, names]) =>
    names.split('|').map((name) => [name, meaning] as const),
  ),
);

/** @param name as `foldName` writes it */
export const meaningOf = (name: string): Meaning | undefined => MEANINGS.get(name);
