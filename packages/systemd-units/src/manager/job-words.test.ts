import { expect, test } from "vitest";
import { jobError } from "./job-error.js";
import { readJobWords } from "./job-words.js";

const UNITS = ["a.service", "absent.service", "needs.service", "t@x.service", "masked.service"];

/** As systemctl 252, 254, 257 and 262 wrote them. */
const SENTENCES: readonly (readonly [string, string])[] = [
  ["Failed to start absent.service: Unit absent.service not found.", "absent.service not-found"],
  ["Failed to stop absent.service: Unit absent.service not loaded.", "absent.service not-found"],
  ["Failed to start t@x.service: Unit t@.service not found.", "t@x.service not-found"],
  [
    "Failed to reset failed state of unit absent.service: Unit absent.service not loaded.",
    "absent.service not-found",
  ],
  ["Failed to start needs.service: Unit gone.service not found.", "needs.service failed"],
  ["Failed to start needs.service: Unit absent.service not found.", "needs.service failed"],
  ["Failed to start needs.service: Unit masked.service is masked.", "needs.service failed"],
  ["Failed to start masked.service: Unit masked.service is masked.", "masked.service masked"],
  [
    "Failed to start masked.service: Unit masked.service has a bad unit file setting.",
    "masked.service failed",
  ],
  [
    "Failed to start a.service: Unit a.service failed to load properly, please adjust/correct and reload service manager: Bad message",
    "a.service failed",
  ],
  [
    "Failed to start a.service: Operation refused, unit a.service may be requested by dependency only (it is configured to refuse manual start/stop).",
    "a.service failed",
  ],
  [
    "Failed to reload a.service: Job type reload is not applicable for unit a.service.",
    "a.service failed",
  ],
  [
    "Failed to start a.service: Transaction order is cyclic. See system logs for details.",
    "a.service failed",
  ],
  [
    "Job for a.service failed because the control process exited with error code.",
    "a.service failed",
  ],
  [
    "Job for a.service failed because start of the service was attempted too often.",
    "a.service failed",
  ],
  ["Job for a.service failed because a timeout was exceeded.", "a.service timeout"],
  ["Job for a.service failed.", "a.service failed"],
  ["Job for a.service canceled.", "a.service canceled"],
  ["Job for a.service timed out.", "a.service timeout"],
  [
    "A dependency job for a.service failed. See 'journalctl -xe' for details.",
    "a.service dependency",
  ],
  ["Assertion failed on job for a.service.", "a.service assert"],
  ["a.service is not active, cannot reload.", "a.service failed"],
  ["Operation on or unit type of a.service not supported on this system.", "a.service failed"],
  ["Queued job for a.service was garbage collected.", "a.service canceled"],
  ["Unit a.service was started already once and can't be started again.", "a.service failed"],
  ["Cannot perform operation on frozen unit a.service.", "a.service failed"],
  [
    "Concurrency limit of a slice unit a.service is contained in has been reached.",
    "a.service failed",
  ],
];

test("every sentence about a job is read: of which unit, and what became of it", () => {
  const read = SENTENCES.map(([line]) => {
    const { complaints, understood, refused } = readJobWords(`${line}\nSee x for details.`, UNITS);
    expect({ line, understood, refused }).toEqual({ line, understood: true, refused: false });
    return complaints.map(({ unit, outcome }) => `${unit} ${outcome}`).join();
  });
  expect(read).toEqual(SENTENCES.map(([, expected]) => expected));
});

/** What keeps a whole call from doing anything, and who is named by it. */
const REFUSALS: readonly (readonly [string, readonly string[]])[] = [
  ["Failed to enqueue jobs: Unit absent.service not found.", ["absent.service"]],
  ["Failed to enqueue jobs: Unit gone.service not found.", []],
  ["Failed to enqueue jobs: Transaction order is cyclic. See system logs for details.", []],
  ["Failed to enable unit: Unit file absent.service does not exist.", ["absent.service"]],
  ["Failed to enable unit: Unit absent.service does not exist", ["absent.service"]],
  [
    "Failed to enable unit: Unit file /h/.config/systemd/user/masked.service is masked.",
    ["masked.service"],
  ],
  ["Failed to disable unit: Unit absent.service does not exist", ["absent.service"]],
];

test("a call that was refused whole blames nobody: each is asked for again", () => {
  for (const [line, named] of REFUSALS)
    expect(readJobWords(line, UNITS)).toMatchObject({
      complaints: [],
      refused: true,
      understood: false,
      named,
    });
  const alone = readJobWords("Failed to enable unit: Unit absent.service does not exist", [
    "absent.service",
  ]);
  expect(alone).toMatchObject({ refused: false, complaints: [{ outcome: "not-found" }] });
});

test("what is not understood says nothing of the others", () => {
  const units = ["a.service", "b.service"];
  for (const stderr of [
    "",
    "Das hat nicht geklappt.",
    'Job failed. See "journalctl -xe" for details.',
    "Failed to start a.service: Unit a.service not found.\nUnd b.service auch nicht.",
    "Warning! D-Bus connection terminated.\nFailed to wait for response: Connection reset by peer",
  ])
    expect({ stderr, ...readJobWords(stderr, units) }).toMatchObject({ stderr, understood: false });
  expect(
    readJobWords(
      "Warning: The unit file, source configuration file or drop-ins of b.service changed on disk. Run 'systemctl --user daemon-reload' to reload units.\nJob for a.service failed.",
      units,
    ),
  ).toMatchObject({ understood: true, complaints: [{ unit: "a.service" }] });
});

test.each([
  "Connection reset by peer",
  "Message recipient disconnected from message bus without replying",
  "Transport endpoint is not connected",
])("a manager that hangs up fails no unit: %s", (why) => {
  const stderr = `Failed to start a.service: ${why}\nSee user logs and 'systemctl --user status a.service' for details.`;
  expect(readJobWords(stderr, ["a.service"])).toMatchObject({
    lost: true,
    understood: false,
    complaints: [],
  });
});

test("a manager that is older than systemctl is said to be so, with the remedy", () => {
  const detail =
    "Failed to disable unit: Unknown method DisableUnitFilesWithFlagsAndInstallInfo or interface org.freedesktop.systemd1.Manager.";
  const error = jobError("disable", [
    { verb: "disable", unit: "a.service", outcome: "failed", detail },
  ]);
  expect(error).toMatchObject({ code: "JobFailed", units: ["a.service"], detail });
  expect(error.message).toContain("older than `systemctl`: `systemctl --user daemon-reexec`");
});
