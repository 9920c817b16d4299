import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Handed to Express as they are: `true` takes the first address a client wrote, a number only what the last proxies added. */
const EXPRESS = /(?:^|_)TRUST_PROXY$/;
/** Switches without a number: right behind a proxy, wrong where clients reach the program past it. */
const SWITCH =
  /(?:^|_)(?:TRUST_PROXY_HEADERS?|TRUST_FORWARDED_HEADERS?|TRUST_X_?FORWARDED(?:_FOR)?|TRUST_REVERSE_PROXY)$/;
/** `HTTPS_TRUST_PROXY` only believes the scheme, `IP_TRUST_PROXY` and the rest the address. */
const SCHEME_ONLY = /(?:^|_)(?:HTTPS|SSL|TLS)_TRUST_PROXY$/;
/** The number of proxies is set beside it. */
const COUNT =
  /(?:^|_)(?:PROXY_(?:COUNT|HOPS|DEPTH)|TRUST(?:ED)?_PROXY_(?:COUNT|HOPS)|NUM_PROXIES|TRUSTED_PROX(?:Y|IES))$/;
/** `1` is one hop, not a switch. */
const ALL = /^(?:true|yes|on)$/i;
const HOPS = '1';

export default defineRule({
  id: 'env/unbounded-proxy-trust',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Any number of proxies is trusted, so clients write their own address',
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const express = settingOf(variable, EXPRESS);
    const setting = express ?? settingOf(variable, SWITCH);
    if (setting === undefined || !ALL.test(setting.text)) return;
    if (besides(variable, context.all('setting')).some(({ key, written }) => written !== '' && COUNT.test(key))) return;
    if (isReachedPastProxy(setting, context)) {
      report({
        at: setting.at,
        message: `${setting.name} is on while clients reach the port directly and forge their address; bind it`,
      });
    } else if (express !== undefined && !SCHEME_ONLY.test(setting.key)) {
      report({
        at: setting.at,
        severity: 'low',
        message: `${setting.name} believes the address a client claims; give the number of proxies instead`,
        fixes: () =>
          inputFix(
            setting.value,
            `Give the number of proxies in ${setting.value.name} (${HOPS} is a guess: of more the last one's address counts)`,
            HOPS,
            HOPS,
          ),
      });
    }
  },
});

/** Whether the service publishes a port of its own on every interface. A proxy is the place where clients are meant to arrive. */
function isReachedPastProxy(setting: Setting, context: RuleContext): boolean {
  if (setting.value.place !== 'compose-environment') return false;
  const service = context.all('service').find(({ name }) => name === setting.value.owner);
  if (service === undefined || isKind(imageFacts(setting.value.image), 'reverse-proxy')) return false;
  return service.ports.some((port) => port.protocol === 'tcp' && isOpen(port));
}

function isOpen({ hostIp }: ComposePort): boolean {
  return hostIp === undefined || /^(?:0\.0\.0\.0|::|\*)$/.test(hostIp.value ?? '');
}
