import type { ImageFacts } from './image-facts.ts';

/** Mail catchers, notebooks and browsers for tests: open to whoever reaches them, and never meant for production. */
export const developmentTools: readonly ImageFacts[] = [
  {
    name: 'Mailpit',
    images: ['axllent/mailpit'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [{ port: 8025, role: 'admin' }],
    hasHealthCheck: true,
    sources: ['axllent/mailpit Dockerfile'],
  },
  {
    name: 'MailHog',
    images: ['mailhog/mailhog', 'jcalonso/mailhog'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [{ port: 8025, role: 'admin' }],
    sources: ['compose files in use'],
  },
  {
    name: 'MailDev',
    images: ['maildev/maildev'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [{ port: 1080, role: 'admin' }],
    sources: ['compose files in use'],
  },
  {
    name: 'MailCatcher',
    images: ['schickling/mailcatcher', 'sj26/mailcatcher', 'dockage/mailcatcher'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [{ port: 1080, role: 'admin' }],
    sources: ['compose files in use'],
  },
  {
    name: 'smtp4dev',
    images: ['rnwood/smtp4dev'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [
      { port: 80, role: 'admin' },
      { port: 25, role: 'data' },
    ],
    sources: ['compose files in use'],
  },
  {
    name: 'Inbucket',
    images: ['inbucket/inbucket'],
    kinds: ['admin-interface', 'mail'],
    insidePorts: [
      { port: 9000, role: 'admin' },
      { port: 2500, role: 'data' },
    ],
    sources: ['compose files in use'],
  },
  {
    name: 'GreenMail',
    images: ['greenmail/standalone'],
    kinds: ['admin-interface', 'mail'],
    sources: ['see greenmail-mail-test.github.io/greenmail'],
  },
  {
    name: 'phpLDAPadmin',
    images: ['osixia/phpldapadmin'],
    kinds: ['admin-interface'],
    insidePorts: [
      { port: 80, role: 'admin' },
      { port: 443, role: 'admin' },
    ],
    sources: ['compose files in use'],
  },
  {
    name: 'LDAP interface',
    images: ['ldapaccountmanager/lam', 'wheelybird/ldap-user-manager'],
    kinds: ['admin-interface'],
    insidePorts: [
      { port: 80, role: 'admin' },
      { port: 443, role: 'admin' },
    ],
    sources: ['see LDAPAccountManager/docker README.md'],
  },
  {
    name: 'Jupyter',
    images: [
      'jupyter/base-notebook',
      'jupyter/minimal-notebook',
      'jupyter/scipy-notebook',
      'jupyter/datascience-notebook',
      'jupyter/tensorflow-notebook',
      'jupyter/pyspark-notebook',
    ],
    kinds: ['admin-interface'],
    insidePorts: [{ port: 8888, role: 'admin' }],
    sources: ['see jupyter-docker-stacks.readthedocs.io/en/latest/using/running.html'],
  },
  {
    name: 'RStudio',
    images: ['rocker/rstudio'],
    kinds: ['admin-interface'],
    insidePorts: [{ port: 8787, role: 'admin' }],
    sources: ['compose files in use'],
  },
  {
    name: 'Zeppelin',
    images: ['apache/zeppelin'],
    kinds: ['admin-interface'],
    insidePorts: [{ port: 8080, role: 'admin' }],
    sources: ['see zeppelin.apache.org/docs/latest/quickstart/docker.html'],
  },
  {
    name: 'Selenium',
    images: [
      'selenium/standalone-chrome',
      'selenium/standalone-firefox',
      'selenium/standalone-chromium',
      'selenium/hub',
    ],
    kinds: ['admin-interface'],
    insidePorts: [
      { port: 4444, role: 'admin' },
      { port: 7900, role: 'admin' },
      { port: 5900, role: 'admin' },
    ],
    sources: ['compose files in use'],
  },
  {
    name: 'Browserless',
    images: ['browserless/chrome', 'browserless/chromium'],
    kinds: ['admin-interface'],
    insidePorts: [{ port: 3000, role: 'admin' }],
    sources: ['compose files in use'],
  },
  {
    name: 'Headless Chrome',
    images: ['chromedp/headless-shell', 'zenika/alpine-chrome'],
    kinds: ['admin-interface'],
    insidePorts: [{ port: 9222, role: 'admin' }],
    sources: ['compose files in use'],
  },
];
