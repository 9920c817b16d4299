import type { TomlApplication } from '../application.ts';

/** Facts: AngaraBase deployment hardening runbook, and the setting names its `sys.settings` view lists. */
export const angarabase: TomlApplication = {
  id: 'angarabase',
  name: 'AngaraBase',
  docs: 'https://docs.angarabase.org/',
  files: ['angarabase.toml', 'angarabase*.toml', 'angarabase/config.toml'],
  markers: ['tls.require_on_remote_bind'],
  markersWithName: 0,
  images: ['angarabase'],
  settings: [],
};
