// The part of the library that canon uses; it has no declarations of its own.
declare module 'fs-native-extensions' {
  /** False when another open file holds the lock. */
  export function tryLock(fd: number): boolean;
}
