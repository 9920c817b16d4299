import { isOn, opposite } from '../../knowledge/env/switch.ts';
import { besides, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const DEBUG = /^(?:APP_|FLASK_|DJANGO_|SYMFONY_)?DEBUG(?:_MODE)?$/;
const STAGE = /^(?:APP|NODE|RAILS|FLASK|DJANGO|SYMFONY)?_?ENV(?:IRONMENT)?$/;

export default defineRule({
  id: 'env/debug-in-production-template',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Template for production switches debugging on',
  fix: 'none',
  formats: ['dotenv'],
  check(variable, report, context) {
    // everywhere else it is `env/debug-enabled`
    if (context.stage !== 'template') return;
    const setting = settingOf(variable, DEBUG);
    if (setting === undefined || !isOn(setting.text)) return;
    const stages = besides(variable, context.all('setting')).filter(({ key }) => STAGE.test(key));
    if (stages.some(({ text }) => /^(?:dev|local|test)/i.test(text))) return;
    // beside `APP_DEBUG` it is `APP_ENV` that says what the program runs as
    const prefix = /^[A-Z]+_(?=DEBUG)/.exec(setting.key)?.[0];
    const own = stages.filter(({ key }) => prefix !== undefined && key.startsWith(prefix));
    const stage = (own.length > 0 ? own : stages).find(({ text }) => /^prod(?:uction)?$/i.test(text));
    if (stage === undefined) return;
    report({
      at: setting.at,
      message: `Copies of this template run as ${stage.name}=${stage.text} with ${setting.name} on; set it to ${opposite(setting.text, 'false')}`,
      related: [{ at: stage.at, message: 'what it runs as' }],
    });
  },
});
