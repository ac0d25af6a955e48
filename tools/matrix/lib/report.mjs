// Results as a table for the terminal, as JSON, and as a page.
import { count } from "./cases.mjs";

/** Passed of all that ran, with what was skipped. */
function cell({ cases }) {
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map((each) =>
    count(cases, each),
  );
  return [`${passed}/${passed + failed}`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(
    ", ",
  );
}

/** One row a system, one column a job. */
export function rows({ systems }) {
  const names = [...new Set(systems.flatMap(({ jobs }) => jobs.map(({ name }) => name)))];
  const head = ["system", "systemd", "tmux", ...names];
  const body = systems.map(({ system, versions, jobs }) => [
    system,
    versions.systemd ?? "-",
    versions.tmux ?? "-",
    ...names.map((name) => jobs.filter((job) => job.name === name).map(cell)[0] ?? "-"),
  ]);
  return [head, ...body];
}

export function table(results) {
  const all = rows(results);
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Every case that failed, or was skipped, with its reason. */
export function remarks({ systems }) {
  return systems.flatMap(({ system, jobs }) =>
    jobs.flatMap(({ name, cases }) =>
      cases
        .filter(({ outcome }) => outcome !== "passed")
        .map((each) => ({ system, job: name, ...each })),
    ),
  );
}
