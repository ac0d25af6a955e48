// A system whose root filesystem could not be made.

/** make-root's exit codes that say nothing about us: not on this machine, no archive that answers. */
const SKIPPED = [5, 69];

export const outcomeOf = ({ code }) => (SKIPPED.includes(code) ? "skipped" : "failed");

/** Its place among the results: a row of its own that failed, so that the others go on. */
export const unmade = (system, { said }) => ({
  system,
  versions: {},
  jobs: [{ name: "root", cases: [{ name: "is-made", outcome: "failed", detail: said }] }],
});
