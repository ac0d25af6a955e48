import type { ExplainDiagnostic } from "@mosaicstack/fleet";
import type { Diagnostic } from "@mosaicstack/roster";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { CliContext } from "../context.js";
import { asTyped } from "../invocation.js";

/** Each diagnostic with its place, line and caret. What the lines of the file hide is shown; commands are as typed here. */
export async function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: Readonly<Record<string, string>>,
  { color, env }: { readonly color: boolean; readonly env: CliContext["env"] },
): Promise<string> {
  const { formatDiagnostics } = await import("@mosaicstack/roster");
  const typed = diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: asTyped(diagnostic.message, env),
    ...(diagnostic.hint === undefined ? {} : { hint: asTyped(diagnostic.hint, env) }),
  }));
  return formatDiagnostics(typed, texts, { color }).trimEnd();
}

/** A line of an env file; the line itself, which may hold a secret, is not shown. */
export function renderFinding(finding: ExplainDiagnostic): string {
  const { file, line, severity, code, message, remedy } = finding;
  const place = line === undefined ? file : `${file}:${line}`;
  const first = visible(`${place}: ${severity}: ${code}: ${message}`);
  return remedy === undefined ? first : `${first}\n  hint: ${visible(remedy)}`;
}
