import type { ExplainDocument, ValueSource } from "@mosaicstack/fleet";
import { visible } from "@mosaicstack/tmux-client/visible";
import { commandWords, paint } from "@mosaicstack/command-line";
import { renderFinding } from "./diagnostics.js";
import { homely } from "./homely.js";
import { renderTable } from "./table.js";

/** What rendering needs beside the document. */
export interface ExplainView {
  /** Shown as `~` in places. */
  readonly home: string | undefined;
  readonly width: number | undefined;
  readonly color: boolean;
  readonly isHidden: (name: string) => boolean;
}

/** What is run and where, the environment in a table, and what its files say wrong. */
export function renderExplain(explained: ExplainDocument, view: ExplainView): string[] {
  const { values, command, workdir, worktree, runtime = [], diagnostics } = explained;
  const columns = [
    { title: "NAME" },
    { title: "VALUE", shrinks: true },
    { title: "FROM" },
  ] as const;
  const rows = values.map(({ name, value, source }) => [
    { text: name },
    view.isHidden(name) ? { text: "(hidden)", tint: "dim" as const } : { text: value },
    { text: placeOf(source, view), tint: "dim" as const },
  ]);
  const looks = { width: view.width, color: view.color };
  const known = [
    { title: "RUNTIME" },
    { title: "CHANGED TO", shrinks: true },
    { title: "FROM" },
  ] as const;
  const told = runtime.map(({ name, value, source }) => [
    { text: name },
    { text: value },
    { text: placeOf(source, view), tint: "dim" as const },
  ]);
  const head = (title: string, text: string): string =>
    `${paint(title, "dim", view.color)}  ${visible(text)}`;
  return [
    head("command", command.length === 0 ? "none" : commandWords(command)),
    head("workdir", workdir),
    ...(worktree === undefined ? [] : [head("worktree", worktreeWords(worktree, view))]),
    "",
    ...renderTable({ ...looks, columns, rows }),
    ...(runtime.length === 0 ? [] : ["", ...renderTable({ ...looks, columns: known, rows: told })]),
    ...(diagnostics.length === 0 ? [] : [""]),
    ...diagnostics.map(renderFinding),
  ];
}

function worktreeWords(
  { repository, branch, base, source }: NonNullable<ExplainDocument["worktree"]>,
  view: ExplainView,
): string {
  const from = base === null ? "" : `, made from ${base}`;
  return `branch ${branch} of ${homely(repository, view.home)}${from}  (${placeOf(source, view)})`;
}

function placeOf({ kind, file, line }: ValueSource, { home }: ExplainView): string {
  if (file === undefined) return kind;
  const short = home && file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file;
  const place = line === undefined ? short : `${short}:${line}`;
  return kind === "defaults" ? `${place} (defaults)` : place;
}
