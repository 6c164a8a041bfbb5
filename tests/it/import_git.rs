//! Commits as evidence of when someone works: real repositories, made by the real `git`, friendly and hostile ones.

use crate::home::Home;
use insta::assert_snapshot;
use std::path::Path;
use std::process::{Command, Stdio};

const ANA: &str = "Ana <ana@example.org>";

/// A home whose git knows Ana.
fn home() -> Home {
    let home = Home::new().with("PATH", std::env::var_os("PATH").unwrap());
    std::fs::write(home.path().join(".gitconfig"), "[user]\nname = Ana\nemail = Ana@example.org\n")
        .unwrap();
    home
}

fn git(home: &Home, folder: &str, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    let folder = home.path().join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    git.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", home.path());
    git.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    git
}

fn run(mut git: Command) {
    let output = git.stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn init(home: &Home, folder: &str) {
    run(git(home, folder, &["init", "-q", "-b", "main"]));
}

/// A commit at a time of 24 November, two hours east of UTC.
fn commit(home: &Home, folder: &str, time: &str, (author, subject): (&str, &str)) {
    let date = format!("2026-11-24T{time}:00+02:00");
    let mut git = git(home, folder, &["commit", "-q", "--allow-empty", "--allow-empty-message"]);
    git.args(["--cleanup=verbatim", "-m", subject, "--date", &date, "--author", author]);
    git.env("GIT_COMMITTER_DATE", &date);
    run(git);
}

/// A morning on two projects, with someone else's commits among one's own.
fn morning(home: &Home) {
    for folder in ["src/paper", "src/web"] {
        init(home, folder);
    }
    commit(home, "src/paper", "09:10", (ANA, "docs: the first section"));
    commit(home, "src/web", "09:50", (ANA, "fix(login): no loop"));
    commit(home, "src/web", "10:00", ("Bo <bo@example.org>", "feat: something else"));
    commit(home, "src/paper", "11:20", (ANA, "docs: the second section"));
    commit(home, "src/web", "15:00", (ANA, "chore: new versions"));
    commit(home, "src/web", "23:00", ("Ana <ana@old.example>", "feat: by night"));
    std::fs::create_dir_all(home.path().join("src/notes")).unwrap();
}

/// Yesterday's log without the letters that name its sessions.
fn log(home: &Home) -> String {
    let log = home.says("log yesterday");
    let cut =
        |line: &str| line.strip_prefix("  ").map_or(line, |rest| &rest[6..]).to_owned() + "\n";
    log.lines().map(cut).collect()
}

#[test]
fn commits_made_on_a_forge_s_own_site_are_the_person_s_too() {
    let home = home();
    init(&home, "src/web");
    commit(&home, "src/web", "09:50", (ANA, "fix: no loop"));
    let forged = "Ana <12345+ana@users.noreply.github.com>";
    commit(&home, "src/web", "10:20", (forged, "docs: from the browser"));
    commit(&home, "src/web", "10:30", ("Bo <7+bo@users.noreply.github.com>", "feat: not hers"));
    assert_snapshot!(home.says("import git src --dry-run"), @"
    1 repository, 2 commits of yours (ana@example.org)
    1 of them by a no-reply address
    Would add 1 inferred session on 2026-11-24
    They say when you worked, not how well: `heyday log` marks them, no total counts them
    ");
    let read = home.json("import git src --dry-run")["read"].clone();
    assert_eq!((&read["commits"], &read["no_reply"]), (&2.into(), &1.into()));
}

#[test]
fn commits_become_marked_sessions_that_no_total_counts() {
    let home = home();
    morning(&home);
    assert_snapshot!(home.says("import git src --dry-run"), @"
    2 repositories, 4 commits of yours (ana@example.org)
    Would add 2 inferred sessions on 2026-11-24
    1 commit of your name by another address: `--author ana@old.example` adds them
    They say when you worked, not how well: `heyday log` marks them, no total counts them
    ");
    assert_snapshot!(home.says("import git src"), @"
    2 repositories, 4 commits of yours (ana@example.org)
    Added 2 inferred sessions on 2026-11-24
    1 commit of your name by another address: `--author ana@old.example` adds them
    They say when you worked, not how well: `heyday log` marks them, no total counts them
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(log(&home), @"
    yesterday 0m, and ~3h10 inferred
    08:40-11:20  ~2h40  writing, paper, web: docs: the first section and 2 more commits  inferred
    14:30-15:00   ~30m  admin, web: chore: new versions                                  inferred
    ");
    let log = home.json("log yesterday");
    let session = &log["sessions"][0];
    assert_eq!(
        (&session["source"], &session["type"], &session["worked_s"], &session["start"]),
        (&"git".into(), &"writing".into(), &0.into(), &"2026-11-24T08:40:00+02:00".into())
    );
    assert_snapshot!(home.says("import git src"), @"
    2 repositories, 4 commits of yours (ana@example.org)
    Added 0 inferred sessions
    4 commits in sessions that are there already
    1 commit of your name by another address: `--author ana@old.example` adds them
    ");
    home.ok("undo");
    assert_eq!(home.json("log yesterday")["sessions"].as_array().unwrap().len(), 0);
}

#[test]
fn what_the_log_knows_is_right_and_later_commits_are_added() {
    let home = home();
    morning(&home);
    home.ok("add Paper");
    home.ok("log add paper yesterday-8:00-9:00");
    let added = |line: &str| home.json(line)["added"].clone();
    // 9:50 there is 8:50 in Berlin, and logged; 11:20 begins a session of its own.
    assert_eq!(added("import git src --author ana@old.example"), 3);
    commit(&home, "src/web", "12:00", (ANA, "feat: more"));
    assert_eq!(added("import git src/web src"), 1);
    assert_eq!(added("import git src"), 0);
    assert_snapshot!(log(&home), @"
    yesterday 1h, and ~2h inferred
    08:00-09:00    1h  1  Paper                                     progressed
    10:50-11:20  ~30m     writing, paper: docs: the second section  inferred
    11:30-12:00  ~30m     coding, web: feat: more                   inferred
    14:30-15:00  ~30m     admin, web: chore: new versions           inferred
    22:30-23:00  ~30m     coding, web: feat: by night               inferred
    ");
    assert_snapshot!(home.says("log edit yesterday-13:45 --task paper"), @"
    Corrected yesterday 14:30-15:00 1 `Paper` (30m)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(log(&home), @"
    yesterday 1h30, and ~1h30 inferred
    08:00-09:00    1h  1  Paper                                     progressed
    10:50-11:20  ~30m     writing, paper: docs: the second section  inferred
    11:30-12:00  ~30m     coding, web: feat: more                   inferred
    14:30-15:00   30m  1  Paper
    22:30-23:00  ~30m     coding, web: feat: by night               inferred
    ");
}

#[test]
fn folders_without_a_repository_are_told_and_the_others_go_on() {
    let home = home();
    assert_snapshot!(home.says("import git ."), @"
    error: no git repository in `.`
    hint: give the folder of a repository, or one with repositories in it
    exit 3
    ");
    assert_snapshot!(home.says("import git nowhere"), @"
    error: can't read `nowhere`: no such file or directory
    hint: give the folder of a repository, or one with repositories in it
    exit 3
    ");
    morning(&home);
    std::fs::write(home.path().join("src/file"), "").unwrap();
    assert_snapshot!(home.says("import git src/paper src/notes src/file nowhere"), @"
    1 repository, 2 commits of yours (ana@example.org)
    Added 2 inferred sessions on 2026-11-24
    No repository: src/notes, src/file
    They say when you worked, not how well: `heyday log` marks them, no total counts them
    Next: `heyday undo` takes it back
    nowhere: no such file or directory
    error: 1 path can't be read in full; what could be read was imported
    hint: import again when it is mended: nothing is added twice
    exit 1
    ");
    assert_snapshot!(home.says("import git src/web nowhere --strict"), @"
    1 repository, 2 commits of yours (ana@example.org)
    Added 0 inferred sessions
    1 commit of your name by another address: `--author ana@old.example` adds them
    nowhere: no such file or directory
    error: 1 path can't be read in full; nothing was imported
    hint: import again when it is mended: nothing is added twice
    exit 1
    ");
    std::fs::remove_file(home.path().join(".gitconfig")).unwrap();
    assert_snapshot!(home.says("import git src"), @"
    error: git does not know your address
    hint: say it: `--author ADDRESS`, or `git config --global user.email ADDRESS`
    exit 1
    ");
    let without = Home::new().with("PATH", "/nowhere");
    std::fs::create_dir_all(without.path().join("a/.git")).unwrap();
    assert_snapshot!(without.says("import git a"), @"
    error: there is no `git` program
    hint: install git, and import again
    exit 1
    ");
}

#[test]
fn a_bare_repository_a_work_tree_and_a_copy_add_nothing() {
    let home = home();
    morning(&home);
    run(git(&home, ".", &["clone", "-q", "--bare", "src/web", "web.git"]));
    run(git(&home, "src/web", &["worktree", "add", "-q", "../tree"]));
    assert_eq!(home.json("import git web.git")["added"], 2);
    let all = home.json("import git src web.git");
    let names: Vec<&str> = all["repositories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["paper", "web", "web"]);
    assert_eq!((&all["read"]["commits"], &all["left_out"]["copies"]), (&4.into(), &2.into()));
}

#[test]
fn a_damaged_repository_is_told_and_gives_what_it_has() {
    let home = home();
    morning(&home);
    std::fs::write(home.path().join("src/paper/.git/refs/heads/main"), "0123456789".repeat(4))
        .unwrap();
    let said = home.says("import git src");
    assert!(said.contains("~/src/paper: ") && said.ends_with("exit 1\n"), "{said}");
    assert!(said.contains("Added 2 inferred sessions"), "{said}");
}

#[test]
fn a_hostile_repository_runs_nothing_and_writes_nothing_to_the_terminal() {
    let home = home();
    init(&home, "evil");
    commit(&home, "evil", "09:00", (ANA, "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}subject"));
    let long = "x".repeat(100_000);
    commit(&home, "evil", "14:00", (ANA, &long));
    commit(&home, "evil", "18:00", (ANA, ""));
    let trap = home.path().join("trap");
    let mark = home.path().join("sprung");
    std::fs::write(&trap, format!("#!/bin/sh\necho \"$0 $@\" >> {}\n", mark.display())).unwrap();
    executable(&trap);
    for key in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "gpg.program",
        "core.sshCommand",
        "core.editor",
        "diff.external",
        "core.askPass",
        "credential.helper",
        "core.alternateRefsCommand",
        "log.mailmap",
        "alias.log",
        "uploadpack.packObjectsHook",
    ] {
        let value = if key == "alias.log" {
            format!("!{}", trap.display())
        } else {
            trap.display().to_string()
        };
        let value = if key == "log.mailmap" { "true".to_owned() } else { value };
        run(git(&home, "evil", &["config", key, &value]));
    }
    run(git(&home, "evil", &["config", "log.showSignature", "true"]));
    // A partial clone that lacks a commit: git would fetch it, and `ext::` is a command.
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", &format!("ext::{}", trap.display())),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
        ("format.pretty", "%GG"),
    ] {
        run(git(&home, "evil", &["config", key, value]));
    }
    // A signed commit: git would have `gpg.program` look at it.
    let signed = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor Ana <ana@example.org> 1795590000 +0200\n\
        committer Ana <ana@example.org> 1795590000 +0200\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n \
        -----END PGP SIGNATURE-----\n\nfeat: signed\n";
    std::fs::write(home.path().join("signed"), signed).unwrap();
    let written = git(&home, "evil", &["hash-object", "-t", "commit", "-w", "../signed"])
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    std::fs::write(home.path().join("evil/.git/refs/heads/signed"), written.stdout).unwrap();
    let said = home.says("import git evil");
    assert!(said.contains("Added 4 inferred sessions"), "{said}");
    let shown = home.says("log yesterday");
    assert!(
        shown.contains("\u{241b}]0;owned")
            && !shown.contains('\u{1b}')
            && !shown.contains('\u{9b}'),
        "{shown}"
    );
    std::fs::write(home.path().join("evil/.git/refs/heads/lost"), "0123456789".repeat(4)).unwrap();
    home.says("import git evil --dry-run");
    assert!(!mark.exists(), "{}", std::fs::read_to_string(&mark).unwrap_or_default());
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn executable(_: &Path) {}
