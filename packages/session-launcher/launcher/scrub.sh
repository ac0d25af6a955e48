# The pane half by hand sheds what its server has for an environment, at once: what stands below is read twice
# then otherwise.
case ${1-}:${3-} in
  --pane:guest|--pane:hand)
    LC_ALL=C; export LC_ALL # it reads nothing of a locale then
    exec env -i TERM="$TERM" TMUX="$TMUX" TMUX_PANE="$TMUX_PANE" PATH="$PATH" \
      ${TERM_PROGRAM+"TERM_PROGRAM=$TERM_PROGRAM"} \
      ${TERM_PROGRAM_VERSION+"TERM_PROGRAM_VERSION=$TERM_PROGRAM_VERSION"} \
      "$0" --pane "$2" "scrubbed-$3" "$4" ;;
esac
