import type { TomlApplication } from '../application.ts';
import { secret, text } from '../setting.ts';

/** PgDog’s users file. */
export const pgdogUsers: TomlApplication = {
  id: 'pgdog-users',
  name: 'PgDog',
  docs: 'https://docs.pgdog.dev/configuration/users.toml/users/',
  files: ['users.toml', 'users*.toml'],
  markers: ['users.*.database', 'users.*.name', 'admin'],
  markersWithName: 2,
  images: [],
  settings: [
    text('users.*.name', 'The user.'),
    text('users.*.database', 'The database, or *.'),
    secret('users.*.password', 'Its password.'),
    secret('admin.password', 'Password of the admin database.'),
  ],
};
