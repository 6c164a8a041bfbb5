# heyday in fish: notes when a command of a minute or more is over and when a commit was made, so that a word about a
# break can wait for such a moment. It writes one line with the time, the length and the exit status, never what was
# typed, and starts no program but `date` when there is such a line to write.
if status is-interactive
    set -g __heyday_marks @MARKS@

    function __heyday_postexec --on-event fish_postexec
        set -l code $status
        set -l took 0
        set -q CMD_DURATION; and set took $CMD_DURATION
        set -l kind
        test "$took" -ge 60000; and set kind command
        test $code -eq 0; and string match -qr '^git commit(\s|$)' -- "$argv[1]"; and set kind commit
        if set -q kind[1]
            begin
                printf '1 %s %s %s %s\n' (date +%s) (math --scale=0 $took / 1000) $code $kind >>$__heyday_marks
            end 2>/dev/null
        end
        return $code
    end
end
