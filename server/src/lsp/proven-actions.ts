import type { CodeAction } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { candidateOf, withEditsMade } from '../engine/fixing.ts';
import { type FixChoice, fixFiles } from '../project/fix-files.ts';
import { FixProofs } from '../project/prove-fix.ts';
import { canonicalUri } from '../project/uri.ts';
import { type ActionData, findingOf, ignoreEditFor } from './code-actions.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';

/** What is checked for one light bulb, in characters; candidates behind it are offered and proven when they are chosen. */
const MOST_WORK = 100_000;

/** The edits of an action, or why there are none: the finding is gone (no reason), or the fix is refused. */
export interface ActionEdits {
  readonly edits: readonly PlacedEdit[];
  readonly refusal?: string | undefined;
}

const NONE: ActionEdits = { edits: [] };

interface ReportProofs {
  readonly proofs: FixProofs;
  /** By fix: why it is refused, `undefined` when it is proven. */
  readonly verdicts: Map<string, string | undefined>;
}

/** Proofs of the fixes of a report, kept with it: an editor asks for the same actions at every move of the cursor. */
const PROOFS = new WeakMap<FileReport, ReportProofs>();

function proofsOf(report: FileReport, { folders }: FeatureContext): ReportProofs {
  const known = PROOFS.get(report);
  if (known !== undefined) return known;
  const proofs = new FixProofs(folders.of(report.uri).project);
  proofs.readAs(report);
  const made = { proofs, verdicts: new Map<string, string | undefined>() };
  PROOFS.set(report, made);
  return made;
}

/** The actions without the fixes that are refused, as far as a counted amount of work tells. */
export async function withoutRefused(
  actions: readonly CodeAction[],
  report: FileReport,
  context: FeatureContext,
): Promise<readonly CodeAction[]> {
  const { proofs, verdicts } = proofsOf(report, context);
  const limit = proofs.work + MOST_WORK;
  const kept: CodeAction[] = [];
  for (const action of actions) {
    const data = action.data as ActionData | undefined;
    if (data?.do === 'fix' && (verdicts.has(nameOf(data)) || proofs.work < limit)) {
      const { refusal } = await fixEdits(data, report, context);
      if (refusal !== undefined) continue;
    }
    kept.push(action);
  }
  return kept;
}

/** The edits of a chosen action, made now: secrets are generated at this moment. */
export async function editsFor(data: ActionData, report: FileReport, context: FeatureContext): Promise<ActionEdits> {
  switch (data.do) {
    case 'fix':
      return fixEdits(data, report, context);
    case 'fixRule':
      return allEdits(report, context, { level: 'unsafe', wants: ({ rule }) => rule === data.rule });
    case 'fixSafe':
      return allEdits(report, context, { level: 'safe', sameFileOnly: true });
    default: {
      const edit = ignoreEditFor(data, report);
      return edit === undefined ? NONE : { edits: [edit] };
    }
  }
}

type FixData = ActionData & { readonly do: 'fix' };

function nameOf({ fingerprint, fix }: FixData): string {
  return `${fingerprint} ${fix}`;
}

async function fixEdits(data: FixData, report: FileReport, context: FeatureContext): Promise<ActionEdits> {
  const finding = findingOf(data, report);
  const offered = finding?.fixes[data.fix];
  if (finding === undefined || offered === undefined) return NONE;
  const fix = withEditsMade(offered);
  const { proofs, verdicts } = proofsOf(report, context);
  const name = nameOf(data);
  if (!verdicts.has(name)) verdicts.set(name, await proofs.refusal(candidateOf(finding, fix)));
  const refusal = verdicts.get(name);
  if (refusal !== undefined) return { edits: [], refusal };
  return { edits: fix.edits().map((edit) => ({ ...edit, uri: edit.uri ?? finding.uri })) };
}

async function allEdits(report: FileReport, { folders }: FeatureContext, choice: FixChoice): Promise<ActionEdits> {
  const uri = canonicalUri(report.uri);
  const fixed = await fixFiles(folders.of(uri).project, [uri], { ...choice, readAs: report });
  const edits = [...fixed.edits].flatMap(([file, list]) =>
    list.map((edit) => ({ ...edit, uri: file, create: fixed.before.get(file) === undefined })),
  );
  const [first] = fixed.refused;
  if (edits.length > 0 || first === undefined) return { edits };
  const more = fixed.refused.length === 1 ? '' : ` (and ${fixed.refused.length - 1} more)`;
  return { edits, refusal: `${first.reason}${more}` };
}
