// What the parts of the bench share.
export const idle = ["cat", "-"];
export const FIELDS = [
  "session_name",
  "session_id",
  "window_id",
  "pane_id",
  "pane_pid",
  "pane_dead",
  "pane_width",
];
export const named = (prefix, count) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
