import { visible } from "@mosaicstack/tmux-client/visible";
import {
  isFailure,
  type BaselineDocument,
  type CheckDocument,
  type CheckedFile,
  type CheckSummary,
} from "../check/check-document.js";
import type { Case, Suite } from "./case.js";

/** A case per file, one per rule that was not run, and one for the baseline. */
export function suiteOfCheck({ files, rulesSkipped, baseline, summary }: CheckDocument): Suite {
  const looked = files.map((file) => caseOfFile(file, summary));
  const skipped = rulesSkipped.map(({ code, reason, failed }) => ({
    name: code,
    status: failed ? ("failed" as const) : ("skipped" as const),
    reason: visible(reason),
    details: [],
  }));
  const compared = baseline === undefined ? [] : [caseOfBaseline(baseline, summary)];
  return { name: "check", cases: [...looked, ...skipped, ...compared] };
}

/** What made it fail comes first, for reporters that show one line only; what stands in the baseline is counted. */
function caseOfFile({ path, findings }: CheckedFile, { strict }: CheckSummary): Case {
  const fresh = findings.filter(({ known }) => known !== true);
  const grave = fresh.filter((finding) => isFailure(finding, strict));
  const rest = fresh.filter((finding) => !grave.includes(finding));
  const lines = [...grave, ...rest].map(({ code, severity, line, message, remedy }) =>
    visible(`${path}:${line}: ${severity}: ${code}: ${message} (${remedy})`),
  );
  const known = findings.length - fresh.length;
  const [reason, ...details] = known === 0 ? lines : [...lines, `${known} in the baseline`];
  const name = visible(path);
  if (grave.length > 0 && reason !== undefined) return { name, status: "failed", reason, details };
  return {
    name,
    status: "passed",
    details: reason === undefined ? [] : [reason, ...details],
    ...(fresh.some(({ severity }) => severity === "warning") ? { warned: true as const } : {}),
  };
}

function caseOfBaseline({ path, written, gone }: BaselineDocument, { known }: CheckSummary): Case {
  const name = `baseline ${visible(path)}`;
  const all = String(known ?? 0);
  if (written) return { name, status: "passed", details: [`written, with ${all} findings`] };
  const lines = gone.map(({ code, path: file, line, message }) =>
    visible(`gone: ${file}:${String(line)}: ${code}: ${message}`),
  );
  const remedy = "`--write-baseline` takes out what is gone";
  const details = [`${all} findings stand in it`, ...lines, ...(gone.length > 0 ? [remedy] : [])];
  return { name, status: "passed", details };
}
