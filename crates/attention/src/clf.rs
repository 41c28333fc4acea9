//! One line of the Combined Log Format, as Apache (`combined`) and nginx write it:
//!
//! ```text
//! address identity user [time] "method path protocol" status bytes "referrer" "user agent"
//! ```
//!
//! The parser is strict: what does not fit is a [`LineError`] that names the column and what belongs there, because a
//! line that is guessed at would be paid for by guesswork.

use crate::host;
use jiff::Timestamp;
use std::{fmt, net::IpAddr};

/// One request as the server logged it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// The client: an IPv4 or IPv6 address, or a host name where the server looks names up. As logged.
    pub address: String,
    /// When the request was received, Unix seconds; the zone offset in the log is honoured.
    pub time: i64,
    /// The HTTP method, `-` when the connection was closed before a request came.
    pub method: String,
    /// The request target with its query, `-` when there was no request.
    pub path: String,
    /// The HTTP status, 100 to 599.
    pub status: u16,
    /// Bytes of the response body; a logged `-` is 0.
    pub bytes: u64,
    /// The `Referer` header; `None` when logged as `-` or empty.
    pub referrer: Option<String>,
    /// The `User-Agent` header; `None` when logged as `-` or empty.
    pub user_agent: Option<String>,
}

/// Why a line is not a line of the Combined Log Format. Columns count bytes, the first is 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Something else stands where a field belongs.
    #[error("column {column}: expected {expected}")]
    Unexpected {
        /// Where the field should begin.
        column: usize,
        /// Which field.
        expected: Expected,
    },
    /// The line is not text.
    #[error("column {column}: expected UTF-8 text (servers write other bytes as \\xhh)")]
    NotUtf8 {
        /// The first byte that is not text.
        column: usize,
    },
    /// The line is longer than any server writes; the rest of it was skipped.
    #[error("expected at most {limit} bytes before the end of the line")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
}

/// What belongs at a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The client's address.
    Address,
    /// One space between two fields.
    Space,
    /// The `identd` name, nearly always `-`.
    Identity,
    /// The name of the authenticated user, or `-`.
    User,
    /// The time in brackets.
    Time,
    /// The quoted request line.
    RequestLine,
    /// The status code.
    Status,
    /// The size of the response.
    Bytes,
    /// The quoted referrer.
    Referrer,
    /// The quoted user agent.
    UserAgent,
    /// Nothing more.
    EndOfLine,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "an IP address or a host name",
            Self::Space => "a space",
            Self::Identity => "the identity (usually -)",
            Self::User => "the user name (usually -)",
            Self::Time => "the time as in [17/May/2015:10:05:03 +0000]",
            Self::RequestLine => "the quoted request line as in \"GET / HTTP/1.1\"",
            Self::Status => "a status code from 100 to 599",
            Self::Bytes => "the size in bytes, or -",
            Self::Referrer => {
                "the quoted referrer (the Common Log Format lacks it: log in the Combined Log Format)"
            }
            Self::UserAgent => "the quoted user agent",
            Self::EndOfLine => "the end of the line",
        })
    }
}

impl Request {
    /// Parses one line without its line ending.
    ///
    /// In quoted fields `\"` and `\\` are unescaped; other escapes (`\xhh`) stay as the server wrote them, since the
    /// bytes they stand for need not be text.
    ///
    /// # Errors
    /// [`LineError::Unexpected`] at the first field that does not fit.
    pub fn parse(line: &str) -> Result<Self, LineError> {
        let mut cursor = Cursor { line, at: 0 };
        let address = cursor.word(Expected::Address, is_address)?;
        cursor.space()?;
        cursor.word(Expected::Identity, is_name)?;
        cursor.space()?;
        cursor.word(Expected::User, is_name)?;
        cursor.space()?;
        let time = cursor.time()?;
        cursor.space()?;
        let (method, path) = cursor.request_line()?;
        cursor.space()?;
        let status = cursor.word_as(Expected::Status, status)?;
        cursor.space()?;
        let bytes =
            cursor.word_as(Expected::Bytes, |word| if word == "-" { Some(0) } else { digits(word) })?;
        cursor.space_before(Expected::Referrer)?;
        let referrer = cursor.quoted(Expected::Referrer)?;
        cursor.space_before(Expected::UserAgent)?;
        let user_agent = cursor.quoted(Expected::UserAgent)?;
        cursor.end()?;
        let address = address.to_owned();
        Ok(Self {
            address,
            time,
            method,
            path,
            status,
            bytes,
            referrer: present(referrer),
            user_agent: present(user_agent),
        })
    }
}

