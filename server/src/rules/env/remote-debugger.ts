import { defineRule, env } from '../contract.ts';

/** What in a program's options opens a port, and the words for it. */
const OPEN: readonly (readonly [RegExp, string])[] = [
  [/jdwp=\S*address=(?:\*|0\.0\.0\.0|\[?::\]?):\d/, 'a Java debugger'],
  [/(?:^|\s)--inspect(?:-brk)?=(?:0\.0\.0\.0|\[?::\]?)(?::|\s|$)/, 'the Node inspector'],
  [/-Dcom\.sun\.management\.jmxremote\.authenticate=false/, 'JMX'],
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
  why: 'JDWP, the Node inspector and JMX without authentication run whatever code a client sends, as the user of the program. On all interfaces that is everybody in the network.',
  references: [
    {
      name: 'Node.js, security implications of the inspector',
      url: 'https://nodejs.org/en/learn/getting-started/debugging#security-implications',
    },
    {
      name: 'JPDA connection and invocation details',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html',
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
    const { written, at, name } = variable;
    // One look before three: a debugger needs a dash and an `=`.
    if (written === undefined || !written.includes('=')) return;
    const found = OPEN.find(([pattern]) => pattern.test(written));
    if (found === undefined) return;
    report({
      at,
      message: `${name} opens ${found[1]} that runs any code sent to it; remove it`,
    });
  },
});
