import type { NginxModel } from '../../formats/nginx/model/model.ts';
import type { FolderLook } from '../item/folder-look.ts';

/** What completion may know besides the file itself. */
export interface NginxLanguageOptions {
  /** The nginx the files are for; newer directives are left out. */
  readonly version?: string | undefined;
  /** Models of the files that take this one in: what they declare can be used here. */
  readonly around?: readonly NginxModel[] | undefined;
  /** The names in a folder; without it no files are proposed. */
  readonly look?: FolderLook | undefined;
}