fn present(field: String) -> Option<String> {
    (!field.is_empty() && field != "-").then_some(field)
}

fn is_address(word: &str) -> bool {
    word.parse::<IpAddr>().is_ok() || (!word.contains(':') && host::canonical(word).is_ok())
}

/// A name does not begin as the time does: a line that lacks a name is told so at the name's column.
fn is_name(word: &str) -> bool {
    !word.is_empty() && !word.starts_with('[')
}

/// Digits only: `u64::from_str` would accept a sign.
fn digits(word: &str) -> Option<u64> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())?
}

fn status(word: &str) -> Option<u16> {
    let code = u16::try_from(digits(word)?).ok()?;
    (word.len() == 3 && (100..=599).contains(&code)).then_some(code)
}

/// A position in a line. `at` is always on a character boundary.
struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn unexpected(&self, expected: Expected) -> LineError {
        LineError::Unexpected { column: self.at + 1, expected }
    }

    fn space(&mut self) -> Result<(), LineError> {
        self.space_before(Expected::Space)
    }

    /// A space; at the end of the line the missing field is what was expected.
    fn space_before(&mut self, next: Expected) -> Result<(), LineError> {
        match self.rest().bytes().next() {
            Some(b' ') => {
                self.at += 1;
                Ok(())
            }
            None => Err(self.unexpected(next)),
            Some(_) => Err(self.unexpected(Expected::Space)),
        }
    }

    fn word_as<T>(
        &mut self,
        expected: Expected,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> Result<T, LineError> {
        let word = self.rest().split(' ').next().unwrap_or_default();
        let value = read(word).ok_or_else(|| self.unexpected(expected))?;
        self.at += word.len();
        Ok(value)
    }

    fn word(&mut self, expected: Expected, fits: impl Fn(&str) -> bool) -> Result<&'a str, LineError> {
        self.word_as(expected, |word| fits(word).then_some(word))
    }

    fn time(&mut self) -> Result<i64, LineError> {
        const FORMAT: &str = "[%d/%b/%Y:%H:%M:%S %z]";
        const EXAMPLE: &str = "[17/May/2015:10:05:03 +0000]";
        // `strptime` takes "7" for "07" and "+00:00" for "+0000"; no server writes these, so the width is fixed here.
        let time = self
            .rest()
            .get(..EXAMPLE.len())
            .and_then(|text| Timestamp::strptime(FORMAT, text).ok())
            .ok_or_else(|| self.unexpected(Expected::Time))?;
        self.at += EXAMPLE.len();
        Ok(time.as_second())
    }

    /// A quoted field, unescaped.
    fn quoted(&mut self, expected: Expected) -> Result<String, LineError> {
        let body = self.rest().strip_prefix('"').ok_or_else(|| self.unexpected(expected))?;
        let mut text = String::new();
        let mut characters = body.char_indices();
        while let Some((index, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += index + 2;
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                other => text.push(other),
            }
        }
        Err(self.unexpected(expected))
    }

    /// The method and the target of `"method target protocol"`; a target may hold spaces.
    fn request_line(&mut self) -> Result<(String, String), LineError> {
        let unfit = self.unexpected(Expected::RequestLine);
        let line = self.quoted(Expected::RequestLine)?;
        if line == "-" {
            return Ok((line.clone(), line));
        }
        line.split_once(' ')
            .and_then(|(method, rest)| {
                let (path, protocol) = rest.rsplit_once(' ')?;
                let is_token = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_graphic());
                (is_token && !path.is_empty() && protocol.starts_with("HTTP/"))
                    .then(|| (method.to_owned(), path.to_owned()))
            })
            .ok_or(unfit)
    }

    fn end(&self) -> Result<(), LineError> {
        if self.rest().is_empty() { Ok(()) } else { Err(self.unexpected(Expected::EndOfLine)) }
    }
}

#[cfg(test)]
mod tests;
