const GITLINK = 0o160000;

/**
 * The commits of submodules in a git index, by path: entries of mode 160000 (gitformat-index(5), versions 2 to 4 with
 * SHA-1). What is not such an index gives none.
 */
export function readGitlinks(bytes: Uint8Array): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x44495243 /* DIRC */) return found;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return found;
  const decoder = new TextDecoder();
  let previous: Uint8Array = new Uint8Array();
  let at = 12;
  for (let left = view.getUint32(8); left > 0 && at + 62 <= bytes.length; left -= 1) {
    const mode = view.getUint32(at + 24);
    const extended = version >= 3 && (view.getUint16(at + 60) & 0x4000) !== 0;
    let start = at + (extended ? 64 : 62);
    let kept = 0;
    if (version === 4) [kept, start] = keptPrefix(bytes, start, previous.length);
    const end = bytes.indexOf(0, start);
    if (end === -1) break;
    const suffix = bytes.subarray(start, end);
    if (version === 4) {
      const path = new Uint8Array(kept + suffix.length);
      path.set(previous.subarray(0, kept));
      path.set(suffix, kept);
      previous = path;
    }
    if (mode === GITLINK) found.set(decoder.decode(version === 4 ? previous : suffix), toHex(bytes.subarray(at + 40, at + 60)));
    // Before version 4 entries are padded with 1 to 8 NULs to a multiple of eight.
    at = version === 4 ? end + 1 : at + Math.floor((end - at) / 8) * 8 + 8;
  }
  return found;
}

// Version 4: how many bytes to drop from the path before, as an offset-encoded varint (gitformat-pack(5)).
function keptPrefix(bytes: Uint8Array, from: number, length: number): [kept: number, next: number] {
  let at = from;
  let value = (bytes[at] ?? 0) & 0x7f;
  while (((bytes[at] ?? 0) & 0x80) !== 0 && at - from < 5) {
    at += 1;
    value = (value + 1) * 128 + ((bytes[at] ?? 0) & 0x7f);
  }
  return [Math.max(0, length - value), at + 1];
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
