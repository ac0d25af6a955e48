import { spawn } from "node:child_process";

export type ProgramVersion = { readonly version: string } | { readonly problem: string };

/** What one program says of its version, in one line, or what of it the pattern finds; or why it says nothing. It and its children end at the deadline. */
export async function programVersion(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  { pattern, deadlineMs = 5000 }: { readonly pattern?: string; readonly deadlineMs?: number } = {},
): Promise<ProgramVersion> {
  const [program = "", ...args] = argv;
  // A group of its own, so that what it starts can be ended with it.
  const child = spawn(program, args, {
    cwd: "/",
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [child.stdout, child.stderr].map(collect);
  return await new Promise((resolve) => {
    const settle = (result: ProgramVersion): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      endGroup(child.pid);
      settle({ problem: `did not end within ${deadlineMs / 1000} s` });
    }, deadlineMs);
    child.on("error", (error) => {
      settle({ problem: `cannot be run: ${error.message}` });
    });
    child.on("close", (code, signal) => {
      const [answer = "", complaint = ""] = said.map((text) => firstLine(text()));
      const found = pattern && new RegExp(pattern, "u").exec(said.map((text) => text()).join("\n"));
      const version = (found && found[0]) || answer || complaint;
      if (code === 0 && version !== "") settle({ version });
      else if (code === 0) settle({ problem: "ended without a word" });
      else {
        const how = signal === null ? `exit ${code}` : signal;
        settle({ problem: `ended with ${how}${complaint === "" ? "" : `: ${complaint}`}` });
      }
    });
  });
}

/** The first 4 KiB are enough for a version; the rest is read and dropped. */
function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    if (text.length < 4096) text += chunk.toString("utf8");
  });
  return () => text;
}

function firstLine(text: string): string {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "";
  return line
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, 100);
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined || leader <= 1) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // gone already
  }
}
