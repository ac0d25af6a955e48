import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { wrapIndented } from "./chunk-ORMPPTNO.js";
import { visible } from "./chunk-2FRK6LD2.js";
import { allRules } from "./chunk-AL26SZTS.js";
import { UsageError } from "./chunk-MOOARJTO.js";
import "./chunk-TCHGMVH5.js";
import "./chunk-OPFX7QNG.js";
import "./chunk-U26MRXRI.js";
function nearest(typed, words) {
  return words.filter((word) => isNear(typed, word)).slice(0, 3);
}
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return !1;
  let start = 0;
  for (; start < a.length && a[start] === b[start];) start++;
  let end = 0;
  for (; end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end);) end++;
  let [left, right] = [a, b].map((word) => word.slice(start, word.length - end));
  return (
    (left?.length === 2 && left === [...(right ?? "")].toReversed().join("")) ||
    Math.max(left?.length ?? 0, right?.length ?? 0) <= 1
  );
}
var ruleExamples = {
  MF101: {
    bad: [
      {
        name: "example.service",
        text: `Restart=always
[Service]
a line without an equals sign
ExecStart=/bin/true
`,
        blamed: [1, 3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `; another comment \\
[Service]
ExecStart=/bin/echo \\
  # a comment within a continuation
  done
`,
        blamed: [],
      },
    ],
  },
  MF102: {
    bad: [
      {
        name: "example.timer",
        text: `[Timer]
OnBootSec=5min
OnBootSecs=5min
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
RestartSteps=6
RestartMaxDelaySec=300
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF103: {
    bad: [
      {
        name: "example.service",
        text: `[Timer]
OnBootSec=1
[Service]
ExecStart=/bin/true
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example.mount",
        text: `[Mount]
What=/dev/disk
Where=/mf103-holds
Type=ext4
`,
        blamed: [],
      },
    ],
  },
  MF104: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      { name: "empty.service", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "other.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF105: {
    bad: [
      {
        name: "example.service",
        text: `\uFEFF[Service]
ExecStart=/bin/true
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
Environment=A=\uFEFF
`,
        blamed: [],
      },
    ],
  },
  MF106: {
    bad: [
      {
        name: "example.service",
        text: `[Service]\r
ExecStart=/bin/true\r
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/echo a\\r
`,
        blamed: [],
      },
    ],
  },
  MF107: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
OnFailureJobMode=restart
[Service]
Type=notify-reload
ExecStart=/bin/true
Restart=yes
KillMode=all
OOMPolicy=no
`,
        blamed: [2, 4, 6, 7, 8],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
OnFailureJobMode=replace
[Service]
Type=exec
ExecStart=/bin/true
Restart=on-abnormal
KillMode=mixed
OOMPolicy=kill
`,
        blamed: [],
      },
    ],
  },
  MF108: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
After=network
StartLimitBurst=few
[Service]
ExecStart=/bin/true
RestartSec=soon
MemoryMax=4X
TasksMax=0
Environment=1A=x
UMask=0788
LimitNOFILE=2048:1024
KillSignal=SIGNONE
`,
        blamed: [2, 3, 6, 7, 8, 9, 10, 11, 12],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
After=network.target
StartLimitBurst=5
[Service]
ExecStart=/bin/true
RestartSec=1min 30s
MemoryMax=1.5G
TasksMax=50%
Environment=A=x "B=y z"
UMask=0077
LimitNOFILE=1024:2048
KillSignal=SIGINT
`,
        blamed: [],
      },
    ],
  },
  MF109: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
Restart=no
RestartSec=1
Restart=always
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
Restart=no
Environment=A=1
Environment=B=2
`,
        blamed: [],
      },
      {
        name: "example.service.d/50.conf",
        text: `[Service]
Restart=always
`,
        blamed: [],
      },
    ],
  },
  MF110: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
Wants=job.service
After=plain@x.service
[Service]
ExecStart=/bin/true
`,
        blamed: [2, 3],
      },
      {
        name: "job@.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "plain.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
Wants=job@x.service
After=plain.service none.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "job@.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "plain.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF111: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
Description=about %z
[Service]
ExecStart=/bin/echo %e
EnvironmentFile=-/%Q
`,
        blamed: [2, 4, 5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
Description=about %n, 50%
[Service]
ExecStart=/bin/echo %% %h 100% %!
EnvironmentFile=-/%n
`,
        blamed: [],
      },
    ],
  },
  MF112: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
