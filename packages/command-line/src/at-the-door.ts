import { visibleOutput } from "@mosaicstack/tmux-client/visible";
import type { World, Writer } from "./world.js";

/**
 * A run's world with writers that let nothing through that acts on a terminal but our own colours, and these only to a terminal.
 * Help, errors of the parser, documents (where an escape stands within a string and means the same), stack traces: all of it
 * passes here, so that nobody can forget it. It is the second look: text from outside is escaped where it enters a sentence, a line or a
 * cell, for only there it is known that it may hold neither colours nor line breaks.
 */
export function atTheDoor<Given extends World>(world: Given): Given {
  const { stdout, stderr, isTTY } = world;
  // Not copied: standard input is opened by who looks at it.
  return Object.create(world, {
    stdout: { value: guarded(stdout, isTTY.stdout) },
    stderr: { value: guarded(stderr, isTTY.stderr) },
  }) as Given;
}

function guarded(writer: Writer, colors: boolean): Writer {
  return { write: (text) => writer.write(visibleOutput(text, { colors })) };
}
