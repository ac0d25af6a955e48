/** Stands in for `claude`, with its input box: does what `mode` in its environment says, and notes starts, lines and TERM. */
export const standIn = `#!/bin/sh
echo start >> "$HOME/$NAME.did"
trap 'echo term >> "$HOME/$NAME.did"; exit 0' TERM
case $MODE in
  dialog) echo 'Select login method'; read -r _; printf '\\033[2J\\033[H' ;;
  ends) sleep 0.3; exit 3 ;;
  paints) # Without a pause, which is long on a busy machine
    i=0; while i=$((i + 1)); do echo "painting $i"; done &
    sleep 1; kill $!; wait $! 2> /dev/null; echo painted >> "$HOME/$NAME.did" ;;
esac
printf '\\342\\235\\257\\302\\240\\n' # its input box
while IFS= read -r line; do
  echo "heard $line" >> "$HOME/$NAME.did"
  [ "$MODE $line" = "deaf /exit" ] || [ "$line" != /exit ] || exit 0
done
`;
