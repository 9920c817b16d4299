import { SEVERITIES, type Severity } from './severity.ts';

/**
 * Who on the network reaches the program that a finding is about:
 * `everyone` published on all addresses, or on the host's own network; `network` only inside a project's network or behind a proxy;
 * `unknown` nothing that was read says; `loopback` only the machine itself; `nowhere` nothing listens or nothing is published.
 */
export type Reach = 'everyone' | 'network' | 'unknown' | 'loopback' | 'nowhere';

const STEPS: Readonly<Record<Reach, number>> = { everyone: 0, network: 1, unknown: 1, loopback: 2, nowhere: 2 };

/**
 * The severity of a finding whose attacker is on the network, the same for every rule: as the rule says where everyone reaches it, one
 * step lower where only neighbours do or nothing is known, two steps lower where nobody else does. Not for attackers on the machine
 * itself and not for mistakes that stop a program.
 * @returns `undefined` when it is not worth saying: two steps below anything under high. One step never silences.
 */
export function severityByReach(severity: Severity, reach: Reach): Severity | undefined {
  const at = SEVERITIES.indexOf(severity) + STEPS[reach];
  if (STEPS[reach] < 2) return SEVERITIES[Math.min(at, SEVERITIES.length - 1)];
  return SEVERITIES[at];
}
