import {
  checkUnits,
  formatEnvironmentAssignment,
  mergeUnits,
  parseUnit,
} from "@mosaicstack/systemd-units";

const dropIn = parseUnit("# mine\n[Service]\nRestart=no\n");
dropIn.set("Service", "Restart", "always");
dropIn.add("Service", "Environment", formatEnvironmentAssignment("GREETING", 'say "50%"'));

const files = [
  { path: "hello.service", text: "[Service]\nExecStart=/bin/sleep 9\nRestrat=no\n" },
  { path: "hello.service.d/50-mine.conf", text: dropIn.toString() },
];
console.log(mergeUnits(files).get("Service", "Restart")); // value, file and line
for (const { file, line, code, message } of checkUnits({ files }, { version: 252 }))
  console.log(`${file}:${line}: ${code}: ${message}`);