Description=x\\\\\\	
[Service]
Type=oneshot
ExecStart=/bin/echo foo\\ 
# a comment ends in one too\\ 
`,
        blamed: [2, 5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
Type=oneshot
ExecStart=/bin/echo foo \\
# a comment\\ 
  bar\\\\ 
Environment=A=x\\\\ 
`,
        blamed: [],
      },
    ],
  },
  MF201: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=network.target
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=network.target mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF202: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Wants=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Wants=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
PartOf=mosaic-tmux-holder.service
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF203: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
BindsTo=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [2],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
BindsTo=a.device
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF204: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
Wants=mosaic-agent@canary.service
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
Before=mosaic-agent@canary.service
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF205: {
    bad: [
      {
        name: "example.target",
        text: `[Unit]
Upholds=mosaic-agent@canary.service
`,
        blamed: [2],
      },
    ],
    good: [
      {
        name: "example.target",
        text: `[Unit]
Wants=mosaic-agent@canary.service
Upholds=mosaic-tmux-holder.service
`,
        blamed: [],
      },
    ],
  },
  MF206: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
After=zz-two.service
[Service]
ExecStart=/bin/true
`,
        blamed: [2],
      },
      {
        name: "zz-two.service",
        text: `[Unit]
After=zz-three.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "zz-three.service",
        text: `[Unit]
After=mf206-fails.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
After=zz-two.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "zz-two.service",
        text: `[Unit]
After=zz-three.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "zz-three.service",
        text: `[Unit]
Before=mf206-holds.service
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF207: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF208: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [2],
      },
      {
        name: "mosaic-fleet.slice",
        text: `[Unit]
Description=limits
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
      {
        name: "mosaic-fleet.slice",
        text: `[Unit]
Description=limits
`,
        blamed: [],
      },
    ],
  },
  MF209: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
[Install]
WantedBy=multi-user.target
WantedBy=other.target
`,
        blamed: [17, 18],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
[Install]
WantedBy=mosaic-fleet.target
WantedBy=default.target
`,
        blamed: [],
      },
    ],
  },
  MF210: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
