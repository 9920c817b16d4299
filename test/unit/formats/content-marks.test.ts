import { describe, expect, it } from 'vitest';
import { contentEvidence } from '../../../server/src/formats/content-marks.ts';

const what = (text: string) => contentEvidence(text).map((evidence) => evidence.what);

describe('contentEvidence', () => {
  it.each([
    '# For local development only\n\nAPP_NAME=shop\n',
    '# Dev only\nservices:\n  web:\n    image: nginx:1.27\n',
    '#\n# This stack is meant for local development and testing, not for real users.\n#\n\nservices:\n',
    '# Do not use: this is not intended for production use\n\nhttp {}\n',
    '# Config of the router for internal testing\n[server]\nport = 80\n',
  ])('takes the word of the author: %j', (text) => {
    expect(what(text)).toEqual(['its header']);
  });

  it.each([
    '# Set this to true for local development\n\nDEBUG=false\n',
    '# For local development see docker-compose.dev.yml\n\nservices:\n',
    '# Profiles\n# - backend: all services but the web app, for local development\nservices:\n',
    '# Ready for production, tested in development\n\nA=1\n',
    '# Needed for testing\nTOKEN_URL=https://shop.test/\n',
    'A=1\n# For local development only\nB=2\n',
  ])('a comment about one thing is not a header: %j', (text) => {
    expect(what(text)).toEqual([]);
  });

  it.each([
    ['services:\n  web:\n    labels:\n      - environment=development\n'],
    ['services:\n  web:\n    labels:\n    - "com.acme.stage=test"\n'],
    ['services:\n  web:\n    labels:\n      environment: dev\n'],
  ])('takes a label: %j', (text) => {
    expect(what(text)).toEqual(['its label']);
  });

  it.each([
    ['services:\n  web:\n    environment:\n      - ENVIRONMENT=development\n'],
    ['services:\n  web:\n    labels:\n      - app=shop\n    environment:\n      STAGE: development\n'],
    ['ENVIRONMENT=development\nDEBUG=true\n'],
    ['APP_ENV=local\nNODE_ENV=test\nDB_PASSWORD=test\n'],
  ])('never takes what a rule judges: %j', (text) => {
    expect(what(text)).toEqual([]);
  });

  it.each([
    ['LARAVEL_SAIL=1\nMAIL_HOST=mailpit\n', ['LARAVEL_SAIL', 'a mail catcher']],
    ['SMTP_HOST=maildev\nSMS_URL=sms://mock\n', ['a mail catcher', 'a mock server']],
    ['TEST_DSN=x\nDB_DATABASE=shop_test\n', ['TEST_ variables', 'a database or its login named test']],
    [
      '[mail]\nsmtp_host = "mailhog"\n[db]\ndatabase = "test"\n',
      ['a mail catcher', 'a database or its login named test'],
    ],
    [
      'services:\n  app:\n    image: app\n    volumes:\n      - .:/srv/app\n    develop:\n      watch: []\n',
      ['the source tree mounted', 'Compose Watch'],
    ],
    [
      'services:\n  a:\n    image: mysql:8\n    volumes: [x]\n  b:\n    image: postgres:16\n  c:\n    image: mariadb\n  mock:\n    image: m\n',
      ['a mock server', 'alternative databases'],
    ],
    [
      'services:\n  test:\n    build:\n      target: development\n    command: make check\n',
      ['a service named test', 'a build target for development', 'a command that runs make or tests'],
    ],
    [
      'services:\n  app:\n    build:\n      context: ./vendor/laravel/sail/runtimes/8.4\n    environment:\n      LARAVEL_SAIL: 1\n',
      ['vendor/laravel/sail', 'LARAVEL_SAIL'],
    ],
    [
      'services:\n  docs:\n    build:\n      context: .\n      dockerfile: ./compose/local/docs/Dockerfile\n    env_file:\n      - path: ./.envs/.local/.shop\n',
      ['a Dockerfile in a folder local/', 'an env file in a folder local/'],
    ],
  ])('takes two marks: %j', (text, marks) => {
    expect(what(text)).toEqual(marks);
  });

  it.each([
    'MAIL_HOST=mailpit\nMAIL_PORT=1025\n',
    'DB_DATABASE=latest\nDB_NAME=contest\n',
    '# MAIL_HOST=mailpit\n# LARAVEL_SAIL=1\nA=1\n',
    'services:\n  web:\n    build:\n      dockerfile: /usr/local/src/Dockerfile\n    env_file: /usr/local/etc/web.env\n',
    'services:\n  web:\n    container_name: contest\n    command: makeitso\n',
  ])('one mark, half a word and a comment are not enough: %j', (text) => {
    expect(what(text)).toEqual([]);
  });

  it('looks at a bounded part of a hostile text', () => {
    const long = `# ${'not for in local '.repeat(40_000)}\n${'a: b\n'.repeat(400_000)}LARAVEL_SAIL=1\nMAIL_HOST=mailpit\n`;
    expect(what(long)).toEqual([]);
  });
});
