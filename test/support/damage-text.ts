import { seeded } from './seeded.ts';

/** Damages a text the way broken merges, truncated downloads and odd tools do; the same seed does the same damage. */
export function damageText(text: string, seed: number): string {
  const random = seeded(seed);
  const place = (): number => Math.floor(random() * (text.length + 1));
  const lines = text.split('\n');
  const line = (): number => Math.floor(random() * lines.length);
  const value = (): string => ['0', '""', '[]', '{}', 'null', '-1', '"__proto__"', '../..'][Math.floor(random() * 8)] ?? '';
  switch (Math.floor(random() * 8)) {
    case 0:
      return text.slice(0, place());
    case 1: {
      const at = place();
      return text.slice(0, at) + String.fromCodePoint(Math.floor(random() * 0x300)) + text.slice(at + 1);
    }
    case 2:
      return lines.toSpliced(line(), 1).join('\n');
    case 3:
      return lines.toSpliced(line(), 0, lines[line()] ?? '').join('\n');
    case 4:
      return lines.toSpliced(line(), 0, '<<<<<<< ours', lines[line()] ?? '', '=======', '>>>>>>> theirs').join('\n');
    case 5: {
      const at = line();
      return lines.with(at, (lines[at] ?? '').replace(/(?<=[=:] ?).*$/, value())).join('\n');
    }
    case 6: {
      const [a, b] = [line(), line()];
      return lines
        .with(a, lines[b] ?? '')
        .with(b, lines[a] ?? '')
        .join('\n');
    }
    default:
      return text.replaceAll(/[a-z]+/g, (word) => (random() < 0.03 ? value() : word));
  }
}
