/**
 * Stems of which at least one stands in every text that says something about a license. The gate is run over bytes
 * before anything is decoded: most files of a source tree end here.
 */
const STEMS =
  /licen[sc]|gpl|copyleft|copyright|redistribut|public domain|permission|warrant|creative ?commons|creativecommons|apache|mozilla|\bcc0|\bcc[- ]by|bsd|\bmit\b|freeware|proprietary|confidential|lizenz|licenza|licencia|freely|what you want|whatever|distribut|\bfree (?:to|use)|copying|copy and|may be used|opensource|terms of use|terms and conditions|agreement|利用|许可|同意/i;

/** Whether a text can hold anything about a license. */
export function mayHoldLicense(text: string): boolean {
  return STEMS.test(text);
}
