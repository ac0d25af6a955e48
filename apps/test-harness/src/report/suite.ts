import { visible } from "@mosaicstack/tmux-client/visible";
import {
  isFailure,
  type CheckDocument,
  type CheckedFile,
  type CheckSummary,
} from "../check/check-document.js";
import type { LiveDocument } from "../live/live-document.js";
import type { Case, Suite } from "./case.js";

/** A case per file, and one per rule that was not run. */
export function suiteOfCheck({ files, rulesSkipped, summary }: CheckDocument): Suite {
  const looked = files.map((file) => caseOfFile(file, summary));
  const skipped = rulesSkipped.map(({ code, reason }) => ({
    name: code,
    status: "skipped" as const,
    reason: visible(reason),
    details: [],
  }));
  return { name: "check", cases: [...looked, ...skipped] };
}

/** A case per scenario. */
export function suiteOfLive({ scenarios }: LiveDocument): Suite {
  const cases = scenarios.map((result): Case => {
    const { id, title, supervisor, status, reason, artefacts, seconds } = result;
    // The lines after the first are what was seen.
    const [first, ...seen] = reason?.split("\n").map((line) => visible(line)) ?? [];
    const kept = artefacts === undefined ? [] : [visible(`kept in ${artefacts}`)];
    const details = [...seen, ...kept];
    const name = `${id}, ${supervisor}: ${title}`;
    return { name, status, ...(first === undefined ? {} : { reason: first }), details, seconds };
  });
  return { name: "live", cases };
}

/** What made it fail comes first, for reporters that show one line only. */
function caseOfFile({ path, findings }: CheckedFile, { strict }: CheckSummary): Case {
  const grave = findings.filter((finding) => isFailure(finding, strict));
  const rest = findings.filter((finding) => !grave.includes(finding));
  const [reason, ...details] = [...grave, ...rest].map(
    ({ code, severity, line, message, remedy }) =>
      visible(`${path}:${line}: ${severity}: ${code}: ${message} (${remedy})`),
  );
  const name = visible(path);
  if (grave.length > 0 && reason !== undefined) return { name, status: "failed", reason, details };
  return {
    name,
    status: "passed",
    details: reason === undefined ? [] : [reason, ...details],
    ...(findings.some(({ severity }) => severity === "warning") ? { warned: true as const } : {}),
  };
}
