import type { Location } from '../formats/format.ts';

export interface Evidence {
  readonly at: Location;
  readonly ok: boolean;
  /** Masked: names and expectations, never a value. */
  readonly note: string;
}
