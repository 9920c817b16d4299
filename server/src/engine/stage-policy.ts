import { SEVERITIES, type Severity } from '../finding/severity.ts';
import { TESTS_MOUNTED } from '../formats/content-marks.ts';
import type { Format } from '../formats/format.ts';
import { isOfContent, type StageJudgement } from '../formats/stage.ts';
import type { RuleMeta } from '../rules/contract.ts';

/**
 * What the purpose of a file does to the rules: the one place. Two questions: does a finding rest (it is counted, `--stage production`
 * shows it), and how serious is it still. Development lowers, it does not silence what reaches beyond the developer's own work:
 * privileges, sockets, exposed stores, default and real secrets.
 */

type Policed = Pick<RuleMeta, 'id' | 'category' | 'stages'>;

/**
 * Whether a finding of a rule rests in a file. `isOpen`: whether everyone reaches the service it is about; asked only where it decides.
 * `severity`: the finding's, before the file's purpose lowers it.
 */
export function restsIn(
  rule: Policed,
  judgement: StageJudgement,
  format: Format,
  isOpen: () => boolean,
  severity: Severity,
): boolean {
  const { stages, category, id } = rule;
  // Weak evidence lowers by one, and nothing is below low. A sample with settings of its own is started as it is.
  if (severity === 'low' && judgement.leaning === 'development' && leaningSteps(rule, judgement, severity) > 0)
    return true;
  // A limit that is missing on a developer's machine is no finding at all, whatever stands beside it.
  if (judgement.leaning === 'development' && category === 'limits' && stages === 'production' && severity === 'medium')
    return true;
  // A version is upgraded where it is deployed: the author's own marks say that this is not the place. A folder's name alone does not.
  // And `localhost` is right where the program is tried on the machine it runs on.
  const isOfDeployment = id.endsWith('/unsupported-version') || id === 'compose/loopback-public-url';
  if (isOfDeployment && leansByContent(judgement)) return true;
  switch (judgement.role) {
    case 'production':
      return false;
    case 'foreign':
    case 'generated':
      return true;
    case 'data':
      // Nothing runs it. A real token is real wherever it lies; what does not parse is said low.
      return !(stages === 'any' && (category === 'secret' || id.endsWith('/syntax')));
    case 'idle':
      // And nothing starts that could fail to.
      return stages !== 'any' && (ABSENT.has(category) || category === 'correctness');
    case 'script':
      return id.startsWith('dotenv/') && id !== 'dotenv/tracked';
    case 'template':
      if (format === 'nginx') return id.startsWith('secret/') && stages !== 'any';
      return stages !== 'any' && stages !== 'deployed';
    case 'development':
      return stages === 'reachable' ? !isOpen() : stages !== 'any' && stages !== 'running';
    case 'ci':
      // Nobody else is on the machine, and it is gone after the job.
      if (format === 'compose' && id.startsWith('compose/') && category === 'exposure') return true;
      return restsIn(rule, { ...judgement, role: 'test' }, format, isOpen, severity);
    case 'test':
      // Without a login, yet on loopback or inside the project: nobody but the test reaches it.
      if (category === 'access' && severity !== 'critical' && severity !== 'high') return true;
      // Passwords of a test go with it; what its stack publishes is open on the machine it runs on.
      return stages === 'running' ? category === 'secret' || format !== 'compose' : stages !== 'any';
  }
}

/** Categories whose rules ask for something that only a running service needs. */
const ABSENT: ReadonlySet<RuleMeta['category']> = new Set([
  'limits',
  'isolation',
  'access',
  'observability',
  'exposure',
]);

/** The severity a finding has in a file of this purpose. Never below low; a severity the settings name is not asked for here. */
export function lowered(severity: Severity, rule: Policed, judgement: StageJudgement, format: Format): Severity {
  const at = SEVERITIES.indexOf(severity);
  const steps = stepsOf(rule, judgement, format, severity) + leaningSteps(rule, judgement, severity);
  return SEVERITIES[Math.min(at + steps, SEVERITIES.length - 1)] ?? severity;
}

function stepsOf(rule: Policed, { role }: StageJudgement, format: Format, severity: Severity): number {
  switch (role) {
    case 'development':
      // A token of a provider works from anywhere; that it stands in a development file only makes it likelier to be a lesser one.
      return rule.category === 'secret' && rule.stages === 'any' ? 1 : 2;
    case 'ci':
    case 'test':
      // What a container could do to the host ends with the machine the run was for.
      return rule.category === 'isolation' ? 3 : 2;
    case 'data':
      return 2;
    case 'template':
      // Filled in before it runs, so a person looks once more. What is real in it is published with it; a sample of nginx is deployed as it is.
      return rule.category === 'secret' || format === 'nginx' || severity === 'medium' ? 0 : 1;
    default:
      return 0;
  }
}

function leansByContent({ leaning, because }: StageJudgement): boolean {
  return leaning === 'development' && because.some((one) => one.says === 'development' && isOfContent(one));
}

/** Weak evidence may be wrong: what gives away the host, a store or a secret keeps its severity. */
function leaningSteps(rule: Policed, { leaning, because }: StageJudgement, severity: Severity): number {
  if (leaning === undefined || rule.id.endsWith('/syntax')) return 0;
  // `user: root` gives nothing away by itself: it helps who is already in.
  if (rule.category === 'isolation') return severity === 'medium' && rule.stages === 'production' ? 1 : 0;
  const isOfTests = leaning === 'development' && because.some(({ what }) => what === TESTS_MOUNTED);
  if (isOfTests && rule.category === 'exposure' && rule.stages === 'running') return 2;
  // In a folder that was put away nobody works with them: a console there is as open as a store.
  const isPutAway = leaning === 'development' && because.every((one) => one.isPutAway === true);
  const isConsole = CONSOLES.has(rule.id) && !isPutAway;
  if (rule.category === 'secret' || (rule.stages === 'running' && !isConsole)) return 0;
  return leaning === 'development' && isConsole ? 2 : 1;
}

/** What speaks in every running stack and opens no store: pages that developers look at. */
const CONSOLES: ReadonlySet<string> = new Set(['compose/admin-interface-published', 'compose/insecure-traefik']);