Conflicts=mosaic-tmux-holder.service
Conflicts=mosaic-agent@y.service
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [5, 6],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
Conflicts=shutdown.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF211: {
    bad: [
      {
        name: "example@.timer",
        text: `[Unit]
BindsTo=mosaic-agent@%i.service
After=mosaic-agent@%i.service
[Timer]
OnActiveSec=5min
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example@.timer",
        text: `[Unit]
DefaultDependencies=no
BindsTo=mosaic-agent@%i.service
After=mosaic-agent@%i.service
[Timer]
OnActiveSec=5min
`,
        blamed: [],
      },
    ],
  },
  MF212: {
    bad: [
      {
        name: "example@.timer",
        text: `[Unit]
X-MosaicStart=Mon..Fri 08:00
X-MosaicStop=Mon..Fri 19:00
[Timer]
OnCalendar=Mon..Fri 09:00
OnCalendar=Mon..Fri 19:00
`,
        blamed: [2, 5],
      },
    ],
    good: [
      {
        name: "example@.timer",
        text: `[Unit]
X-MosaicStart=Mon..Fri 08:00
X-MosaicStop=Mon..Fri 19:00
[Timer]
OnCalendar=Mon..Fri 08:00
OnCalendar=Mon..Fri 19:00
`,
        blamed: [],
      },
    ],
  },
  MF301: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
ExecStop=/bin/sh -c "tmux kill-server"
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStop=-/usr/bin/timeout 5 tmux -L fixture kill-server
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF302: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStartPost=/usr/bin/tmux -L fixture set-option -t =%i: @x 1
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [9],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStartPost=/usr/bin/tmux -N -L fixture set-option -t =%i: @x 1
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF303: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -S /run/x -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF304: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_TMUX_SOCKET=other
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [7],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_TMUX_SOCKET=fixture
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF305: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=-/usr/bin/timeout 5 tmux -N -L fixture kill-server
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [9],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=-/usr/bin/timeout 5 tmux -N -L fixture kill-session -t =%i:
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF306: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_TMUX_SOCKET=
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [2],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_TMUX_SOCKET=x
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF307: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=TMUX_TMPDIR=/run/x
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [7],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=TMUX_TMPDIR=/run/x
UnsetEnvironment=TMUX_TMPDIR
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF308: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF309: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStartPost=/usr/bin/tmux -N -C -L fixture list-sessions
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [9],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStartPost=/usr/bin/tmux -N -C -L fixture list-sessions
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF310: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L default -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF401: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %I
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [8],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Description=Agent %I
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i %%I
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF402: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=-/usr/bin/timeout 5 tmux -N -L fixture kill-session -t =%i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [9],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=-/usr/bin/timeout 5 tmux -N -L fixture kill-session -t =%i:
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF403: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=/usr/bin/tmux -N -L fixture kill-session -t =%i:
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [9],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
ExecStop=-/usr/bin/timeout 5 tmux -N -L fixture kill-session -t =%i:
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF404: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "example@a.b.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [1],
      },
      {
        name: "example@Big.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "example@a-b_1.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
    ],
  },
  MF405: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "example@a.b.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
      {
        name: "example@a_b.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "example@a-b.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
      {
        name: "example@a_b.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
    ],
  },
  MF406: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPre=/usr/bin/tmux -L fixture new-session -d -s _holder
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [6],
      },
      {
        name: "example@_holder.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPre=/usr/bin/tmux -L fixture new-session -d -s _holder
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
      {
        name: "example@holder.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
    ],
  },
  MF501: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=on-failure
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF502: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
KillMode=process
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
KillMode=mixed
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF503: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=on-success
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [7],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=on-failure
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF504: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=kill
Slice=mosaic-fleet.slice
`,
        blamed: [10],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF505: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=off
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [13],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=pids memory
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF506: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [6],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF507: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=77
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [11],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=64 CONFIG
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF508: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=200ms
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [8],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF509: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
StartLimitIntervalSec=60
StartLimitBurst=5
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [12],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
StartLimitIntervalSec=300
StartLimitBurst=50
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
StartLimitIntervalSec=300
StartLimitBurst=20
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
StartLimitIntervalSec=300
StartLimitBurst=50
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF510: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=5min
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [12],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutSec=1min
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF511: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
TimeoutStartSec=30
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF512: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
Type=forking
ExecStart=/usr/bin/tmux -L fixture start-server
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
Type=forking
ExecStart=/usr/bin/tmux -L fixture new-session -d -s _holder
`,
        blamed: [],
      },
    ],
  },
  MF513: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [5],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
      {
        name: "mosaic-fleet.slice",
        text: `[Unit]
Description=limits
`,
        blamed: [],
      },
    ],
  },
  MF514: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
User=nobody
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
UMask=0077
`,
        blamed: [],
      },
    ],
  },
  MF515: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
Restart=no
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
Type=oneshot
ExecStart=/bin/true
ExecStart=/bin/true
Restart=on-failure
`,
        blamed: [],
      },
    ],
  },
  MF516: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
StartLimitBurst=5
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
StartLimitBurst=5
[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF517: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=forking
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [6],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=simple
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
    ],
  },
  MF518: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
RuntimeDirectory=other
`,
        blamed: [16],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
RuntimeDirectory=
RuntimeDirectory=mosaic-fleet/agents/%i
RuntimeDirectoryMode=0700
`,
        blamed: [],
      },
    ],
  },
  MF519: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
SuccessAction=exit
JobRunningTimeoutSec=1
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
WatchdogSec=10
RuntimeMaxSec=1h
`,
        blamed: [3, 4, 14, 15],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
SuccessAction=none
StopWhenUnneeded=no
JobTimeoutSec=infinity
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
WatchdogSec=0
RuntimeMaxSec=infinity
`,
        blamed: [],
      },
    ],
  },
  MF520: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
RefuseManualStart=yes
RefuseManualStop=yes
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [5, 6],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
RefuseManualStop=no
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF521: {
    bad: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
PrivateTmp=yes
ProtectHome=read-only
ProtectSystem=strict
TemporaryFileSystem=/tmp:ro
InaccessiblePaths=/srv -/run
NoExecPaths=/
RootDirectory=/srv
ReadOnlyPaths=%t
`,
        blamed: [12, 13, 14, 15, 16, 17, 18, 19],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
