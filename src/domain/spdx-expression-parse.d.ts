declare module 'spdx-expression-parse' {
  export default function parse(text: string): unknown;
}
