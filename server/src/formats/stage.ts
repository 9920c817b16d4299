import type { Stage } from './format.ts';
import { ROLES_BY_RANK, type Role, SILENT_ENDINGS, STAGE_TABLE, type StageRow, type Weight } from './stage-table.ts';

/** One reason for a stage. */
export interface Evidence {
  readonly says: Role;
  readonly weight: Weight;
  /** For people, to stand behind "because of": `the folder tests/`, `its name`. Holds no value of the file. */
  readonly what: string;
  /** It says that the file was put away, not that a developer works with it. */
  readonly isPutAway?: true;
}

/** Whether evidence is of the file's text, not of the names on the way to it. */
export function isOfContent({ what }: Evidence): boolean {
  return what !== 'its name' && !what.startsWith('the folder ');
}

/** What a file is for, and why. */
export interface StageJudgement {
  /** What rules and checklists go by. Weak evidence leaves it `production`. */
  readonly stage: Stage;
  /** What the strong evidence says. */
  readonly role: Role;
  /** What weak evidence says of a file that strong evidence does not settle: severities are lower, nothing else changes. */
  readonly leaning: 'development' | 'template' | undefined;
  /** The evidence that decided: of the role, or of the leaning. Empty for plain production. */
  readonly because: readonly Evidence[];
  /** Somebody chose it by hand: no evidence counts. */
  readonly isChosen?: true;
}

const STAGE_OF_ROLE: Readonly<Record<Role, Stage>> = {
  production: 'production',
  idle: 'production',
  script: 'production',
  development: 'development',
  test: 'development',
  ci: 'development',
  data: 'development',
  foreign: 'development',
  generated: 'production',
  template: 'template',
};

const PRODUCTION_ROWS = STAGE_TABLE.filter((row) => row.says === 'production');
const OTHER_ROWS = STAGE_TABLE.filter((row) => row.says !== 'production');

/**
 * What the names on the way to a file say. `path` is relative to the scanned root, with `/`: what lies above it is not the file's.
 * Case does not matter.
 */
export function judgePath(path: string): StageJudgement {
  const segments = path.split('/');
  const evidence = segments.flatMap((segment, index) => {
    const of = index === segments.length - 1 ? 'file' : 'folder';
    return ofSegment(segment, of, segments[index - 1]);
  });
  return judged(evidence);
}

/** The judgement of all evidence, the names' and the content's. */
export function judged(evidence: readonly Evidence[]): StageJudgement {
  const strong = evidence.filter(({ weight }) => weight === 'strong');
  const role = ROLES_BY_RANK.find((one) => strong.some(({ says }) => says === one)) ?? 'production';
  const stage = STAGE_OF_ROLE[role];
  const decided = strong.filter(({ says }) => says === role);
  // A sample of nginx is judged like production, so what leans counts for a template too: a folder tests/ as well.
  if (stage === 'development') return { stage, role, leaning: undefined, because: decided };
  const weak = evidence.filter(({ says }) => !decided.some((one) => one.says === says));
  const leans = weak.filter(({ says }) => says === 'development' || says === 'test' || says === 'ci');
  const templates = weak.filter(({ says }) => says === 'template');
  if (leans.length > 0) return { stage, role, leaning: 'development', because: [...decided, ...leans] };
  if (templates.length > 0) return { stage, role, leaning: 'template', because: [...decided, ...templates] };
  return { stage, role, leaning: undefined, because: decided };
}

/** Adds evidence to a judgement; nothing changes one that was chosen by hand. */
export function withEvidence(judgement: StageJudgement, more: readonly Evidence[]): StageJudgement {
  if (more.length === 0 || judgement.isChosen === true) return judgement;
  return judged([...judgement.because, ...more]);
}

/** A stage that somebody chose. */
export function chosenStage(stage: Stage, by: 'the settings' | 'the option --stage'): StageJudgement {
  return {
    stage,
    role: stage,
    leaning: undefined,
    because: [{ says: stage, weight: 'strong', what: by }],
    isChosen: true,
  };
}

/** What a file is for, from its path alone. */
export function stageOf(path: string): Stage {
  return judgePath(path).stage;
}

/** Evidence of names met before, by what it was asked for: the folders above a file are asked about for every file in them. */
const KNOWN_SEGMENTS = new Map<string, readonly Evidence[]>();
const MOST_SEGMENTS = 4096;
const LONGEST_SEGMENT = 256;

function ofSegment(segment: string, of: 'file' | 'folder', parent: string | undefined): readonly Evidence[] {
  if (segment === '' || (parent?.toLowerCase() === 'usr' && segment.toLowerCase() === 'local')) return [];
  const key = of === 'file' ? segment : `${segment}/`;
  const known = KNOWN_SEGMENTS.get(key);
  if (known !== undefined) return known;
  const evidence = ofName(segment, of);
  if (KNOWN_SEGMENTS.size >= MOST_SEGMENTS) KNOWN_SEGMENTS.clear();
  if (segment.length <= LONGEST_SEGMENT) KNOWN_SEGMENTS.set(key, evidence);
  return evidence;
}

function ofName(segment: string, of: 'file' | 'folder'): readonly Evidence[] {
  const name = segment.toLowerCase();
  if (PRODUCTION_ROWS.some((row) => applies(row, name, of))) return [];
  const silent = of === 'file' ? SILENT_ENDINGS.find((one) => one.name.test(name)) : undefined;
  const plain = silent === undefined ? name : name.slice(0, -silent.ending.length);
  const what = of === 'file' ? 'its name' : `the folder ${segment}/`;
  return OTHER_ROWS.filter((row) => applies(row, plain, of)).map(({ says, weight, isPutAway }) =>
    isPutAway === true ? { says, weight, what, isPutAway } : { says, weight, what },
  );
}

const VARIANT = /^(?:(?:docker-)?compose|\.?env)[.\-_]([^.]+)/;

function applies(row: StageRow, name: string, of: 'file' | 'folder'): boolean {
  if (row.of !== 'both' && row.of !== of) return false;
  switch (row.match) {
    case 'word':
      return name.split(/[.\-_]/).some((word) => row.names.includes(word));
    case 'name':
      return row.names.includes(name) || (of === 'folder' && row.names.includes(name.replace(/^[._]/, '')));
    case 'variant':
      return row.names.includes(VARIANT.exec(name)?.[1] ?? '');
    case 'start':
      return row.names.some((start) => name.startsWith(start));
  }
}

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  production: 'production',
  development: 'development',
  test: 'development (tests and CI)',
  ci: 'development (tests and CI)',
  data: 'test data',
  template: 'template',
  foreign: 'not yours',
  generated: 'production, but written anew at each start',
  idle: 'production, but nothing of it runs',
  script: 'a shell script',
};

/** For people: `development, because of the folder tests/`. Plain production is just that. */
export function describeStage({ role, leaning, because }: StageJudgement): string {
  const why = [...new Set(because.map(({ what }) => what))].slice(0, 3);
  const reason = why.length === 0 ? '' : `, because of ${why.join(' and ')}`;
  const word = ROLE_WORDS[role];
  return leaning === undefined ? `${word}${reason}` : `${word}, leaning to ${leaning}${reason}`;
}
