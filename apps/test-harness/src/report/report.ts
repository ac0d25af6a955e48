import type { Suite } from "./case.js";
import type { Format } from "./formats.js";
import { reportHuman, type Look } from "./human.js";
import { reportJson } from "./json.js";
import { reportJunit } from "./junit.js";
import { reportTap } from "./tap.js";

/** The text of a result. JSON shows the document itself, the others its cases. */
export function report(format: Format, document: unknown, suite: Suite, look: Look): string {
  const reporters: Readonly<Record<Format, () => string>> = {
    human: () => reportHuman(suite, look),
    tap: () => reportTap(suite),
    json: () => reportJson(document),
    junit: () => reportJunit(suite),
  };
  return reporters[format]();
}
