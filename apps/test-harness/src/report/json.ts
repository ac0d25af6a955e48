/** One document, indented. */
export function reportJson(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
