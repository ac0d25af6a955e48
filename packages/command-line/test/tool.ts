import {
  defineCommand,
  helpOn,
  runProgram,
  toFailure,
  type Command,
  type FlagTable,
  type Program,
  type ProgramText,
  type World,
} from "../src/index.js";

const globals = { json: { says: "print a document" } } as const satisfies FlagTable;
type Tool = Command<World, typeof globals>;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `work` was given. */
  readonly flags: unknown;
}

/** A program `tool`, whose command `work` has these flags. */
export function toolOf(flags: FlagTable): {
  run: (argv: readonly string[], env?: World["env"]) => Promise<Ran>;
} {
  const seen: { flags: unknown } = { flags: undefined };
  const text: ProgramText<typeof globals> = {
    name: "tool",
    description: "Does what it is told.",
    groups: [{ title: "Work", names: ["work"] }],
    globals,
    places: {},
    notes: [],
    exitCodes: [[0, "done"]],
    example: "tool work",
  };
  const telling = { name: "tool", exitCodeOf: { Usage: 2, Missing: 5, Unexpected: 1 } };
  const about = { examples: ["tool work"], flags: {} };
  const commands: readonly Tool[] = [
    defineCommand({
      ...about,
      name: "work",
      summary: "work",
      flags,
      run: async (call) => {
        seen.flags = call.flags;
        return 0;
      },
    }),
    defineCommand({
      ...about,
      name: "fail",
      summary: "fail with this code",
      words: { usage: "CODE", count: "one" },
      run: async ({ words }) => {
        throw Object.assign(new Error("gone"), { code: words[0] });
      },
    }),
    defineCommand({
      ...about,
      name: "shout",
      summary: "say it as it is",
      words: { usage: "TEXT", count: "one" },
      run: async ({ context, output, words }) => {
        output.draw(words.join());
        context.stderr.write(`${words.join()}\n`);
        return 0;
      },
    }),
    helpOn(text, { commands: () => commands, later: [], example: "tool help work" }),
  ];
  const program: Program<World, typeof globals> = {
    text,
    commands,
    later: [],
    version: () => "1",
    telling,
    failureOf: (error) => toFailure(error, { ...telling, debug: "TOOL_DEBUG" }),
    debug: "TOOL_DEBUG",
    wantsJson: (words) => words.includes("--json"),
    look: ({ json }) => ({ json, quiet: false, noColor: false }),
  };
  return {
    run: async (argv, env = {}) => {
      const written = { stdout: "", stderr: "" };
      const code = await runProgram(
        program,
        {
          argv,
          env,
          stdout: { write: (more) => void (written.stdout += more) },
          stderr: { write: (more) => void (written.stderr += more) },
          isTTY: { stdout: false, stderr: false },
          columns: undefined,
        },
        (world) => world,
      );
      return { code, ...written, flags: seen.flags };
    },
  };
}
