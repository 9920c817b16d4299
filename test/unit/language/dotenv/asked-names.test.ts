import { describe, expect, it } from 'vitest';
import { namesAskedIn } from '../../../../server/src/language/dotenv/asked-names.ts';

describe('names that programs ask for', () => {
  it.each([
    [
      'Node',
      "process.env.A_ONE; process.env['B']; const { C, D: d, e = 'x' } = process.env;",
      ['A_ONE', 'B', 'C', 'D', 'e'],
    ],
    ['Vite, Deno, Bun', "import.meta.env.VITE_A; Deno.env.get('B'); Bun.env.C", ['VITE_A', 'B', 'C']],
    ['Python', 'os.environ["A"], os.environ.get("B"), os.getenv(\'C\'), config("D")', ['A', 'B', 'C', 'D']],
    ['PHP', "env('APP_KEY', 'x'); getenv('B'); $_ENV['C']; config('app.name')", ['APP_KEY', 'B', 'C']],
    [
      'Ruby, Go, Rust, Java',
      'ENV["A"]; ENV.fetch("B"); os.Getenv("C"); env::var("D"); System.getenv("E")',
      ['A', 'B', 'C', 'D', 'E'],
    ],
  ])('%s', (_, code, names) => {
    expect([...namesAskedIn(code)].sort()).toEqual([...names].sort());
  });

  it('are none of those a runtime sets, and nothing that only looks alike', () => {
    expect(namesAskedIn("process.env.NODE_ENV; process.env.PATH; my_env('x'); environment('A')")).toEqual([]);
  });
});
