import { defineRule, env } from '../contract.ts';

/** What in a program's options opens a port, and the words for it. */
const OPEN: readonly (readonly [RegExp, string])[] = [
  [/jdwp=\S*address=(?:\*|0\.0\.0\.0|\[?::\]?):\d/, 'a Java debugger'],
  [/(?:^|\s)--inspect(?:-brk)?=(?:0\.0\.0\.0|\[?::\]?)(?::|\s|$)/, 'the Node inspector'],
  [/-Dcom\.sun\.management\.jmxremote\.authenticate=false/, 'JMX'],
];

/** Settings of their own that do the same. Xdebug connects to whoever its request names. */
const KEYED: readonly (readonly [string, RegExp, string])[] = [
  ['XDEBUG_MODE', /(?:^|,)\s*debug\s*(?:,|$)/, 'the PHP debugger'],
  ['SPRING_DEVTOOLS_REMOTE_SECRET', /./, 'remote devtools'],
];

export default defineRule({
  id: 'env/remote-debugger',
  subject: 'setting',
  severity: 'high',
  severityBecause: 'needs a foothold in the network of the container × gets one service: a debugger runs any code',
  category: 'exposure',
  profile: 'essential',
  stages: 'production',
  summary: 'A debugger or management port without a password is open',
  why: 'JDWP, the Node inspector and JMX without authentication run whatever code a client sends, as the user of the program; Xdebug lets itself be called back by whoever sends its trigger. On all interfaces that is everybody in the network.',
  references: [
    {
      name: 'Node.js, security implications of the inspector',
      url: 'https://nodejs.org/en/learn/getting-started/debugging#security-implications',
    },
    {
      name: 'JPDA connection and invocation details',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html',
    },
    { name: 'Xdebug, mode', url: 'https://xdebug.org/docs/all_settings#mode' },
    {
      name: 'Spring Boot, remote applications',
      url: 'https://docs.spring.io/spring-boot/reference/using/devtools.html#using.devtools.remote-applications',
    },
    { name: 'CWE-489', url: 'https://cwe.mitre.org/data/definitions/489.html' },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005
      `,
      env`
        NODE_OPTIONS=--inspect=0.0.0.0:9229
      `,
      env`
        XDEBUG_MODE=develop,debug
      `,
    ],
    good: [
      env`
        JAVA_TOOL_OPTIONS=-Xmx512m
      `,
      env`
        NODE_OPTIONS=--max-old-space-size=512 --inspect=127.0.0.1:9229
      `,
    ],
  },
  check(variable, report) {
    const { written, at, name, key, text } = variable;
    const keyed = KEYED.find(([wanted, bad]) => wanted === key && bad.test(text));
    // One look before three: a debugger needs a dash and an `=`.
    if (written === undefined || !(keyed !== undefined || written.includes('='))) return;
    const what = keyed?.[2] ?? OPEN.find(([pattern]) => pattern.test(written))?.[1];
    if (what === undefined) return;
    report({
      at,
      // it is off until a request asks for it, and common in the `.env` of a developer
      ...(key === 'XDEBUG_MODE' ? { severity: 'medium' as const } : {}),
      message: `${name} opens ${what} that runs any code sent to it; remove it`,
    });
  },
});