ExecStart=/usr/bin/tmux -D -L fixture -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
PrivateTmp=no
ProtectHome=no
ProtectSystem=full
PrivateDevices=yes
InaccessiblePaths=/srv/secret
TemporaryFileSystem=/mnt
`,
        blamed: [],
      },
    ],
  },
  MF522: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
RestrictAddressFamilies=AF_INET
LimitNOFILE=8
LimitFSIZE=0
LimitAS=1M:2M
`,
        blamed: [16, 17, 18, 19],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
RestrictAddressFamilies=AF_INET AF_UNIX
SystemCallFilter=@system-service @mount
LimitNOFILE=1024
LimitFSIZE=infinity
`,
        blamed: [],
      },
    ],
  },
  MF523: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
StandardInput=tty
StandardOutput=socket
StandardError=fd:x
`,
        blamed: [16, 17, 18],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
StandardInput=null
StandardOutput=journal
StandardError=inherit
`,
        blamed: [],
      },
    ],
  },
  MF524: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "mosaic-agent@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-agent@x.service.d/50.conf",
        text: `[Service]
ExecStart=
ExecStart=/bin/sleep 100
`,
        blamed: [3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
      {
        name: "mosaic-agent@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-agent@x.service.d/50.conf",
        text: `[Service]
ExecStart=
ExecStart=/usr/bin/env A=1 /opt/start-agent-session.sh %i
`,
        blamed: [],
      },
    ],
  },
  MF525: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
EnvironmentFile=-%E/mosaic/fleet/agents/%i.env
EnvironmentFile=
`,
        blamed: [17],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
EnvironmentFile=-%E/mosaic/fleet/agents/%i.env
EnvironmentFile=
EnvironmentFile=/more.env
EnvironmentFile=-%E/mosaic/fleet/agents/%i.env
`,
        blamed: [],
      },
    ],
  },
  MF601: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
EnvironmentFile=-$HOME/agent.env
EnvironmentFile=agent.env
EnvironmentFile=/etc/../agent.env
ExecStart=/bin/true
`,
        blamed: [2, 3, 4],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
EnvironmentFile=relative
EnvironmentFile=
EnvironmentFile=-%E/mosaic/agent.env
EnvironmentFile=/etc/agent.env
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF602: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/pipe.env
`,
        blamed: [3],
      },
      {
        name: "/pipe.env",
        about: "named by EnvironmentFile: FIFO, mode 0600",
        text: "",
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/good.env
`,
        blamed: [],
      },
      {
        name: "/good.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A=1
`,
        blamed: [],
      },
    ],
  },
  MF603: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
WorkingDirectory=$HOME/src
ExecStart=/bin/true
`,
        blamed: [2],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
WorkingDirectory=-%h/src
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
  MF604: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [2],
      },
      { name: "/opt/run", about: "named by ExecStart: file, mode 0644", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [],
      },
      { name: "/opt/run", about: "named by ExecStart: file, mode 0755", text: "", blamed: [] },
    ],
  },
  MF605: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [2],
      },
      { name: "/opt/run", about: "named by ExecStart: file, mode 0777", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [],
      },
      { name: "/opt/run", about: "named by ExecStart: file, mode 0755", text: "", blamed: [] },
    ],
  },
  MF606: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [2],
      },
      { name: "/opt/run", about: "named by ExecStart: missing", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/opt/run
`,
        blamed: [],
      },
      { name: "/opt/run", about: "named by ExecStart: missing", text: "", blamed: [] },
    ],
  },
  MF607: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/none.env
`,
        blamed: [3],
      },
      { name: "/none.env", about: "named by EnvironmentFile: missing", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=-/none.env
`,
        blamed: [],
      },
      { name: "/none.env", about: "named by EnvironmentFile: missing", text: "", blamed: [] },
    ],
  },
  MF608: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/big.env
`,
        blamed: [3],
      },
      {
        name: "/big.env",
        about: "named by EnvironmentFile: file, mode 0600, 65537 bytes",
        text: "",
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/big.env
`,
        blamed: [],
      },
      {
        name: "/big.env",
        about: "named by EnvironmentFile: file, mode 0600, 65536 bytes",
        text: "",
        blamed: [],
      },
    ],
  },
  MF609: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A=1
export B=2
C-D=3
nothing
`,
        blamed: [2, 3, 4],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A=1
# export B=2

C_D=3
`,
        blamed: [],
      },
    ],
  },
  MF610: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A="open
B=2
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A="closed
over two lines"
`,
        blamed: [],
      },
    ],
  },
  MF611: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A=$HOME/bin
