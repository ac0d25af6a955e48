import { displayWidth } from "@mosaicstack/roster/display-width";

/** Whether the terminal is told to take UTF-8 (locale(7)): without it, ASCII alone is sent. */
export function speaksUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}

/** A line in ASCII that is as wide: our own signs by their like, letters of others as `?`. */
export function inAscii(line: string): string {
  return line.replaceAll(
    /[^\u0000-\u007f]/gu,
    (sign) => likes[sign] ?? "?".repeat(displayWidth(sign)),
  );
}

const likes: Readonly<Record<string, string>> = {
  "…": "~",
  "·": "-",
  "›": ">",
  "↑": "^",
  "↓": "v",
  "─": "-",
};
