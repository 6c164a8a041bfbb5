//! The addresses that GitHub and GitLab put under commits in place of one's own: `12345+ana@users.noreply.github.com`,
//! `12345-ana@users.noreply.gitlab.com`. Whose they are is a matter of the name in them.

/// Whether an author with this name and address (in lower case) is someone who is called `names` and has `addresses`
/// (in lower case): only for addresses of that kind, and when the author's name is one of theirs, or the name in the
/// address is one of theirs or the front part of one of their addresses.
pub(super) fn is_own(author: &str, address: &str, names: &[String], addresses: &[String]) -> bool {
    let Some(login) = login(address) else { return false };
    let front =
        |one: &String| one.split('@').next() == Some(login) || self::login(one) == Some(login);
    names.iter().any(|name| name == author || bare(name) == bare(login))
        || addresses.iter().any(front)
}

/// The name in such an address, without the number before it.
fn login(address: &str) -> Option<&str> {
    let (front, host) = address.split_once('@')?;
    let parting = match host {
        "users.noreply.github.com" => '+',
        "users.noreply.gitlab.com" => '-',
        _ => return None,
    };
    let login = match front.split_once(parting) {
        Some((number, login)) if number.bytes().all(|byte| byte.is_ascii_digit()) => login,
        _ => front,
    };
    (!login.is_empty()).then_some(login)
}

/// A name without what logins can't have: `Ana López` may be `ana-lópez` or `analópez` there.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(author: &str, address: &str) -> bool {
        is_own(author, address, &["Ana Lopez".into()], &["anal@example.org".into()])
    }

    #[test]
    fn the_name_in_a_no_reply_address_says_whose_it_is() {
        assert!(own("Ana Lopez", "12345+zebra@users.noreply.github.com"), "her name beside it");
        assert!(own("x", "12345+ana-lopez@users.noreply.github.com"));
        assert!(own("x", "analopez@users.noreply.github.com"));
        assert!(own("x", "77-ana_lopez@users.noreply.gitlab.com"));
        assert!(own("x", "5+anal@users.noreply.github.com"), "as in her own address");
    }

    #[test]
    fn nobody_else_is_taken_for_the_person() {
        assert!(!own("Bo", "12345+bo@users.noreply.github.com"));
        assert!(!own("Ana Lopez", "ana@old.example"), "that may be someone of the same name");
        assert!(!own("Bo", "12345+@users.noreply.github.com"));
        assert!(!own("Bo", "anal@users.noreply.github.com.evil.example"));
        assert!(!own("", "no address at all"));
    }
}
