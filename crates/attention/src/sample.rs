//! The project's own small access log: made up, the same for the same seed, for demos and tests.
//!
//! Three days of an imagined site, with everything that real logs have: visits of people, the assets of their pages, robots,
//! feed readers, errors, redirects, repeated and torn lines. Addresses and hosts are those reserved for documentation
//! (RFC 5737, RFC 2606), so nothing in it can be anybody's.

use std::fmt::Write as _;

/// The site whose log it is.
pub const SAMPLE_SITE: &str = "www.example.com";

/// How many days the sample covers, beginning on 5 January 2026 UTC.
pub const SAMPLE_DAYS: u32 = 3;

const FIRST_DAY_OF_MONTH: u32 = 5;
const DAY: u32 = 86_400;
const PEOPLE: u32 = 48;
const ROBOTS: u32 = 8;

const BROWSERS: [&str; 5] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
];

const ROBOT_AGENTS: [&str; 4] = [
    "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://bot.example.net/about)",
    "ExampleReader/4.2 (feed parser; 12 subscribers)",
    "curl/8.11.0",
    "-",
];

const PAGES: [&str; 10] = [
    "/",
    "/about/",
    "/articles/",
    "/articles/attention.html",
    "/articles/measuring-dwell-time.html",
    "/articles/merkle-sums.html",
    "/blog",
    "/blog/first-year?utm_source=newsletter",
    "/projects/",
    "/projects/ledger/index.html",
];

const ASSETS: [&str; 5] =
    ["/style.css", "/favicon.ico", "/images/banner.png", "/js/menu.js?v=3", "/fonts/serif.woff2"];

/// Whoever sends visitors; `-` is a visitor who typed the address.
const REFERRERS: [&str; 8] = [
    "-",
    "-",
    "https://news.example.net/item/8",
    "https://news.example.net/item/21",
    "https://search.example.org/?q=attention",
    "https://www.search.example.org/",
    "https://blog.example.net/links.html",
    "https://forum.example.org/t/42",
];

/// What a server never wrote: a torn line, another format, a note.
const TORN: [&str; 3] = [
    "203.0.113.9 - - [05/Jan/2026:11:0",
    r#"203.0.113.9 - - [05/Jan/2026:11:02:03 +0000] "GET / HTTP/1.1" 200 512"#,
    "# log rotated",
];

/// Sebastiano Vigna's SplitMix64: the whole state is one counter, and its output is pinned by its definition, so the sample
/// stays the same whatever versions of other crates do.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..below`. Its bias, below / 2^64, is nothing for a sample.
    fn below(&mut self, below: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(below)) >> 64) as u32
    }

    fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len() as u32) as usize).copied().unwrap_or_default()
    }
}

/// A client with its address and user agent.
struct Client {
    address: String,
    agent: &'static str,
}

/// Lines with the seconds since the first day at which they were written.
struct Lines(Vec<(u32, String)>);

impl Lines {
    fn push(&mut self, at: u32, client: &Client, request: &str, status: u16, referrer: &str) {
        let (day, hour, minute, second) =
            (FIRST_DAY_OF_MONTH + at / DAY, at / 3600 % 24, at / 60 % 60, at % 60);
        let Client { address, agent } = client;
        // A size that depends on the request alone: repeated lines must be equal.
        let bytes = if status == 304 { "-".to_owned() } else { (400 + request.len() * 37).to_string() };
        self.0.push((
            at,
            format!(
                "{address} - - [{day:02}/Jan/2026:{hour:02}:{minute:02}:{second:02} +0000] \
                 \"{request} HTTP/1.1\" {status} {bytes} \"{referrer}\" \"{agent}\""
            ),
        ));
    }
}

/// The sample log, a few hundred lines in the Combined Log Format, in the order of time.
#[must_use]
pub fn sample_log(seed: u64) -> String {
    let mut random = SplitMix64(seed);
    let mut lines = Lines(Vec::new());
    for number in 0..PEOPLE {
        // A few share an address, as households do, and differ by browser.
        let address = match number % 3 {
            0 => format!("192.0.2.{}", 1 + number / 2),
            1 => format!("198.51.100.{}", 1 + number),
            _ => format!("203.0.113.{}", 1 + number),
        };
        let person = Client { address, agent: random.pick(&BROWSERS) };
        for day in 0..SAMPLE_DAYS {
            if !random.one_in(3) {
                // Between 06:00 and 22:00, so that visits end on their day.
                let start = day * DAY + 6 * 3600 + random.below(16 * 3600);
                visit(&mut lines, &mut random, &person, start);
            }
        }
    }
    for number in 0..ROBOTS {
        let robot = Client { address: format!("203.0.113.{}", 200 + number), agent: robot_agent(number) };
        for day in 0..SAMPLE_DAYS {
            let start = day * DAY + random.below(DAY / 2);
            crawl(&mut lines, &mut random, &robot, start);
        }
    }
    for (number, torn) in TORN.into_iter().enumerate() {
        lines.0.push((number as u32 * DAY, torn.to_owned()));
    }
    lines.0.sort();
    lines.0.iter().fold(String::new(), |mut text, (_, line)| {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{line}");
        text
    })
}

