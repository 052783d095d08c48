import type { NewCommit } from '../git/commit.ts';
import type { NewObject } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { refsContaining } from '../git/refs.ts';
import { rewriteTree } from '../git/rewrite-tree.ts';
import type { BaseTree } from './own-files.ts';
import type { OwnFile } from './versions.ts';
import { type ChangeProject, gitPath, textOf } from './project.ts';

/** What a commit is put on: the tree it starts from and the parents it gets. */
export interface Ground extends BaseTree {
  readonly parents: readonly string[];
  /** Kept from a commit that is made anew. */
  readonly author?: NonNullable<NewCommit['author']>;
  readonly amends: boolean;
}

/** A commit object read apart (gitformat: headers, an empty line, the message). */
export interface ReadCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: NonNullable<NewCommit['author']>;
  readonly message: string;
  readonly signed: boolean;
  /** Not in UTF-8, so that it cannot be made anew as it was. */
  readonly foreign: boolean;
}

export async function readCommit(objects: Objects, oid: string): Promise<ReadCommit | undefined> {
  const found = await objects.get(oid);
  if (found?.type !== 'commit') return undefined;
  const utf8 = textOf(found.bytes);
  const text = utf8 ?? found.bytes.toString('latin1');
  const split = text.indexOf('\n\n');
  const headers = (split < 0 ? text : text.slice(0, split)).split('\n');
  const values = (key: string): string[] =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const author = /^(.*?) ?<([^<>]*)> (\d+ [+-]\d{4})$/.exec(values('author')[0] ?? '');
  return {
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: { name: author?.[1] ?? '', email: author?.[2] ?? '', date: author?.[3] ?? '0 +0000' },
    message: split < 0 ? '' : text.slice(split + 2),
    signed: values('gpgsig').length > 0 || values('gpgsig-sha256').length > 0,
    foreign: utf8 === undefined || values('encoding').length > 0,
  };
}

/** On top of HEAD; or in HEAD's place, where that is the commit to be amended and only this branch has it. */
export async function groundAt(
  project: ChangeProject,
  objects: Objects,
  head: string | null,
  amend: string | undefined,
): Promise<Ground> {
  if (head === null) return { commit: null, tree: null, parents: [], amends: false };
  const commit = await readCommit(objects, head);
  const tree = commit?.tree ?? null;
  const mine = commit && amend === head && /^Canon-Session:/m.test(commit.message);
  if (mine && (await refsContaining(project.repo, head, ['refs/remotes', 'refs/tags'])).length === 0) {
    return { commit: head, tree, parents: commit.parents, author: commit.author, amends: true };
  }
  return { commit: head, tree, parents: [head], amends: false };
}

/** The ground's tree with a change's files in it, and the tree objects that this takes. */
export function treeOf(
  project: ChangeProject,
  objects: Objects,
  ground: BaseTree,
  files: readonly OwnFile[],
): Promise<{ tree: string; written: NewObject[] }> {
  return rewriteTree(
    objects,
    ground.tree,
    files.map(({ path, old, next }) => ({
      path: gitPath(project, path),
      mode: next?.mode ?? old?.mode ?? '100644',
      oid: next?.oid ?? null,
    })),
    project.repo.objectFormat,
  );
}
