import { DEVELOPMENT_PROFILE, PROFILE_NAMES, STAGE_NAMES } from '../../knowledge/env/stages.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { commentAbove } from '../../subjects/comment.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { isGivenToNoService } from '../../subjects/env/compose-use.ts';
import { isStartedForDevelopment } from '../../subjects/env/developer-start.ts';
import { serviceNamed } from '../../subjects/env/reach.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const MODE = new RegExp(`^(?:${STAGE_NAMES.join('|')})$`);
const DEVELOPMENT = /^(?:development|develop|dev|local|test|testing|debug)$/i;
const LISTED = new RegExp(`^(?:${PROFILE_NAMES.join('|')})$`);
const RELOAD = /^(?:UVICORN_RELOAD|FLASK_RUN_RELOAD|GUNICORN_RELOAD|HOT_RELOAD|SPRING_DEVTOOLS_RESTART_ENABLED)$/;

export default defineRule({
  id: 'env/development-mode',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The application runs in development or test mode',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const mode = settingOf(variable, MODE);
    if (mode !== undefined && DEVELOPMENT.test(mode.text)) {
      // Symfony commits a .env with development defaults by design; servers override it (https://symfony.com/doc/current/configuration.html).
      if (context.text.includes('###> symfony/')) return;
      const quiet = showsNoErrors(variable, context);
      if (quiet && /\b(?:leave|keep)\b.{0,40}\b(?:local|this|it)\b/i.test(commentAbove(value, context.text))) return;
      const safe = safeMode(mode.key, mode.text);
      report({
        at: mode.at,
        severity:
          quiet || isGivenToNoService(value.name, context) || isBuiltForDevelopment(value, context) ? 'low' : 'medium',
        message: `${mode.name} is ${mode.text.slice(0, 16)}: error pages and defaults for developers; set it to ${safe}`,
        // the rest of a developer's set-up would stay: the variable alone only looks repaired
        fixes: () =>
          isRunForDevelopment(value, context)
            ? []
            : setFix(value, safe, 'other settings may be read, and weak secrets refused; error pages go away'),
      });
      return;
    }
    const listed = settingOf(variable, LISTED);
    if (listed !== undefined && DEVELOPMENT_PROFILE.test(listed.text)) {
      report({
        at: listed.at,
        message: `${listed.name} loads development settings; name the production ones`,
        fixes: [],
      });
      return;
    }
    const reload = settingOf(variable, RELOAD);
    if (reload === undefined || !isOn(reload.text)) return;
    report({
      at: reload.at,
      severity: 'low',
      message: `${reload.name} restarts the server when files change, a development aid; switch it off`,
      fixes: () => flipFix(value, reload.text, 'false', 'code changes need a restart'),
    });
  },
});

/** Where the debug switch beside it is off, little of a development mode is left to see. */
function showsNoErrors(variable: Setting, context: RuleContext): boolean {
  return besides(variable, context.all('setting')).some(
    ({ key, text }) => /(?:^|_)DEBUG(?:_MODE)?$/.test(key) && isOff(text),
  );
}

/** The image itself is made for development (`build.target: development`): the variable alone changes little. */
function isBuiltForDevelopment(value: NamedValue, context: RuleContext): boolean {
  if (value.place !== 'compose-environment') return false;
  return /^(?:dev|development)$/i.test(serviceNamed(value.owner, context)?.text('build', 'target') ?? '');
}

/** Whether what it runs is a developer's set-up as well: built, started or opened to a debugger for one. */
function isRunForDevelopment(value: NamedValue, context: RuleContext): boolean {
  if (value.place !== 'compose-environment') return false;
  const service = serviceNamed(value.owner, context);
  return service !== undefined && (isBuiltForDevelopment(value, context) || isStartedForDevelopment(service));
}

/** The production value in the spelling the variable's reader knows. */
function safeMode(key: string, text: string): string {
  if (key === 'GIN_MODE') return 'release';
  if (key === 'MIX_ENV' || (/^(?:dev|local)$/.test(text) && key === 'SYMFONY_ENV')) return 'prod';
  return /^[A-Z]/.test(text) ? 'Production' : 'production';
}
