import type { ReportFunction } from '../../finding/report.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { isQuietFile } from '../../knowledge/toml/quiet-files.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import {
  arePeersOfTableNear,
  flip,
  isNegated,
  isUnclear,
  type LooseLeaf,
  shownPath,
  tableOf,
} from '../../subjects/toml/switches.ts';
import { commentNear } from '../../text/comment-near.ts';
import { defineRule } from '../contract.ts';

const TLS_TABLE = /^(?:tls|ssl|https|https_server|tls_config|ssl_config|tls_server|server_tls)$/;
const ENABLED = /^(?:enabled?|use|active|is_enabled|on)$/;
const TLS_SWITCH =
  /^(?:\w*_)?(?:tls_enabled?|ssl_enabled?|https_enabled?|enable_(?:tls|ssl|https)|use_(?:tls|ssl|https)|force_(?:https|tls|ssl)|require_(?:tls|ssl|https|secure_transport))$/;
const TLS_OFF_SWITCH =
  /^(?:\w*_)?(?:disable_(?:tls|ssl|https)|no_(?:tls|ssl)|(?:tls|ssl|https)_disabled?|without_(?:tls|ssl))$/;
const TLS_MODE = /^(?:\w*_)?(?:ssl_?mode|tls_mode)$/;
const OFF_MODE = /^(?:disabled?|none|off|no)$/i;

/** Whether this scalar turns TLS off. */
function turnsOff({ key, table, value }: LooseLeaf): boolean {
  if (value === false) return !isNegated(key) && (TLS_SWITCH.test(key) || (ENABLED.test(key) && TLS_TABLE.test(table)));
  if (value === true) return TLS_OFF_SWITCH.test(key) && !isUnclear(key);
  if (typeof value !== 'string' || !OFF_MODE.test(value)) return false;
  return TLS_MODE.test(key) || (key === 'mode' && TLS_TABLE.test(table));
}

/** `[grpc.public]`: what is served to everybody is no secret, and a proxy in front mostly speaks the TLS. */
function isPublic({ above }: LooseLeaf): boolean {
  return above.some((name) => /(?:^|_)public(?:_|$)/.test(name));
}

const CERTIFICATE =
  /^(?:\w+_)?(?:certs?|certificates?|tls_cert(?:ificate)?|ssl_cert(?:ificate)?)(?:_(?:file|path|pem|chain))?$/;
/** A comment that says what an empty one means. */
const PLAIN =
  /plain(?:-?text)?[- ]?http\b|(?:no|without|disables?) (?:tls|https|ssl)|unencrypted|(?:only|serves?|falls? back to) http\b/i;

/** A comment that tells of another place the certificate may come from. */
const ELSEWHERE =
  /\b(?:leave|keep)\b.*\bempty\b|\beven (?:if|with|when)\b|\b(?:loaded|read|added|taken) (?:from|into)\b/i;

/** Places for a certificate that are empty, where the comment at them says that the service does without TLS then. */
function reportEmptyCertificates(model: TomlModel, report: ReportFunction): void {
  if (isQuietFile(model.uri)) return;
  for (const table of model.tables) {
    for (const node of table.entries.values()) {
      if (node.type === 'table' || !CERTIFICATE.test(normalName(node.name))) continue;
      const isEmpty = node.type === 'array' ? node.items.length === 0 : scalarOf(model.file.text, node) === '';
      const comment = commentNear(model.file.text, node.valueSpan);
      if (!isEmpty || !PLAIN.test(comment) || ELSEWHERE.test(comment)) continue;
      const severity = severityInToml(model, table, 'tls-disabled', 'low');
      if (severity === undefined) continue;
      report({
        at: node.valueSpan,
        message: `${node.name.slice(0, 40)} is empty, so the service speaks plain HTTP; give it a certificate`,
        severity,
        path: node.path.map(String),
      });
    }
  }
}

const reportSwitches = checkProblem('tls-disabled', (loose, model, report) => {
  const { leaf, value } = loose;
  if (!turnsOff(loose)) return;
  const table = tableOf(leaf);
  const severity = severityInToml(model, table, 'tls-disabled', 'medium');
  if (severity === undefined || arePeersOfTableNear(model, table)) return;
  const fix = flip(model, leaf, 'the other side must speak TLS; a server needs a certificate');
  report({
    at: leaf.valueSpan,
    message: `${shownPath(leaf)} = ${value} leaves the connection in plain text; turn TLS on`,
    severity: isPublic(loose) ? 'low' : severity,
    path: leaf.path.map(String),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
});

export default defineRule({
  id: 'toml/tls-disabled',
  subject: 'document',
  severity: 'high',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS is configured but switched off',
  fix: 'behavior-changing',
  formats: ['toml'],
  check(model, report, context) {
    reportSwitches(model, report, context);
    if (model.format === 'toml') reportEmptyCertificates(model, report);
  },
});
