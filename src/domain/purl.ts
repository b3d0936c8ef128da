export { makePurl, type Purl, type PurlParts } from './purl/build.ts';
export { parsePurl, purlParts, withoutVersion, type ParseOptions } from './purl/parse.ts';
