/** How long a run of letters and digits must be to look like a token, and how many of each it must hold. */
const RUN = 16;
const OF_EACH = 3;

/** Whether a text holds a run of letters and digits, many of both, without a reading: what tokens and keys look like. Linear. */
export function looksRandom(text: string, from = 0, to = text.length): boolean {
  if (to - from < RUN) return false;
  let run = 0;
  let digits = 0;
  for (let i = from; i <= to; i++) {
    const code = i < to ? text.charCodeAt(i) : 0;
    const isDigit = code >= 48 && code <= 57;
    if (isDigit || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) {
      run += 1;
      if (isDigit) digits += 1;
    } else {
      if (run >= RUN && digits >= OF_EACH && run - digits >= OF_EACH) return true;
      run = digits = 0;
    }
  }
  return false;
}
