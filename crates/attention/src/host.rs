//! Host names in the one spelling in which they are compared, hashed and paid.

use sha2::{Digest, Sha256};

/// Why a text is not a host name. It is said with the text, so that a typo is seen at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a host name: give the bare name, as in \"example.com\" (ASCII letters, digits, '-', '_' and '.'; \
     no \"https://\", no path; international names in their \"xn--\" form)"
)]
pub struct HostError(pub String);

const MAX_HOST_BYTES: usize = 253;
const MAX_LABEL_BYTES: usize = 63;

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL_BYTES).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The canonical spelling: lower case, without port, final dot and leading `www.` (both names are one site).
///
/// # Errors
/// [`HostError`] when what remains is not a host name of at most 253 bytes by the letters of RFC 1123, with `_` allowed
/// because real zones use it. Addresses in brackets (IPv6) are not names.
pub fn canonical(host: &str) -> Result<String, HostError> {
    let refuse = || HostError(host.to_owned());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) => return Err(refuse()),
        None => host,
    };
    let lower = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let mut name = lower.as_str();
    // "www.com" is a name of its own: stripping must leave a domain. The loop makes this function idempotent.
    while let Some(rest) = name.strip_prefix("www.").filter(|rest| rest.contains('.')) {
        name = rest;
    }
    if name.len() <= MAX_HOST_BYTES && name.split('.').all(is_label) {
        Ok(name.to_owned())
    } else {
        Err(refuse())
    }
}

/// The canonical host of an `http` or `https` URL; `None` for any other text.
#[must_use]
pub fn of_url(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    // What stands before '@' is a user name: "http://site@elsewhere/" leads elsewhere.
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    canonical(host).ok()
}

/// What stands for a site in VAUs and on chain: the SHA-256 of its canonical host.
#[must_use]
pub fn hash(canonical_host: &str) -> [u8; 32] {
    Sha256::digest(canonical_host).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_host_are_one() {
        for host in ["example.com", "EXAMPLE.com", "www.example.com", "WWW.Example.Com.", "example.com:8080"]
        {
            assert_eq!(canonical(host).as_deref(), Ok("example.com"), "{host}");
        }
        assert_eq!(canonical("www.com").as_deref(), Ok("www.com"));
        assert_eq!(canonical("localhost").as_deref(), Ok("localhost"));
    }

    #[test]
    fn what_is_no_host_is_refused() {
        let long = "a.".repeat(126) + "aa";
        for host in
            ["", ".", "a..b", "-a.b", "a-.b", "a b", "é.fr", "https://a.b", "a.b/", "a.b:x", "[::1]", &long]
        {
            assert_eq!(canonical(host), Err(HostError(host.to_owned())));
        }
        assert!(canonical(&"a".repeat(64)).is_err());
        assert!(canonical(&"a".repeat(63)).is_ok());
    }

    #[test]
    fn a_url_leads_to_its_host() {
        assert_eq!(of_url("http://www.example.com/a?b#c").as_deref(), Some("example.com"));
        assert_eq!(of_url("HTTPS://example.com").as_deref(), Some("example.com"));
        assert_eq!(of_url("https://example.com?x=/").as_deref(), Some("example.com"));
        assert_eq!(of_url("http://site.example@evil.example/").as_deref(), Some("evil.example"));
        for url in [
            "-",
            "",
            "example.com/a",
            "android-app://com.example/",
            "http://",
            "http:///a",
            r"http://\xe4\xe5/",
        ] {
            assert_eq!(of_url(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn canonical_is_a_fixed_point(host in "([wW]{3}\\.){0,3}[a-zA-Z0-9_-]{1,9}(\\.[a-zA-Z0-9_-]{1,9}){0,3}\\.?(:80)?") {
            if let Ok(name) = canonical(&host) {
                prop_assert_eq!(canonical(&name), Ok(name.clone()));
            }
        }
    }
}
