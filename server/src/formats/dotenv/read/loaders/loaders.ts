import { readAsCompose } from './compose.ts';
import { readAsDjangoEnviron } from './django-environ.ts';
import { readAsDocker } from './docker.ts';
import { readAsDotenv, readAsDotenvExpand, readAsDotenvExpandCommands, readAsRuby } from './dotenv.ts';
import { readAsDotenvx } from './dotenvx.ts';
import { readAsGodotenv } from './godotenv.ts';
import { readAsNode } from './node.ts';
import { readAsPhpdotenv } from './phpdotenv.ts';
import { readAsPython } from './python.ts';
import type { LoaderReading } from './reading.ts';
import { readAsShell } from './shell.ts';
import { readAsSymfony } from './symfony.ts';
import { readAsSystemd } from './systemd.ts';

export type LoaderId =
  | 'dotenv'
  | 'dotenv-expand'
  | 'dotenv-expand-1000'
  | 'dotenvx'
  | 'node'
  | 'compose'
  | 'docker'
  | 'python'
  | 'django-environ'
  | 'ruby'
  | 'phpdotenv'
  | 'symfony'
  | 'godotenv'
  | 'systemd'
  | 'shell';

/** A program that reads `.env` files, and how. */
export interface Loader {
  readonly id: LoaderId;
  /** For messages: short, with the version where versions differ. */
  readonly title: string;
  /** What it makes of a text; never throws. Measured against the programs themselves, see the dialect test. */
  read(text: string): LoaderReading;
}

export const LOADERS: Readonly<Record<LoaderId, Loader>> = {
  dotenv: { id: 'dotenv', title: 'dotenv', read: readAsDotenv },
  'dotenv-expand': { id: 'dotenv-expand', title: 'dotenv-expand', read: readAsDotenvExpand },
  'dotenv-expand-1000': { id: 'dotenv-expand-1000', title: 'dotenv-expand 1000', read: readAsDotenvExpandCommands },
  dotenvx: { id: 'dotenvx', title: 'dotenvx', read: readAsDotenvx },
  node: { id: 'node', title: 'node --env-file', read: readAsNode },
  compose: { id: 'compose', title: 'Compose', read: readAsCompose },
  docker: { id: 'docker', title: 'docker --env-file', read: readAsDocker },
  python: { id: 'python', title: 'python-dotenv', read: readAsPython },
  'django-environ': { id: 'django-environ', title: 'django-environ', read: readAsDjangoEnviron },
  ruby: { id: 'ruby', title: 'Ruby dotenv', read: readAsRuby },
  phpdotenv: { id: 'phpdotenv', title: 'phpdotenv', read: readAsPhpdotenv },
  symfony: { id: 'symfony', title: 'Symfony', read: readAsSymfony },
  godotenv: { id: 'godotenv', title: 'godotenv', read: readAsGodotenv },
  systemd: { id: 'systemd', title: 'systemd', read: readAsSystemd },
  shell: { id: 'shell', title: 'the shell', read: readAsShell },
};
