// What `JSON.stringify` leaves as it is although it steers a terminal or hides text.
const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const LOG_COMMAND = /##(?=\w{0,20}\[)/g;

/** The same JSON in characters that neither a terminal nor the log of a build system acts on: the values do not change. */
export function escapeJson(json: string): string {
  return json
    .replaceAll(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(LOG_COMMAND, '#\\u0023');
}
