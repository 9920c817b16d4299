/** A name in a folder. */
export interface FolderName {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The names in a folder (a URI without a slash at its end); `undefined` when they are not known, or it is no folder. Does no I/O. */
export type FolderLook = (folder: string) => readonly FolderName[] | undefined;
