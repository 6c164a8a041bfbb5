# heyday in bash: notes when a command of a minute or more is over and when a commit was made, so that a word about a
# break can wait for such a moment. It writes one line with the time, the length and the exit status, never what was
# typed, and starts no program. Needs bash 4.4.
if [[ $- == *i* ]] && (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404 )) && shopt -q promptvars; then
  __heyday_marks=@MARKS@
  __heyday_none= __heyday_start=

  # Whether the command that has just ended was `git commit`, in a repository. Looks at the history, where it has a
  # number that has not been looked at.
  __heyday_committed() {
    local at=$PWD line number
    while [[ ! -e $at/.git ]]; do
      if [[ -z $at ]]; then return 1; fi
      at=${at%/*}
    done
    line=$(HISTTIMEFORMAT= builtin history 1 2>/dev/null)
    line=${line#"${line%%[![:space:]]*}"}
    number=${line%%[!0-9]*}
    line=${line#"$number"}
    line=${line#\*}
    line=${line#"${line%%[![:space:]]*}"}
    if [[ -z $number || $number == "${__heyday_number-}" ]]; then return 1; fi
    local first=${__heyday_number-first}
    __heyday_number=$number
    [[ $first != first && ( $line == 'git commit' || $line == 'git commit '* ) ]]
  }

  # Runs before each prompt; leaves the exit status as it was.
  __heyday_prompt() {
    local code=$? kind= took=0
    if [[ -n ${__heyday_start-} ]]; then
      took=$(( SECONDS - __heyday_start ))
      __heyday_start=
      if (( took >= 60 )); then kind=command; fi
      if __heyday_committed && (( code == 0 )); then kind=commit; fi
    elif [[ -z ${__heyday_number-} ]]; then
      __heyday_committed || :
    fi
    if [[ -n $kind ]]; then
      ( umask 077; printf '1 %(%s)T %s %s %s\n' -1 "$took" "$code" "$kind" >> "$__heyday_marks" ) 2>/dev/null || :
    fi
    # Under `set -e` a status of its own would end the shell.
    if [[ $- == *e* ]]; then return 0; fi
    return "$code"
  }

  # The prompt before a command runs is printed by the shell itself: an assignment in it costs nothing.
  if [[ ${PS0-} != *__heyday_start* ]]; then
    PS0='${__heyday_none:$((__heyday_start=SECONDS,0)):0}'${PS0-}
  fi
  if [[ "$(declare -p PROMPT_COMMAND 2>/dev/null)" == 'declare -a'* ]]; then
    if [[ " ${PROMPT_COMMAND[*]} " != *__heyday_prompt* ]]; then
      PROMPT_COMMAND=(__heyday_prompt "${PROMPT_COMMAND[@]}")
    fi
  elif [[ ${PROMPT_COMMAND-} != *__heyday_prompt* ]]; then
    PROMPT_COMMAND=__heyday_prompt${PROMPT_COMMAND:+$'\n'$PROMPT_COMMAND}
  fi
fi
