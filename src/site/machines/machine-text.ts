/** A file for programs. */
export interface MachineText {
  /** From the site's root. */
  readonly path: string;
  readonly text: string;
}
