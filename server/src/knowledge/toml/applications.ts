import type { TomlApplication } from './application.ts';
import { angarabase } from './applications/angarabase.ts';

/** Every application with a profile. Of two that could match the one listed first wins. */
export const TOML_APPLICATIONS: readonly TomlApplication[] = [angarabase];
