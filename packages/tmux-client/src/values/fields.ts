import { invalidArgument } from "./error.js";
import type { PaneId, SessionId, WindowId } from "./name.js";

/** The variables of tmux(1) FORMATS that `list()` knows, with their types. */
export interface FieldValues {
  pid: number;
  /** Seconds since 1970, as all times here. */
  start_time: number;
  version: string;
  socket_path: string;
  session_id: SessionId;
  session_name: string;
  session_created: number;
  /** How many clients show the session. */
  session_attached: number;
  session_windows: number;
  session_path: string;
  session_group: string;
  session_last_attached: number | undefined;
  window_id: WindowId;
  window_index: number;
  window_name: string;
  window_active: boolean;
  /** The last output of any pane of the window, to the second. */
  window_activity: number;
  window_panes: number;
  window_width: number;
  window_height: number;
  pane_id: PaneId;
  pane_index: number;
  pane_active: boolean;
  /** From tmux 3.8 on 0 when the program has ended; before, the pid that it had. */
  pane_pid: number;
  pane_dead: boolean;
  /** Undefined while it runs, and for a program that a signal ended. */
  pane_dead_status: number | undefined;
  /** Undefined while it runs, for a program that exited, and always on tmux 3.2. */
  pane_dead_signal: number | undefined;
  pane_dead_time: number | undefined;
  pane_in_mode: boolean;
  /** `copy-mode`, `view-mode`, …; empty when in none. */
  pane_mode: string;
  pane_input_off: boolean;
  pane_pipe: boolean;
  /** Reads /proc for each pane: half the cost of a large listing. */
  pane_current_command: string;
  pane_current_path: string;
  pane_start_command: string;
  pane_title: string;
  pane_tty: string;
  pane_width: number;
  pane_height: number;
  alternate_on: boolean;
  cursor_x: number;
  cursor_y: number;
  history_size: number;
}

/** A user option such as `@mosaic_agent`; its value is empty when it is not set. */
export type UserOption = `@${string}`;
export type FieldName = keyof FieldValues | UserOption;
export type Row<F extends FramedName> = {
  readonly [K in F]: K extends keyof FramedValues ? FramedValues[K] : string;
};

/** Variables of buffers: read as those of panes are, and not offered by `list()`. */
interface BufferValues {
  buffer_name: string;
  buffer_size: number;
  buffer_created: number;
}
type FramedValues = FieldValues & BufferValues;
export type FramedName = FieldName | keyof BufferValues;

/** `number?`: empty is undefined; `number0`: empty is 0. Only a text may hold a blank. */
export type FieldKind = "text" | "id" | "number" | "number?" | "number0" | "flag";

/** How to read what may stand in a frame. Throws InvalidArgument for a name that is none. */
export function framedKind(name: string): FieldKind {
  return Object.hasOwn(bufferKinds, name)
    ? bufferKinds[name as keyof BufferValues]
    : fieldKind(name);
}

/** How to read a field of a pane. Throws InvalidArgument for a name that is none. */
export function fieldKind(name: string): FieldKind {
  if (/^@[A-Za-z0-9_-]+$/.test(name)) return "text";
  const kind = Object.hasOwn(kinds, name) ? kinds[name as keyof FieldValues] : undefined;
  if (kind) return kind;
  throw invalidArgument(
    `${JSON.stringify(name)} is no field: use one of \`FieldName\`, or a user option such as \`@name\``,
  );
}

/** Fields that change between two looks within one call, so that a length cannot stand before them. */
export function isVolatile(name: string): boolean {
  return name === "pane_current_command" || name === "pane_current_path";
}

/** Undefined when the text is no value of this kind. */
export function parseField(kind: FieldKind, text: string): { readonly value: unknown } | undefined {
  if (kind === "text") return { value: text };
  if (kind === "id") return /^[$@%]\d+$/.test(text) ? { value: text } : undefined;
  if (kind === "number?" && text === "") return { value: undefined };
  if (kind === "number0" && text === "") return { value: 0 };
  if (!/^-?\d+$/.test(text)) return kind === "flag" && text === "" ? { value: false } : undefined;
  // `pane_in_mode` counts modes: more than none is yes.
  return { value: kind === "flag" ? Number(text) !== 0 : Number(text) };
}

const kinds: Readonly<Record<keyof FieldValues, FieldKind>> = {
  pid: "number",
  start_time: "number",
  version: "text",
  socket_path: "text",
  session_id: "id",
  session_name: "text",
  session_created: "number",
  session_attached: "number",
  session_windows: "number",
  session_path: "text",
  session_group: "text",
  session_last_attached: "number?",
  window_id: "id",
  window_index: "number",
  window_name: "text",
  window_active: "flag",
  window_activity: "number",
  window_panes: "number",
  window_width: "number",
  window_height: "number",
  pane_id: "id",
  pane_index: "number",
  pane_active: "flag",
  pane_pid: "number0",
  pane_dead: "flag",
  pane_dead_status: "number?",
  pane_dead_signal: "number?",
  pane_dead_time: "number?",
  pane_in_mode: "flag",
  pane_mode: "text",
  pane_input_off: "flag",
  pane_pipe: "flag",
  pane_current_command: "text",
  pane_current_path: "text",
  pane_start_command: "text",
  pane_title: "text",
  pane_tty: "text",
  pane_width: "number",
  pane_height: "number",
  alternate_on: "flag",
  cursor_x: "number",
  cursor_y: "number",
  history_size: "number",
};

const bufferKinds: Readonly<Record<keyof BufferValues, FieldKind>> = {
  buffer_name: "text",
  buffer_size: "number",
  buffer_created: "number",
};

/** All fields but user options. */
export const fieldNames: readonly (keyof FieldValues)[] = Object.keys(
  kinds,
) as (keyof FieldValues)[];
