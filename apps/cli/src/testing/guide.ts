/** A block of a guide, in the order of the page. */
export interface GuideBlock {
  /** In the page, from 1. */
  readonly line: number;
  /** Of the fence: `sh`, `console`, `yaml`, `text`, … */
  readonly language: string;
  readonly text: string;
  /** `<!-- not run: WHY -->` before it. */
  readonly notRun: string | undefined;
  /** `<!-- given: SCRIPT -->` before it: what the page takes for so. */
  readonly given: string | undefined;
  /** `<!-- source: PATH -->` before it: the file of the clone that the block is. */
  readonly source: string | undefined;
  /**
   * `<!-- terminal: ?WORDS KEY … -->` before it: in a terminal, what is waited for there, and keys as tmux names them. `_` is a blank.
   */
  readonly keys: readonly string[] | undefined;
}

/** The fenced blocks of a page. A remark in front of one says how it is tried. */
export function guideBlocks(page: string): GuideBlock[] {
  const blocks: GuideBlock[] = [];
  const fence = /((?:^<!-- (?:(?!-->)[^])* -->\n+)*)^( *)```(\w+)\n([^]*?)^\2```$/gm;
  for (const match of page.matchAll(fence)) {
    const [, remarks = "", indent = "", language = "", body = ""] = match;
    const before = page.slice(0, match.index + match[0].indexOf("```"));
    const remark = (how: string): string | undefined =>
      new RegExp(`^<!-- ${how}: ((?:(?!-->)[^])*) -->`, "m").exec(remarks)?.[1];
    blocks.push({
      line: before.split("\n").length,
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      notRun: remark("not run"),
      given: remark("given"),
      source: remark("source"),
      keys: remark("terminal")
        ?.split(" ")
        .map((key) => key.replaceAll("_", " ")),
    });
  }
  return blocks;
}

/** `$ COMMAND` and what it prints; a command goes on behind a backslash. */
export interface Exchange {
  readonly command: string;
  readonly printed: readonly string[];
}

export function exchanges({ text }: GuideBlock): Exchange[] {
  const found: { command: string; printed: string[] }[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const last = found.at(-1);
    if (line.startsWith("$ ")) found.push({ command: line.slice(2), printed: [] });
    else if (last?.command.endsWith("\\") === true) last.command += `\n${line}`;
    else last?.printed.push(line);
  }
  return found;
}

/** A file that a block holds: its first line, or its second behind `#!`, is `# PATH`. */
export function fileOf({ text }: GuideBlock): string | undefined {
  return /^(?:#!.*\n)?# (~\/\S+)$/m.exec(text.split("\n").slice(0, 2).join("\n"))?.[1];
}

/**
 * What two runs print alike: ages, times, sizes, numbers of processes and ids are words, runs of blanks one. A line `…` in a page
 * stands for any lines, or any words in a line.
 */
export function alike(line: string): string {
  return (
    line
      .replaceAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+Z?)?/g, "TIME")
      .replaceAll(/\b\d{8}T\d{9}Z-[0-9a-f]{12}\b/g, "ID")
      .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID")
      .replaceAll(/\b\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}\b/g, "TIME")
      .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, "DAY")
      .replaceAll(/(?<=[ (])(pid|detached|attached|-USR1) +\d+/g, "$1 N")
      .replaceAll(/\b[a-z]+-[0-9a-f]{6}\b/g, "FOLDER")
      .replaceAll(/\b[0-9a-f]{7}\b(?=[ .]|$)/g, "COMMIT")
      .replaceAll(/\b\d+ (?=files$)/g, "N ")
      .replaceAll(/\b\d+(\.\d+)?[KMG]\b/g, "SIZE")
      .replaceAll(/\b\d+(\.\d+)?(ms|s|m|h|d)\b/g, "AGE")
      .replaceAll(/\btmux \d+\.\w+/g, "tmux N")
      .replaceAll(/\b\d{4,7}\b/g, "N")
      // Newer systemd quotes them.
      .replaceAll(/'(~[^' ]*)'/g, "$1")
      .replaceAll(/ +/g, " ")
      .trim()
  );
}

/** Whether lines are those of a page, `…` standing for any of them, or for any words within one. */
export function matches(printed: readonly string[], page: readonly string[]): boolean {
  const [first, ...rest] = page;
  if (first === undefined) return printed.length === 0;
  if (first === "…")
    return [...printed.keys(), printed.length].some((at) => matches(printed.slice(at), rest));
  const [line] = printed;
  if (line === undefined) return false;
  const parts = first
    .split("…")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`, "u").test(line) && matches(printed.slice(1), rest);
}
