/** The points between the steps of an apply; a test stops (or kills) a run at each of them. */
export type Step =
  | 'created' // new records are in the work tree
  | 'built' // the commit exists, nothing points to it
  | 'index-locked'
  | 'noted' // the note is on the disk
  | 'moved' // the branch is at the new commit
  | 'work-tree'
  | 'index' // the new index is in place, still locked
  | 'unlocked'
  | 'writes-noted' // the note of files that go into the work tree alone is there
  | 'written' // one of them is in place
  | 'done';

export type OnStep = (step: Step) => void | Promise<void>;
