import type { CancellationToken } from 'vscode-languageserver';
import { candidateOf, type PlainEdit, withEditsMade } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import type { Fix } from '../finding/fix.ts';
import type { Project } from '../project/project.ts';
import { FixProofs } from '../project/prove-fix.ts';
import { canonicalUri } from '../project/uri.ts';
import type { AskedValue, FillIn, FillInParams, FillInResult, FillInsParams } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import { grouped } from '../text/grouped.ts';
import { LineIndex } from '../text/line-index.ts';
import { isStandIn, placeholdersIn, withPlaceholders } from '../text/snippet.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';

export const NOTHING_FILLED: FillInResult = { edit: null };

/**
 * The findings of a file or of the workspace that wait for a person's value, by file and line, so that an editor can ask for one after the
 * other. Nothing is proven yet: what is refused with the value that is given says why. Scans before.
 */
export async function fillIns(
  { uri }: FillInsParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<readonly FillIn[]> {
  if (!context.analysis.enabled) return [];
  if (uri === undefined && (await context.background.look(token)).cancelled) return [];
  const uris = uri === undefined ? filesWithFindings(context) : [canonicalUri(uri)];
  const found: FillIn[] = [];
  for (const [project, own] of grouped(uris, (one) => context.folders.of(one).project)) {
    const proofs = new FixProofs(project);
    for (const one of own) {
      if (token.isCancellationRequested) return [];
      append(found, await fillInsOf(one, proofs, project));
      proofs.release(one);
      context.analysis.release(one);
    }
  }
  return found;
}

function filesWithFindings({ background }: FeatureContext): readonly string[] {
  return background.results.all
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map(({ uri }) => uri)
    .sort();
}

async function fillInsOf(uri: string, proofs: FixProofs, project: Project): Promise<readonly FillIn[]> {
  const { findings, text } = await proofs.withFixes(uri);
  const lines = new LineIndex(text);
  return findings
    .flatMap((finding) => {
      const fix = finding.uri === uri ? askingFix(finding) : undefined;
      if (fix === undefined) return [];
      const { rule, message, fingerprint } = finding;
      const place = { uri, ...lines.positionAt(finding.span.start) };
      return [
        { ...place, rule, message, fingerprint, path: project.pathOf(uri), title: fix.title, asked: askedBy(fix) },
      ];
    })
    .sort((a, b) => a.line - b.line || a.character - b.character);
}

/** The best fix of a finding that has only such as ask for something. */
function askingFix({ fixes }: Finding): Fix | undefined {
  return fixes.every(({ safety }) => safety === 'needs-input') ? fixes[0] : undefined;
}

function askedBy(fix: Fix): readonly AskedValue[] {
  const asked = new Map<string, AskedValue>();
  for (const { newText, snippet } of fix.edits()) {
    if (snippet !== true) continue;
    for (const { number, value } of placeholdersIn(newText))
      if (!asked.has(number))
        asked.set(number, { name: number, shown: value, isUsable: value !== '' && !isStandIn(value) });
  }
  return [...asked.values()];
}

function placed({ create, ...edit }: PlainEdit): PlacedEdit {
  return create === true ? { ...edit, create } : edit;
}

/** The change that repairs a finding with the values a person gave, proven with them. */
export async function fillIn(
  { uri: given, rule, fingerprint, values }: FillInParams,
  context: FeatureContext,
): Promise<FillInResult> {
  const uri = canonicalUri(given);
  const proofs = new FixProofs(context.folders.of(uri).project);
  const { findings } = await proofs.withFixes(uri);
  const finding = findings.find((one) => one.rule === rule && one.fingerprint === fingerprint);
  const offered = finding === undefined ? undefined : askingFix(finding);
  if (finding === undefined || offered === undefined) return NOTHING_FILLED;
  const filled = new Map(Object.entries(values));
  const candidate = candidateOf(finding, withEditsMade(offered), (snippet) => withPlaceholders(snippet, filled));
  const refusal = await proofs.refusal(candidate);
  proofs.release(uri);
  return refusal === undefined
    ? { edit: (await placeEdits(candidate.edits.map(placed), context)) ?? null }
    : { edit: null, refusal };
}
