import type { RawLicense } from '../../domain/license.ts';
import { npmNameOf } from './known-libraries.ts';

/** A library that the comment at the head of a file names. */
export interface Banner {
  readonly name: string;
  readonly version: string;
  /** Its package, when the name is one that everybody knows. */
  readonly npm?: string;
  readonly license?: RawLicense;
  readonly line: number;
}

const HEAD = 2048;
// "jQuery v3.4.1", "Bootstrap v4.3.1 (https://…)", "@license React v16.8.6", "Leaflet 1.7.1, a JS library", "Vue.js v2.6.10"
const NAMED =
  /^(?:@(?:license|preserve|name)\s+)?((?:@[\w-]+\/)?[A-Za-z][\w.+-]*(?: [A-Za-z][\w.+-]*){0,3}?)(?:\s*(?:JavaScript Library|[-–—,:|]|@|version|ver\.?|release))*\s*\bv?\.?\s?(\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)(?![\w.]*\d{4}\b)(?=$|[\s,;:|()*'"\]-])/i;
const VERSION_LINE = /^(?:@?version)\s*:?\s*v?(\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)\b/i;
const UNDER =
  /\b(?:licensed|released|distributed|available|published)\s+under\s+(?:the\s+|an?\s+)?([A-Z][\w .+/-]{1,40}?)(?:[- ]style)?(?:\s+licen[cs]e\b|\s*(?=$|[|(,;*]|\.\s|\.$| - |https?:))/i;
const LABEL = /^@?licen[sc]e\s*[:=]?\s+([A-Z][\w .+/-]{1,40}?)\s*$/i;
const ADDRESS = /(?:^|[\s|(<])((?:https?:\/\/)?[\w.-]+\.(?:org|com|net|io)\/(?:[\w./-]*\/)?licen[cs]e[\w./-]*)/i;
// "| MIT", "| (c) X | MIT License */": a field of its own that is an id by shape
const FIELD =
  /\|\s*((?:MIT|BSD(?:-[23]-Clause)?|Apache(?:-2\.0| 2\.0)?|ISC|MPL(?:-2\.0)?|[AL]?GPL[\w.-]*)(?: licen[cs]e)?)\s*(?=$|\||\*)/i;
const STOP =
  /^(?:copyright|\(c\)|©|date|build|released?|includes?|this|the|and|for|in|on|by|from|to|see|use|version|es|ecma\w*|node|file|chrome|firefox|utf|html|css|opengl|web|win\w*|http\w*|generated|minified|updated|compiled|created|built|step|section|chapter|level|python)$/i;

/** Reads the comment at the head of a script or style sheet; `undefined` when it names no library with a version. */
export function readBanner(path: string, text: string): Banner | undefined {
  const head = text.slice(0, HEAD);
  const opening = /^\s*(?:\/\*|\/\/|;\/\*|!function[^/]{0,40}\/\*)/.exec(head);
  if (opening === null) return undefined;
  const end = head.startsWith('//') ? head.search(/\n(?!\s*\/\/)/) : head.indexOf('*/');
  const lines = head
    .slice(0, end === -1 ? HEAD : end)
    .split('\n')
    .map((line) => line.replace(/^[\s;]*(?:\/\*+!?|\/\/+!?|\*+)?\s*/, '').trim());
  const named = findNamed(lines);
  if (named === undefined) return undefined;
  const npm = npmNameOf(named.name);
  const license = findLicense(lines, path);
  return { ...named, ...(npm !== undefined && { npm }), ...(license !== undefined && { license }) };
}

function findNamed(lines: readonly string[]): Pick<Banner, 'name' | 'version' | 'line'> | undefined {
  const speaking = lines
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text !== '' && !/^[-=_*#]+$/.test(text));
  for (const { text, line } of speaking.slice(0, 3)) {
    const [, name, version] = NAMED.exec(text.slice(0, 200)) ?? [];
    if (name === undefined || version === undefined) continue;
    const plain = name.trim().replace(/[\s,:-]+$/, '');
    if (!STOP.test(plain.split(' ')[0] ?? '') && plain.length > 1) return { name: plain, version, line };
  }
  // moment.js: the name on one line, "version : 2.24.0" on the next
  const [first] = speaking;
  if (first === undefined || !/^[@\w][\w.@/+-]{1,40}$/.test(first.text) || STOP.test(first.text)) return undefined;
  for (const { text } of speaking.slice(1, 4)) {
    const version = VERSION_LINE.exec(text)?.[1];
    if (version !== undefined) return { name: first.text, version, line: first.line };
  }
  return undefined;
}

function findLicense(lines: readonly string[], path: string): RawLicense | undefined {
  const head = lines.slice(0, 30);
  const claim = (method: RawLicense['method'], raw: string, index: number): RawLicense => ({
    method,
    raw: raw.trim(),
    location: { root: 'tree', path, lines: [index + 1, index + 1] },
  });
  for (const [index, line] of head.entries()) {
    const raw = FIELD.exec(line)?.[1] ?? UNDER.exec(line)?.[1] ?? LABEL.exec(line)?.[1];
    // "@license React v16" names the library, not a license
    if (raw !== undefined && !/\d+\.\d+\.\d+/.test(raw)) return claim('license-header', raw, index);
  }
  for (const [index, line] of head.entries()) {
    const address = ADDRESS.exec(line)?.[1];
    if (address !== undefined) return claim('license-url', address, index);
  }
  return undefined;
}
