//! Keys to actions: key names, the action table, the keymap. Pure: knows no terminal.