B=x # note
A=2
C="a\\nb"
`,
        blamed: [1, 2, 3, 4],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `A='$HOME/bin'
# note
C="a\\\\nb"
MOSAIC_AGENT_WORKDIR=~/src
`,
        blamed: [],
      },
    ],
  },
  MF612: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0640",
        text: `A=1
API_TOKEN=x
`,
        blamed: [2],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
EnvironmentFile=/x.env
`,
        blamed: [],
      },
      {
        name: "/x.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `API_TOKEN=x
`,
        blamed: [],
      },
    ],
  },
  MF613: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=LD_PRELOAD=/x.so
UnsetEnvironment=A NOTIFY_SOCKET
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [7, 8],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=PATH=/opt/bin
Environment=LANG=C.UTF-8
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF614: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_AGENT_WORKDIR=src
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [7],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_AGENT_WORKDIR=~/src
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
    ],
  },
  MF615: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
EnvironmentFile=-/agents/%i.env
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "/agents/a.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `MOSAIC_AGENT_WORKDIR=/src
`,
        blamed: [],
      },
      {
        name: "/agents/b.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `MOSAIC_AGENT_WORKDIR=/src
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
EnvironmentFile=-/agents/%i.env
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "/agents/a.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `MOSAIC_AGENT_WORKDIR=/src/a
`,
        blamed: [],
      },
      {
        name: "/agents/b.env",
        about: "named by EnvironmentFile: file, mode 0600",
        text: `MOSAIC_AGENT_WORKDIR=/src/b
`,
        blamed: [],
      },
    ],
  },
  MF616: {
    bad: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_AGENT_COMMAND=codex
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [7],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
      {
        name: "mosaic-fleet.slice",
        text: `[Unit]
Description=limits
`,
        blamed: [],
      },
      {
        name: "example@a.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
      { name: "codex", about: "named by MOSAIC_AGENT_COMMAND: missing", text: "", blamed: [] },
    ],
    good: [
      {
        name: "example@.service",
        text: `[Unit]
Requires=mosaic-tmux-holder.service
After=mosaic-tmux-holder.service
PartOf=mosaic-fleet.target
[Service]
Type=notify
Environment=MOSAIC_AGENT_COMMAND=codex
NotifyAccess=all
ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i
Restart=always
RestartSec=5
RestartPreventExitStatus=78
TimeoutStopSec=30
Delegate=yes
Slice=mosaic-fleet.slice
RuntimeDirectory=mosaic-fleet/agents/%i
`,
        blamed: [],
      },
      {
        name: "mosaic-tmux-holder.service",
        text: `[Unit]
PartOf=mosaic-fleet.target
[Service]
Type=exec
Environment=MOSAIC_TMUX_SOCKET=fixture
ExecStart=/usr/bin/tmux -D -L \${MOSAIC_TMUX_SOCKET} -f /dev/null
ExecStartPost=/usr/bin/true
Restart=always
RestartSec=1
TimeoutStopSec=10
OOMPolicy=continue
Slice=mosaic-fleet.slice
`,
        blamed: [],
      },
      {
        name: "mosaic-fleet.slice",
        text: `[Unit]
Description=limits
`,
        blamed: [],
      },
      {
        name: "example@a.service.d/50.conf",
        text: `[Service]
Nice=1
`,
        blamed: [],
      },
      {
        name: "/opt/codex",
        about: "named by MOSAIC_AGENT_COMMAND: file, mode 0755",
        text: "",
        blamed: [],
      },
    ],
  },
  MF617: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/echo $(date)
ExecStartPost=/bin/echo $HOME/x
`,
        blamed: [2, 3],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/echo \${HOME}/x $HOME $$(date) 5$
ExecStartPost=/bin/sh -c "echo $HOME/x"
`,
        blamed: [],
      },
    ],
  },
  MF618: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
ExecStartPre=/bin/echo "open
ExecStartPost=bin/echo
ExecReload=/bin/echo \\q
`,
        blamed: [3, 4, 5],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=-@/bin/echo name "a b" \\x41
ExecStartPost=!!/bin/echo \\; x
`,
        blamed: [],
      },
    ],
  },
  MF705: {
    bad: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
    good: [
      {
        name: "example.service",
        text: `[Service]
ExecStart=/bin/true
`,
        blamed: [],
      },
    ],
  },
};
function exampleOf(code) {
  let made = ruleExamples[code];
  if (made !== void 0) return made;
  let shown = SHOWN[code];
  if (shown === void 0) return;
  let [name, bad, good] = shown;
  return {
    bad: [
      {
        name,
        text: `${bad}
`,
        blamed: [1],
      },
    ],
    good: [
      {
        name,
        text: `${good}
`,
        blamed: [],
      },
    ],
  };
}
var TOOLS = "~/.config/mosaic/tools/fleet",
  UNITS = "~/.config/systemd/user",
  SHOWN = {
    MF199: [
      "systemd-analyze --user verify example.service",
      "example.service:2: Failed to parse system call, ig\
noring: no_such_call",
      "(it has nothing to say)",
    ],
    MF701: [
      `ls -l ${TOOLS}`,
      "-rw-r--r-- 1 me me 33610 start-agent-session.sh",
      "-rwxr-xr-x 1 me me 33610 start-agent-session.sh",
    ],
    MF702: [
      `ls -l ${TOOLS}`,
      "-\
rwxrwxr-x 1 me me 33610 start-agent-session.sh",
      "-rwxr-xr-x 1 me me 33610 start-agent-session.sh",
    ],
    MF703: [
      `diff shipped/mosaic-fleet.target ${UNITS}/mosaic-fleet.target`,
      "> # mine",
      "(they are the same\
)",
    ],
    MF704: [
      `ls ${UNITS}/mosaic-fleet.slice`,
      "ls: cannot access 'mosaic-fleet.slice': No such file or directory",
      `${UNITS}/mosaic-fleet.slice`,
    ],
    MF706: [
      "systemctl --user show -p NeedDaemonReload mosaic-\
agent@coder.service",
      "NeedDaemonReload=yes",
      "NeedDaemonReload=no",
    ],
    MF707: ["loginctl show-user me -p Linger", "Linger=no", "Linger=yes"],
    MF708: [
      `ls -d ${UNITS}/mosaic-agent@*.service.d, of a roster with \
\`coder\` alone`,
      `${UNITS}/mosaic-agent@reviewer.service.d`,
      `${UNITS}/mosaic-agent@coder.service.d`,
    ],
    MF709: [
      "systemctl --user status mosaic-agent@coder.service, of a pane half with the process id 812",
      "(812 is not below `CGroup:`, but below `mosaic-tmux-holder.service`)",
      "812 /bin/sh start-agent-session.sh --pane coder",
    ],
  };
