# heyday in zsh: notes when a command of a minute or more is over and when a commit was made, so that a word about a
# break can wait for such a moment. It writes one line with the time, the length and the exit status, never what was
# typed, and starts no program.
if [[ -o interactive ]] && zmodload -F zsh/datetime p:EPOCHSECONDS 2>/dev/null; then
  typeset -g __heyday_marks=@MARKS@
  typeset -g __heyday_start= __heyday_kind=

  __heyday_preexec() {
    emulate -L zsh
    __heyday_start=$EPOCHSECONDS __heyday_kind=
    # The third is the command with its aliases resolved.
    case ${3-} in
      ('git commit'|'git commit '*) __heyday_kind=commit ;;
    esac
  }

  # Runs before each prompt. zsh gives every such function the exit status, and puts it back.
  __heyday_precmd() {
    local code=$?
    emulate -L zsh
    [[ -n $__heyday_start ]] || return 0
    local took=$(( EPOCHSECONDS - __heyday_start )) kind=
    (( took < 60 )) || kind=command
    [[ $__heyday_kind != commit || $code != 0 ]] || kind=commit
    __heyday_start= __heyday_kind=
    [[ -z $kind ]] || ( umask 077; print -r -- "1 $EPOCHSECONDS $took $code $kind" >> $__heyday_marks ) 2>/dev/null
    return 0
  }

  autoload -Uz add-zsh-hook
  add-zsh-hook preexec __heyday_preexec
  add-zsh-hook precmd __heyday_precmd
fi
