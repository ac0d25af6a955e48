import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet/documents";
import { paint } from "@mosaicstack/command-line";
import { fit, widthOf } from "../render/fit.js";
import { headParts } from "../render/status.js";
import { agentTable } from "./agent-table.js";
import { arrange, chosenOf, type Group } from "./arrange.js";
import { detailOf, inLines } from "./detail.js";
import { bottomOf } from "./bottom.js";
import { readerLines } from "./reader.js";
import type { Frame, FrameLine, Size } from "./screen.js";
import type { BoardState } from "./state.js";
import type { BoardView } from "./view.js";
import { age, nextAge } from "./age.js";

export interface Layout {
  readonly frame: Frame;
  /** The list's first item that is shown, to go on from. */
  readonly top: number;
  /** The agent that keys act on from now on, and which of those shown it is. */
  readonly chosen?: { readonly name: string; readonly index: number };
  /** How many agents a page has. */
  readonly page: number;
  /** In how many milliseconds something shown is older; undefined: never. */
  readonly changesIn: number | undefined;
}

/** Everything that is to be seen, for a terminal of this size. */
export function layout(state: BoardState, size: Size, view: BoardView): Layout {
  const { rows, columns } = size;
  const bottom = bottomOf(state, size, view);
  const head = headLines(state, size, view);
  const room = Math.max(1, rows - head.length - bottom.lines.length);
  const cursor = bottom.column === undefined ? undefined : { row: rows - 1, column: bottom.column };
  const whole = (body: readonly FrameLine[]): Frame => {
    const blank = Array.from({ length: Math.max(0, room - body.length) }, () => ({ text: "" }));
    const lines = [...head, ...body, ...blank, ...bottom.lines];
    // Where it is too low for all, the bottom is what one types into.
    return { lines: lines.slice(Math.max(0, lines.length - rows)), cursor };
  };
  if (state.mode.kind === "read") {
    const body = readerLines(state.text, state.mode, { width: columns, height: room });
    return {
      frame: whole(body.map((text) => ({ text }))),
      top: state.top,
      page: room,
      changesIn: undefined,
    };
  }
  return list(state, { ...view, columns, rows, room, whole });
}

interface ListView extends BoardView {
  readonly columns: number;
  readonly rows: number;
  readonly room: number;
  readonly whole: (body: readonly FrameLine[]) => Frame;
}

function list(state: BoardState, view: ListView): Layout {
  const { columns, rows, room, whole, color } = view;
  const groups = arrange(age(state.status, view.now - state.toldAt), state.filter);
  const { agents, index, agent } = chosenOf(state, groups);
  if (agent === undefined) {
    const page = { top: 0, page: room, changesIn: undefined };
    return { frame: whole([{ text: `  ${paint(whyNone(state), "dim", color)}` }]), ...page };
  }
  const [titles = "", ...lines] = agentTable(agents, { width: columns - 2, color, now: view.now });
  const detail = detailLines(agent, view);
  const title = rows >= 8 ? [{ text: `  ${titles}` }] : [];
  const height = Math.max(1, room - title.length - detail.length);
  const items = itemsOf(groups, { lines, index, headings: rows >= 12, color });
  const at = items.findIndex(({ chosen }) => chosen === true);
  const top = scrolled(state.top, at, height, items.length);
  const shown = items.slice(top, top + height);
  const space = Array.from({ length: height - shown.length }, () => ({ text: "" }));
  const seen = shown.flatMap(({ agent: of }) => of ?? []);
  return {
    frame: whole([...title, ...shown, ...space, ...detail]),
    top,
    chosen: { name: agent.name, index },
    page: Math.max(1, height - 1),
    changesIn: nextAge(seen, detail.length > 0 ? sinceOf(agent, view.now) : []),
  };
}

function sinceOf({ since }: AgentStatus, now: number): number[] {
  const then = Date.parse(since ?? "");
  return Number.isNaN(then) ? [] : [now - then];
}