function explainRule(code) {
  let rules = allRules(),
    rule = rules.find((each) => each.code === code.toUpperCase());
  if (rule === void 0) {
    let near = nearest(
        code.toUpperCase(),
        rules.map((each) => each.code),
      ),
      meant = near
        .map(
          (each) => `\
\`${each}\``,
        )
        .join(" or "),
      remedy = "`mosaic-fleet-harness list` shows them all.";
    throw new UsageError(
      `there is no rule \`${code}\``,
      near.length === 0 ? remedy : `Is ${meant} meant? ${remedy}`,
    );
  }
  let example = exampleOf(rule.code);
  return { ...rule, ...(example === void 0 ? {} : { example }) };
}
var INDENT = 8,
  WIDTH = 80;
function formatExplanation({ example, ...rule }) {
  let { code, severity, what, why, remedy } = rule,
    told = [
      ["What", what],
      ["Why", why],
      ["Remedy", remedy],
    ];
  return [
    `${code}  ${severity}`,
    ...told.flatMap(([title, text]) => {
      let [first = "", ...rest] = wrapIndented(text, WIDTH, { indent: INDENT });
      return [title.padEnd(INDENT) + first.slice(INDENT), ...rest];
    }),
    ...(example === void 0 ? [] : formatFiles("Bad", example.bad)),
    ...(example === void 0 ? [] : formatFiles("Good", example.good)),
  ];
}
function formatFiles(title, files) {
  return files.flatMap(({ name, about, text, blamed }, index) => [
    "",
    `${(index === 0 ? title : "").padEnd(8)}${name}${about === void 0 ? "" : ` (${about})`}`,
    ...text
      .split(
        `
`,
      )
      .slice(0, -1)
      .map((line, at) =>
        `${blamed.includes(at + 1) ? "     >  " : "        "}${visible(line)}`.trimEnd(),
      ),
  ]);
}
export { explainRule, formatExplanation };
