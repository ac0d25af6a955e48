import type { DoctorDocument, DoctorFinding } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { isConfirmed } from "../ask.js";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";

const tints = { error: "red", warning: "yellow", info: "dim" } as const;

export const doctorCommand: Command = defineCommand({
  name: "doctor",
  summary: "look for what is wrong, and how to mend it",
  details: "Exits 3 when there is an error or a warning that is not mended. --fix asks first.",
  flags: {
    fix: { says: "mend what can be mended: a lost socket, run bits, modes, units not read" },
  },
  examples: ["mosaic-fleet doctor", "mosaic-fleet doctor --fix", "mosaic-fleet doctor --json"],
  run: async (call) => {
    const { output, flags } = call;
    const { doctor, fixFindings } = await import("@mosaicstack/fleet");
    const options = fleetOptions(call);
    let shown: DoctorDocument | undefined;
    let isAllowed = false;
    const mayFix = async (found: DoctorDocument): Promise<boolean> => {
      shown = found;
      if (!output.json) show(output, found.findings);
      const ids = found.findings.filter(({ fixable }) => fixable).map(({ id }) => `\`${id}\``);
      const what = `mends ${ids.length === 1 ? "1 finding" : `${ids.length} findings`} (${[...new Set(ids)].join(", ")})`;
      return (isAllowed = await isConfirmed(call, { command: ["doctor", "--fix"], what }));
    };
    const report = await (flags.fix ? fixFindings(options, mayFix) : doctor(options));
    const left = report.findings.filter(({ fixed }) => fixed !== true);
    const problems = left.filter(({ severity }) => severity !== "info").length;
    if (output.json) output.document(report);
    else {
      if (shown === undefined) show(output, report.findings);
      else if (isAllowed) showChange(output, report.findings, shown);
      output.say(problems === 0 ? "Nothing is wrong." : `${problems} to look at.`);
    }
    return problems === 0 ? ExitCode.Done : ExitCode.NotAsDesired;
  },
});

function show(output: Output, findings: readonly DoctorFinding[]): void {
  for (const { id, severity, what, why, remedy } of findings) {
    output.tell(`${id}: ${what}`, { head: { text: severity, tint: tints[severity] } });
    for (const sentence of [why, remedy]) if (sentence) output.tell(sentence, { indent: 2 });
  }
}

/** What was mended, and of the rest what was not shown before as it is now. */
function showChange(
  output: Output,
  findings: readonly DoctorFinding[],
  { findings: before }: DoctorDocument,
): void {
  for (const { id, what, fixed } of findings)
    if (fixed === true) output.tell(`${id}: ${what}`, { head: { text: "mended", tint: "green" } });
  const known = new Set(before.map(({ what, remedy }) => `${what}\0${remedy}`));
  show(
    output,
    findings.filter(
      ({ what, remedy, fixed }) =>
        fixed === false || (fixed === undefined && !known.has(`${what}\0${remedy}`)),
    ),
  );
}
