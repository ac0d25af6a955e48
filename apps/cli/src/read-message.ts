import { createReadStream } from "node:fs";
import type { CliContext } from "./context.js";
import { CliError } from "./failure.js";
import type { Message } from "./tell-apart.js";

/** Bytes of the longest text that is sent; what is endless is not read to its end. */
const largest = 1024 * 1024;

/**
 * The text of a message. One final newline of a file or of standard input is dropped. Throws `Usage` for what cannot be
 * read, is larger than 1 MiB or is no UTF-8.
 */
export async function readMessage(message: Message, stdin: CliContext["stdin"]): Promise<string> {
  if (message.from === "words") return message.text;
  const [bytes, where] =
    message.from === "file"
      ? [await readBytes(message.file), `\`${message.file}\``]
      : [await collect(stdin), "standard input"];
  if (bytes.length > largest) {
    const remedy = "Save it where the agent can read it, and send it the path.";
    throw new CliError("Usage", `${where} is larger than 1 MiB, the most that is sent`, remedy);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError("Usage", `${where} holds bytes that are no UTF-8 text`, "Send text only.");
  }
  return text.replace(/\r?\n$/, "");
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await collect(createReadStream(file));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const remedy = "Name a file that can be read, or `-` for standard input.";
    throw new CliError("Usage", `\`${file}\` cannot be read: ${why}`, remedy);
  }
}

/** All of it, or somewhat more than is sent. */
async function collect(stream: CliContext["stdin"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > largest) break;
  }
  return Buffer.concat(chunks);
}
