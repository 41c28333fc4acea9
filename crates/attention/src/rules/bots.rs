//! Which devices are programs. A log only has what a program says of itself, so this stops the honest ones; `docs/VAU.md`
//! says what it cannot see.

use crate::{clf::Request, device::DeviceId};
use std::collections::BTreeSet;

/// A user agent that contains one of these, in any case, is a program's.
///
/// People's browsers name neither a web address nor a mail address; well-behaved robots give one for complaints.
pub const BOT_TOKENS: [&str; 46] = [
    // Where to complain.
    "http://",
    "https://",
    "www.",
    "@",
    // What robots call themselves.
    "archive",
    "bot",
    "check",
    "crawl",
    "discovery",
    "fetch",
    "monitor",
    "nutch",
    "robo",
    "scan",
    "scout",
    "scrap",
    "search",
    "sleuth",
    "slurp",
    "spider",
    "validator",
    // Feed readers.
    "feed",
    "newsify",
    "reader",
    "reeder",
    "rss",
    // Libraries and command-line tools.
    "cfnetwork",
    "curl",
    "dalvik",
    "go-http-client",
    "guzzle",
    "headless",
    "httpclient",
    "indy library",
    "java/",
    "libwww",
    "node-fetch",
    "okhttp",
    "perl",
    "phantomjs",
    "php/",
    "postman",
    "python",
    "ruby",
    "selenium",
    "wget",
];

/// The path that only robots ask for.
pub const ROBOTS_PATH: &str = "/robots.txt";

/// Whether a user agent is a program's by its words.
#[must_use]
pub fn is_bot(user_agent: &str) -> bool {
    let lower = user_agent.to_ascii_lowercase();
    BOT_TOKENS.iter().any(|token| lower.contains(token))
}

/// The devices that asked for [`ROBOTS_PATH`] anywhere in the log, by any method and with any status.
///
/// One such request marks the device for the whole log, before and after it: the verdict must not depend on the order of
/// lines, and a robot is one from its first request.
#[must_use]
pub fn robots_readers(requests: &[Request]) -> BTreeSet<DeviceId> {
    requests
        .iter()
        .filter(|request| request.path.split('?').next() == Some(ROBOTS_PATH))
        .filter_map(DeviceId::of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_known_by_their_words() {
        for agent in [
            "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.com/bot.html)",
            "Mozilla/5.0 (compatible; Ezooms/1.0; help@example.com)",
            "UniversalFeedParser/4.2-pre-314-svn +http://example.org/",
            "Tiny Tiny RSS/1.11 (http://example.org/)",
            "Chef Client/10.18.2 (ruby-1.9.3-p327; ohai-6.16.0; x86_64-linux; +http://example.com)",
            "Feedbin - 1 subscribers",
            "curl/7.88.1",
            "Java/1.6.0_24",
            "Go-http-client/2.0",
            "SomeApp/9 CFNetwork/673.0.3 Darwin/13.0.0",
            "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0.0.0 Safari/537.36",
        ] {
            assert!(is_bot(agent), "{agent}");
        }
    }

    #[test]
    fn browsers_are_not() {
        for agent in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1",
            "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1; .NET CLR 2.0.50727)",
            "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/34.1244; U; en) Presto/2.8.119 Version/11.10",
        ] {
            assert!(!is_bot(agent), "{agent}");
        }
    }

    #[test]
    fn tokens_are_lower_case_and_listed_once() {
        let distinct: BTreeSet<_> = BOT_TOKENS.iter().collect();
        assert_eq!(distinct.len(), BOT_TOKENS.len());
        for token in BOT_TOKENS {
            assert_eq!(token, token.to_ascii_lowercase(), "is_bot compares with lower case");
        }
    }
}
