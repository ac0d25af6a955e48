import { isMap, isSeq, type Document } from "yaml";
import { withoutByteOrderMark } from "../text/check-text.js";
import { RosterEditError } from "./edit-error.js";
import { addItem, removeItem, type AgentList } from "./edit-list.js";
import { patchMap } from "./edit-map.js";
import { isSame, mergePatch } from "./merge-patch.js";
import { nearest } from "../check/nearest.js";
import { readRoster, readTree } from "../check/read-roster.js";
import { quote } from "../values/quote.js";
import { rosterSchema } from "../schema/roster-schema.js";
import { applySplices } from "./splice.js";
import { isMap as isPlainMap } from "../text/tree.js";
import type { AgentPatch, WrittenAgent } from "./written-agent.js";
import { ownPair } from "./yaml-extent.js";

type Values = Readonly<Record<string, unknown>>;

/** One change of the agents of a roster. */
export type RosterEdit =
  /** A new agent, after another, or as the last one. */
  | { readonly add: WrittenAgent; readonly after?: string }
  /** An agent by name, and a merge patch for it. A new `name` renames it. */
  | { readonly change: string; readonly to: AgentPatch }
  | { readonly remove: string };

/**
 * The text of a roster after some edits, made in their order. Comments, layout and every byte outside of what an edit is
 * about stay; a removed agent or key takes the comment lines directly above it along. The result is read again: it says
 * exactly what the edits ask for, else RosterEditError is thrown and nothing has changed.
 */
export function editRoster(
  text: string,
  edits: RosterEdit | readonly RosterEdit[],
  options: { file?: string } = {},
): string {
  const file = options.file ?? "roster";
  const body = withoutByteOrderMark(text);
  const mark = text.slice(0, text.length - body.length);
  const list = Array.isArray(edits) ? (edits as readonly RosterEdit[]) : [edits as RosterEdit];
  return mark + list.reduce((now, edit) => editOne(now, edit, file), body);
}

function editOne(text: string, edit: RosterEdit, file: string): string {
  const before = readRoster(text, file);
  if (before.read === undefined) {
    const message = "the roster has errors; mend them before it is edited";
    throw new RosterEditError("invalid-roster", message, { ...before, text });
  }
  const list = agentList(before.read.document);
  const wanted = structuredClone(before.read.tree.root) as { agents: Record<string, unknown>[] };
  const after = makeEdit(text, edit, list, wanted.agents);
  const result = readRoster(after, file);
  if (result.read === undefined) {
    const message = "the edit would make the roster invalid";
    throw new RosterEditError("invalid-edit", message, { ...result, text: after });
  }
  const expected = rosterSchema.safeParse(wanted);
  if (expected.success && isSame(expected.data, result.read.content)) return after;
  const message =
    "the edit would say something else: anchors, aliases or merge keys share what it is about; edit the file by hand";
  throw new RosterEditError("not-editable", message);
}

/** Makes the edit twice: in the text that is returned, and in the plain values that it must say then. */
function makeEdit(
  text: string,
  edit: RosterEdit,
  at: AgentList,
  agents: Record<string, unknown>[],
): string {
  const find = (name: string): number => indexOf(agents, name);
  if ("add" in edit) {
    refuseTwice(agents, edit.add.name);
    const index = edit.after === undefined ? agents.length - 1 : find(edit.after);
    agents.splice(index + 1, 0, asRead(edit.add));
    return addItem(text, at, index, edit.add);
  }
  if ("remove" in edit) {
    const index = find(edit.remove);
    agents.splice(index, 1);
    return removeItem(text, at, index);
  }
  const index = find(edit.change);
  const values = agents[index] ?? {};
  const patch = asRead(edit.to);
  if (typeof patch["name"] === "string" && patch["name"] !== edit.change)
    refuseTwice(agents, patch["name"]);
  agents[index] = mergePatch(values, patch) as Record<string, unknown>;
  return leaves(values, patch).reduce((now, leaf) => patchOnce(now, index, leaf), text);
}

/** A patch as patches of one value each: what one of them moves in the text is read again before the next. */
function leaves(values: Values, patch: Values): Values[] {
  return Object.entries(patch).flatMap(([key, change]) => {
    const inner =
      isPlainMap(change) && isPlainMap(values[key]) ? Object.entries(change) : undefined;
    return inner?.map(([name, value]) => ({ [key]: { [name]: value } })) ?? [{ [key]: change }];
  });
}

function patchOnce(text: string, index: number, patch: Values): string {
  const read = readTree(text, () => undefined);
  const item = read && agentList(read.document).list.items[index];
  const values = read?.tree.get(["agents", index]);
  if (!isMap(item) || !isPlainMap(values)) throw notEditable("the agent is no map in place");
  return applySplices(text, patchMap(text, item, values, patch));
}

/** A copy as it will be read: what stands in `env` is text, a map without keys is none. */
function asRead(agent: AgentPatch): Record<string, unknown> {
  const copy = structuredClone(agent) as Record<string, unknown>;
  for (const key of Object.keys(copy)) if (copy[key] === undefined) delete copy[key];
  const { env } = agent;
  if (env === undefined || env === null) return copy;
  const entries = Object.entries(env).filter(([, value]) => value !== undefined);
  copy["env"] = Object.fromEntries(
    entries.map(([name, value]) => [name, value === null ? null : String(value)]),
  );
  return copy;
}

function agentList(document: Document.Parsed): AgentList {
  const root = document.contents;
  const pair = isMap(root) ? ownPair(root, "agents") : undefined;
  if (!isMap(root) || !pair || !isSeq(pair.value))
    throw notEditable("`agents` is no list in place");
  return { pair, list: pair.value, block: root.flow !== true };
}

function indexOf(agents: readonly Record<string, unknown>[], name: string): number {
  const index = agents.findIndex((agent) => agent["name"] === name);
  if (index >= 0) return index;
  const near = nearest(
    name,
    agents.map((agent) => String(agent["name"])),
  );
  const hint = near === undefined ? "" : `; the nearest is ${quote(near)}`;
  throw new RosterEditError("no-such-agent", `the roster has no agent ${quote(name)}${hint}`);
}

function refuseTwice(agents: readonly Record<string, unknown>[], name: string): void {
  if (agents.every((agent) => agent["name"] !== name)) return;
  throw new RosterEditError("agent-exists", `the roster has an agent ${quote(name)} already`);
}

function notEditable(reason: string): RosterEditError {
  return new RosterEditError("not-editable", `${reason}; edit the file by hand`);
}
