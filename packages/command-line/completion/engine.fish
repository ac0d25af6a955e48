# What stands in front of the cursor: the command, how many words stand behind it, the roster; a line each.
function __tool_name_line
    set -l command
    set -l place 0
    set -l roster
    set -l option
    set -l end
    for word in (commandline -opc)[2..-1]
        if test -n "$option"
            test "$option" != --roster; or set roster $word
            set option
        else if test -n "$end"; or not string match -qr -- '^-.' $word
            if test -z "$command"
                set command $word
            else
                set place (math $place + 1)
            end
        else if test "$word" = --
            set end yes
        else if string match -q -- '--roster=*' $word
            set roster (string replace -- --roster= '' $word)
        else if contains -- $word $__tool_name_valued; or contains -- "$command $word" $__tool_name_valued
            set option $word
        end
    end
    printf '%s\n' "$command" $place "$roster"
end

# Whether the command on the line is one of these ($argv[1], a blank between them), and this many words stand behind it ($argv[2]).
function __tool_name_on
    set -l line (__tool_name_line)
    contains -- "$line[1]" (string split ' ' -- $argv[1]); or return
    test (count $argv) -eq 1; or test $line[2] -eq $argv[2]
end

# Words of this machine, a line each: none where none are known.
function __tool_name_ask
    set -l roster (__tool_name_line)[3]
    if test -n "$roster"
        set roster --roster (string replace -r '^~/' "$HOME/" -- $roster)
    else
        set roster
    end
    command tool-name $roster completion --words $argv[1] </dev/null 2>/dev/null
end
