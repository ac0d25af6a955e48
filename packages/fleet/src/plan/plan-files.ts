import { basename } from "node:path";
import { generatedHeader, isEdited } from "../agent/drop-in.js";
import { dropInFile } from "../agent/drop-in-file.js";
import type { FoundFile } from "../files/found-file.js";
import { digest } from "../files/digest.js";
import type { WantedFile } from "../files/write-file.js";
import { isLauncher } from "./wanted.js";
import type { PlannedChange } from "./planned-change.js";
import type { Found } from "./found.js";

/** What has to be done to a file that everybody shares; nothing where it is right. */
export function planShippedFile(
  file: WantedFile,
  found: Found,
  someRuns: boolean,
): PlannedChange | undefined {
  const now = found.files.get(file.path);
  const fault = faultOf(file, now);
  if (fault === undefined) return undefined;
  const change = changeOf(null, file, now);
  const noted = found.shipped.get(basename(file.path));
  if (now === undefined) {
    // What an earlier version did not ship is missed by nobody who runs with that version.
    const isNew = noted === undefined && found.shipped.size > 0 && !isGenerated(file.path);
    const reason = isNew ? "is new in this version" : fault;
    return { ...change, action: "create", needsRestart: false, reason, counts: !isNew };
  }
  const isVersion = now.text !== undefined && noted === digest(now.text);
  return {
    ...change,
    action: "update",
    needsRestart: someRuns && fault === differs && isLauncher(file),
    reason:
      fault === differs ? (isVersion ? version : noted === undefined ? unknown : edited) : fault,
    counts: !isVersion,
  };
}

/** Made of the roster, not shipped. */
function isGenerated(path: string): boolean {
  return basename(path) === basename(dropInFile("x", "/"));
}

const version = "is of another version";
const edited = "was edited";
const unknown = "was edited, or is of another version";

/** What has to be done to what the roster says of one agent. `runs`: with the environment that stood there at its start. */
export function planAgentFile(
  agent: string,
  file: WantedFile,
  now: FoundFile | undefined,
  runs: boolean,
): PlannedChange | undefined {
  const fault = faultOf(file, now);
  if (fault === undefined) return undefined;
  const change = changeOf(agent, file, now);
  if (now === undefined) {
    return { ...change, action: "create", needsRestart: runs, reason: fault, counts: true };
  }
  const reason =
    fault !== differs
      ? fault
      : isEdited(now.text ?? "")
        ? "was edited: the roster says otherwise"
        : "the roster says otherwise";
  const isLive = environmentOf(now.text ?? "") === environmentOf(file.text);
  return { ...change, action: "update", needsRestart: runs && !isLive, reason, counts: true };
}

/** What is the same of each write of a file. */
function changeOf(
  agent: string | null,
  file: WantedFile,
  now: FoundFile | undefined,
): Pick<PlannedChange, "kind" | "agent" | "target" | "needsPrune" | "file" | "isLink"> {
  const isLink = now?.isLink === true ? { isLink: true } : {};
  return { kind: "file", agent, target: file.path, needsPrune: false, file, ...isLink };
}

const differs = "differs";

function faultOf(wanted: WantedFile, now: FoundFile | undefined): string | undefined {
  if (now === undefined) return "is not there";
  if (now.text === undefined) return "is no file that can be read";
  if (now.text !== wanted.text) return differs;
  // Where a link leads, the person decides.
  if (!now.isLink && now.mode !== wanted.mode) {
    return `has mode ${octal(now.mode)} instead of ${octal(wanted.mode)}`;
  }
  return undefined;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

/** What a process that runs keeps; all else of a drop-in holds once the manager has read it. */
function environmentOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.startsWith("Environment"))
    .join("\n");
}

/** A generated file that must not stand any more; a file of that name which we did not make is the person's. */
export function planStaleFile(path: string, now: FoundFile | undefined): PlannedChange | undefined {
  if (now?.text?.startsWith(generatedHeader) !== true) return undefined;
  return {
    action: "delete",
    kind: "file",
    agent: null,
    target: path,
    needsRestart: false,
    needsPrune: false,
    reason: "names another socket",
    counts: true,
  };
}
