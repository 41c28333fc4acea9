//! Which paths are pages: what a person looks at, rather than what a page is made of or what is downloaded.

/// The endings of pages. A path whose last segment has another ending is an asset; one without an ending is a page.
///
/// A list of what counts, not of what does not: an unknown ending then earns nothing until someone adds it here.
pub const PAGE_EXTENSIONS: [&str; 10] =
    ["asp", "aspx", "cgi", "htm", "html", "jsp", "md", "php", "shtml", "xhtml"];

/// Directories of parts: everything below one, at any depth, is an asset.
pub const ASSET_DIRECTORIES: [&str; 8] = ["assets", "css", "fonts", "icons", "images", "img", "js", "static"];

/// Names of feeds: a last segment, or the beginning of a query parameter's value (`?flav=rss20`).
pub const FEED_NAMES: [&str; 3] = ["atom", "feed", "rss"];

/// Whether a request target is a page.
#[must_use]
pub fn is_page(target: &str) -> bool {
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.to_ascii_lowercase();
    let (directories, file) = path.rsplit_once('/').unwrap_or(("", &path));
    // "/feed/" names a feed just as "/feed" does.
    let name = if file.is_empty() { directories.rsplit('/').next().unwrap_or_default() } else { file };

    let in_asset_directory = directories.split('/').any(|segment| ASSET_DIRECTORIES.contains(&segment));
    let is_feed = FEED_NAMES.contains(&name) || query.split('&').any(asks_for_feed);
    !in_asset_directory && !is_feed && extension(file).is_none_or(|ending| PAGE_EXTENSIONS.contains(&ending))
}

/// The ending of a file name: letters and digits after its last dot, beginning with a letter ("v1.2" has none).
fn extension(file: &str) -> Option<&str> {
    let (_, ending) = file.rsplit_once('.')?;
    let is_extension = ending.starts_with(|first: char| first.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_extension.then_some(ending)
}

fn asks_for_feed(parameter: &str) -> bool {
    let Some((_, value)) = parameter.split_once('=') else { return false };
    let value = value.to_ascii_lowercase();
    // "rss20" and "atom1" are feeds, "feedburner" (a campaign tag on a page) is not: only a version may follow.
    FEED_NAMES.iter().any(|name| {
        value.strip_prefix(name).is_some_and(|version| version.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for target in [
            "/",
            "/blog",
            "/blog/",
            "/blog/tags/feeding",
            "/a/b.html",
            "/a/B.HTML?x=y.png",
            "/a.pdf.html",
            "/release/v1.2",
            "/index.php?page=2&v=1.png",
            "/post?utm_source=feedburner&utm_medium=feedback",
            "/jsonp/",
            "/a/..",
            "",
            "-",
        ] {
            assert!(is_page(target), "{target}");
        }
    }

    #[test]
    fn assets() {
        for target in [
            "/favicon.ico",
            "/robots.txt",
            "/a/photo.JPEG",
            "/style.css?v=3",
            "/images/",
            "/a/images/gallery/1",
            "/JS/app",
            "/files/tool-1.0.jar",
            "/resume.pdf#page=2",
            "/feed",
            "/feed/",
            "/blog/rss",
            "/blog.atom",
            "/?flav=rss20",
            "/?a=b&flav=ATOM",
            "/?format=feed",
        ] {
            assert!(!is_page(target), "{target}");
        }
    }
}