fn robot_agent(number: u32) -> &'static str {
    ROBOT_AGENTS.get(number as usize % ROBOT_AGENTS.len()).copied().unwrap_or("-")
}

/// One to six pages with their assets, some seconds to some minutes apart.
fn visit(lines: &mut Lines, random: &mut SplitMix64, person: &Client, start: u32) {
    let mut at = start;
    let mut referrer = random.pick(&REFERRERS).to_owned();
    for _ in 0..1 + random.below(6) {
        let path = random.pick(&PAGES);
        let status = if random.one_in(12) { 304 } else { 200 };
        lines.push(at, person, &format!("GET {path}"), status, &referrer);
        if random.one_in(40) {
            lines.push(at, person, &format!("GET {path}"), status, &referrer);
        }
        referrer = format!("https://{SAMPLE_SITE}{path}");
        for _ in 0..random.below(3) {
            lines.push(
                at + random.below(2),
                person,
                &format!("GET {}", random.pick(&ASSETS)),
                200,
                &referrer,
            );
        }
        match random.below(30) {
            0 => lines.push(at + 1, person, "GET /missing.html", 404, &referrer),
            1 => lines.push(at + 1, person, "GET /articles", 301, &referrer),
            2 => lines.push(at + 1, person, "POST /contact", 200, &referrer),
            _ => {}
        }
        at += match random.below(20) {
            // A double click, a page left open, and the rest.
            0 => 0,
            1 => 301 + random.below(900),
            _ => 4 + random.below(200),
        };
    }
}

fn crawl(lines: &mut Lines, random: &mut SplitMix64, robot: &Client, start: u32) {
    lines.push(start, robot, "GET /robots.txt", 200, "-");
    for step in 1..3 + random.below(3) {
        let (method, path) = match random.below(4) {
            0 => ("GET", "/?flav=rss20"),
            1 => ("HEAD", "/"),
            _ => ("GET", random.pick(&PAGES)),
        };
        lines.push(start + step * 2, robot, &format!("{method} {path}"), 200, "-");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{log, rules::Refusal, vau};
    use std::collections::BTreeSet;

    #[test]
    fn the_generator_is_splitmix64() {
        // The first outputs of the published reference code for seed 1234567.
        let mut random = SplitMix64(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn the_same_seed_gives_the_same_log() {
        assert_eq!(sample_log(1), sample_log(1));
        assert_ne!(sample_log(1), sample_log(2));
    }

    #[test]
    fn every_seed_gives_a_log_with_everything_in_it() {
        for seed in 0..20 {
            let text = sample_log(seed);
            let log = log::read_log(text.as_bytes()).unwrap();
            assert!((400..1_000).contains(&text.lines().count()), "{}", text.lines().count());
            assert_eq!(log.malformed, TORN.len() as u64);
            assert_eq!(vau::guess_site(&log.requests).as_deref(), Some("example.com"));

            let out = vau::extract(&log, SAMPLE_SITE).unwrap();
            assert!(out.vaus.len() >= 100, "{}", out.vaus.len());
            for reason in Refusal::ALL.into_iter().filter(|reason| *reason < Refusal::OutsideCampaign) {
                assert!(out.refused.contains_key(&reason), "seed {seed} has no {reason:?}");
            }
            let days: BTreeSet<_> = out.vaus.iter().map(|vau| crate::credit::day_start(vau.at)).collect();
            assert_eq!(days.len(), SAMPLE_DAYS as usize);
            let hosts: BTreeSet<_> = out.vaus.iter().filter_map(|vau| vau.referrer_host.clone()).collect();
            assert_eq!(hosts.len(), 4, "{hosts:?}");
        }
    }

    #[test]
    fn addresses_and_hosts_are_reserved_for_documentation() {
        let log = log::read_log(sample_log(3).as_bytes()).unwrap();
        for request in &log.requests {
            let reserved = ["192.0.2.", "198.51.100.", "203.0.113."];
            assert!(
                reserved.iter().any(|network| request.address.starts_with(network)),
                "{}",
                request.address
            );
            let host = request.referrer.as_deref().and_then(crate::host::of_url);
            let names = ["example.com", "example.net", "example.org"];
            assert!(host.is_none_or(|host| names.iter().any(|name| host.ends_with(name))));
        }
    }
}
