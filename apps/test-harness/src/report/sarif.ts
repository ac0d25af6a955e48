import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { CheckDocument, CheckedFinding } from "../check/check-document.js";
import { columnsOf, type Lines } from "../check/finding-place.js";
import { fingerprints } from "../check/fingerprints.js";
import { allRules } from "../check/rule-list.js";
import type { RuleText } from "../check/rule-text.js";
import { ownVersion } from "../version.js";
import { reportJson } from "./json.js";

export interface SarifContext {
  readonly lines: Lines;
  /** Files below it are told from it on, as the repository that is checked out there has them. */
  readonly folder: string;
}

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;
/** Of this way to know a finding; another way gets another number. */
const FINGERPRINT = "mosaicFleetFinding/v1";

interface Placed extends CheckedFinding {
  readonly file: string;
}

/** SARIF 2.1.0, which code hosts and editors read (docs.oasis-open.org/sarif). */
export function reportSarif(document: CheckDocument, context: SarifContext): string {
  const { folder } = context;
  const rules = allRules();
  const version = ownVersion();
  const placed = document.files.flatMap(({ path, findings }) =>
    findings.map((finding): Placed => ({ ...finding, file: path })),
  );
  const run = {
    tool: {
      driver: {
        name: "mosaic-fleet-harness",
        version,
        semanticVersion: version,
        rules: rules.map(descriptor),
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(folder).href.replace(/\/$/, "")}/` } },
    invocations: [
      {
        executionSuccessful: true,
        toolConfigurationNotifications: document.rulesSkipped.map(({ code, reason, failed }) => ({
          level: failed ? "error" : "note",
          message: { text: `${code}: ${failed ? "" : "skipped, "}${visible(reason)}` },
          associatedRule: { id: code },
        })),
      },
    ],
    artifacts: document.files.map(({ path }) => ({ location: location(path, folder) })),
    results: [...results(placed, document, context, rules), ...gone(document, folder, rules)],
  };
  return reportJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  });
}

function descriptor({ code, severity, what, why, remedy }: RuleText): object {
  return {
    id: code,
    shortDescription: { text: `${what}.` },
    fullDescription: { text: why },
    help: {
      text: `${why}\nRemedy: ${remedy}`,
      markdown: `${why}\n\n**Remedy:** ${remedy}`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function results(
  placed: readonly Placed[],
  document: CheckDocument,
  { lines, folder }: SarifContext,
  rules: readonly RuleText[],
) {
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  const ids = fingerprints(placed, lines, folder);
  return placed.map(({ code, severity, line, message, remedy, file, known }, at) => {
    const columns = columnsOf(lines.of(file, line));
    const region = {
      startLine: line,
      ...(columns ? { startColumn: columns.start, endColumn: columns.end } : {}),
    };
    return {
      ruleId: code,
      ruleIndex: indexes.get(code) ?? -1,
      level: LEVELS[severity],
      message: { text: visible(`${message}. ${remedy}`) },
      locations: [{ physicalLocation: { artifactLocation: location(file, folder), region } }],
      partialFingerprints: { [FINGERPRINT]: ids[at] ?? "" },
      ...(document.baseline ? { baselineState: known ? "unchanged" : "new" } : {}),
    };
  });
}

/** What stands in a baseline and is found no more. */
function gone({ baseline }: CheckDocument, folder: string, rules: readonly RuleText[]) {
  return (baseline?.gone ?? []).map(({ code, path, line, message }) => ({
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: LEVELS[rules.find((rule) => rule.code === code)?.severity ?? "warning"],
    message: { text: visible(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location(path, folder),
          region: { startLine: Math.max(1, line) },
        },
      },
    ],
    baselineState: "absent",
  }));
}

/** As seen from the folder, or by its whole path where it is elsewhere. */
function location(path: string, folder: string): { uri: string; uriBaseId?: string } {
  const inside = relative(folder, path);
  if (inside === "" || /^\.\.(?:\/|$)/.test(inside)) return { uri: pathToFileURL(path).href };
  // What is half a pair cannot be told in a URI.
  const words = inside.replaceAll(/\p{Surrogate}/gu, "\ufffd").split("/");
  return { uri: words.map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" };
}
