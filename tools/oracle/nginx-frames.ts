import type { NginxModel } from '../../server/src/formats/nginx/model/model.ts';

/** The text of a main file around an included one: `modules` are lines at its top, `scratch` lines of its http block. */
export type Frame = (modules: string, scratch: string) => string;

/** What a file needs around it; a fragment whose place cannot be told is tried in a location, a server and http. */
export function framesOf(model: NginxModel, file: string, stub: string, listen = ''): readonly Frame[] {
  const include = `include "${file}";`;
  const certificate = `ssl_certificate "${stub}/stub.pem"; ssl_certificate_key "${stub}/stub.key";`;
  const inHttp = (before: string, after: string): Frame => {
    return (modules, scratch) =>
      `${modules}events {}\nhttp { ${scratch} ${certificate} ${before}\n${include}\n${after}}\n`;
  };
  const frames = {
    http: inHttp('', listen === '' ? '' : `server { ${listen} }`),
    server: inHttp(`server { ${listen}`, '} '),
    location: inHttp(`server { ${listen} location / {`, '} } '),
  };
  const events = model.top.own('events').length > 0 ? '' : 'events {}\n';
  switch (model.top.kind) {
    case 'main':
      return [(modules) => `${modules}${events}${include}\n`];
    case 'http':
    case 'server':
    case 'location':
      return [frames[model.top.kind]];
    case 'stream':
    case 'mail':
      return [(modules) => `${modules}events {}\n${model.top.kind} {\n${include}\n}\n`];
    case 'unknown':
      return [frames.location, frames.server, frames.http];
    default:
      return [];
  }
}
