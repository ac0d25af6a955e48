import {
  expandVariables,
  parseEnvironmentFile,
  parseExecLine,
  parseSize,
  parseTimeSpan,
} from "@mosaicstack/systemd-units";

console.log(parseTimeSpan("1min 30s"), parseSize("1.5G"), parseTimeSpan("soon"));

const { values, diagnostics } = parseEnvironmentFile(Buffer.from("WHO='you # me'\nexport A=1\n"));
const [command] = parseExecLine('-/bin/echo "dear ${WHO}" $WHO').commands;
if (command !== undefined) console.log(command.ignoresFailure, expandVariables(command, values));
for (const { line, code, message } of diagnostics) console.log(line, code, message);