interface Item extends FrameLine {
  readonly agent?: AgentStatus;
}

function itemsOf(
  groups: readonly Group[],
  {
    lines,
    index,
    headings,
    color,
  }: { lines: readonly string[]; index: number; headings: boolean; color: boolean },
): Item[] {
  let at = 0;
  return groups.flatMap(({ title, agents }) => {
    const heading =
      headings && agents.length > 0 ? [{ text: paint(title.toUpperCase(), "bold", color) }] : [];
    const rows = agents.map((agent): Item => {
      const chosen = at === index;
      const line = lines[at++] ?? "";
      return { text: chosen ? `› ${line}` : `  ${line}`, chosen, agent };
    });
    return [...heading, ...rows];
  });
}

/** The first item to show, so that the chosen one is seen; with the first agent of all what stands above it. */
function scrolled(top: number, at: number, height: number, count: number): number {
  const least = at <= 1 ? 0 : at - height + 1;
  const most = at <= 1 && height > 1 ? 0 : at;
  return Math.max(0, Math.min(Math.max(least, Math.min(top, most)), Math.max(0, count - height)));
}

function whyNone({ status, filter }: BoardState): string {
  if (status === undefined) return "looking";
  return status.agents.length === 0 ? "no agents" : `no agent matches \`${filter}\``;
}

function detailLines(
  agent: AgentStatus,
  { rows, columns, color, typed, now }: ListView,
): FrameLine[] {
  const most = rows >= 40 ? 6 : rows >= 20 ? 3 : rows >= 12 ? 2 : rows >= 8 ? 1 : 0;
  if (most === 0) return [];
  const lines = inLines(detailOf(agent, now).map(typed), columns, most);
  const space = Array.from({ length: most - lines.length }, () => "");
  const rule = rows >= 16 ? [paint("─".repeat(columns), "dim", color)] : [];
  return [...rule, ...lines, ...space].map((text) => ({ text }));
}

/** The fleet in a line where there is room for that, and how many do what. */
function headLines(
  { status, filter, mode }: BoardState,
  { rows, columns }: Size,
  view: BoardView,
): FrameLine[] {
  if (rows < 3) return [];
  if (mode.kind === "read") {
    const title = mode.what === "help" ? "help" : `${mode.what} of ${mode.agent}`;
    return [{ text: paint(title, "bold", view.color) }];
  }
  const counts = countLine(status, filter, view);
  if (rows < 10) return [{ text: counts }];
  const parts = status === undefined ? [view.name] : headParts(status, view);
  const isWell = status === undefined || ["running", "absent"].includes(status.server.state);
  const fleet = joined(parts, columns);
  return [{ text: isWell ? fleet : paint(fleet, "red", view.color) }, { text: counts }];
}

/** As many parts as there is room for; the last one says how the server is. */
function joined(parts: readonly string[], columns: number): string {
  const line = parts.join(" · ");
  if (widthOf(line) <= columns || parts.length < 3) return fit(line, columns);
  const [name = "", ...others] = parts;
  const short = others.map((part) => part.replace(/ \(.*\)$/, "").replace(/ pid \d+$/, ""));
  const shorter = [name, ...short].join(" · ");
  if (widthOf(shorter) <= columns) return shorter;
  return fit([name, ...others.slice(-1)].join(" · "), columns);
}

function countLine(
  status: StatusDocument | undefined,
  filter: string,
  { color }: BoardView,
): string {
  if (status === undefined) return "";
  const counts = arrange(status).flatMap(({ title, agents: { length: count } }) => {
    if (count === 0) return [];
    if (title !== "need you") return [`${count} ${title}`];
    return [paint(`${count} ${count === 1 ? "needs" : "need"} you`, "red", color)];
  });
  const { length } = status.agents;
  const filtered = filter === "" ? [] : [`filter ${filter}`];
  return [`${length} ${length === 1 ? "agent" : "agents"}`, ...counts, ...filtered].join(" · ");
}
